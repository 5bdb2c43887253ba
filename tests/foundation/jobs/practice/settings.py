"""The product's settings and the practice app, for a worker process of its own."""

from zhicheng.site.settings import *  # noqa: F403 - Django settings are inherited by names
from zhicheng.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.foundation.jobs.practice"]
