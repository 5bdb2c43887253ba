"""The product's settings, stricter where a test profits and quicker where it does not matter.

Nothing else may differ: what is tested is what runs.
"""

import os
from pathlib import Path
from tempfile import gettempdir

# Not the city that somebody at this desk made in data/, nor its key.
os.environ.setdefault("ZHICHENG_DATA", str(Path(gettempdir()) / "zhicheng-test-data"))

from zhicheng.site.settings import *  # noqa: F403 - Django settings are inherited by names
from zhicheng.site.settings import STORAGES, TEMPLATES


class UndefinedVariable(str):
    """A template that names a variable which nobody gave is a defect, not an empty place."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
STATIC_ROOT = Path(gettempdir()) / "zhicheng-test-static"
STATIC_ROOT.mkdir(exist_ok=True)
# Collected static files are what script/server makes; unit tests need only their names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
