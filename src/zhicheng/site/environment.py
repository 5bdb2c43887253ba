"""What the surroundings decide: environment variables, each also as ``NAME_FILE`` holding a secret.

Every variable that the product reads is a field of ``Environment``; nothing else looks at ``os.environ``.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import environ
from django.core.exceptions import ImproperlyConfigured

DEVELOPMENT_KEY = "development-only-key-never-for-a-city"
"""Stands in where ``ZHICHENG_DEBUG`` is on; production refuses it."""

KEY_FILE = "encryption-key"
"""In the data folder, made there by ``script/server`` on the first start."""

PROJECT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ from one installation to the next."""

    debug: bool
    production: bool
    secret_key: str
    encryption_key: str
    hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    behind_https: bool
    proxies: int
    data: Path
    database: Mapping[str, Any]
    static: Path
    city: str
    email_url: Mapping[str, Any]
    log_level: str
    webhooks_private: bool
    api_rate: str


def read_environment(variables: Mapping[str, str]) -> Environment:
    """Read and check the variables.

    ``ZHICHENG_PRODUCTION=1`` makes three mistakes fatal: a default secret key, debugging, and an empty
    list of hosts.

    Raises ImproperlyConfigured with the variable's name and the remedy; also where no encryption key is given
    though the data folder holds one.
    """
    env = environ.Env()
    env.ENVIRON = cast("Any", _with_files(variables))
    production = _switch(env, "ZHICHENG_PRODUCTION", default=False)
    data = Path(env.str("ZHICHENG_DATA", default=str(PROJECT / "data")))
    secret_key = env.str("ZHICHENG_SECRET_KEY", default=DEVELOPMENT_KEY)
    behind_https = _switch(env, "ZHICHENG_HTTPS", default=production)
    found = Environment(
        debug=_switch(env, "ZHICHENG_DEBUG", default=False),
        production=production,
        secret_key=secret_key,
        encryption_key=env.str("ZHICHENG_ENCRYPTION_KEY", default=secret_key),
        hosts=tuple(
            env.list(
                "ZHICHENG_HOSTS", default=[] if production else ["127.0.0.1", "[::1]", "localhost"]
            )
        ),
        trusted_origins=tuple(env.list("ZHICHENG_TRUSTED_ORIGINS", default=[])),
        behind_https=behind_https,
        # How many reverse proxies stand in front: the client's address is believed only so far.
        proxies=env.int("ZHICHENG_PROXIES", default=int(behind_https)),
        data=data,
        database=_database(env, data),
        static=Path(env.str("ZHICHENG_STATIC", default=str(data / "static"))),
        city=env.str("ZHICHENG_CITY", default="示例市"),
        email_url=env.email_url("ZHICHENG_EMAIL_URL", default="consolemail://"),
        log_level=env.str("ZHICHENG_LOG_LEVEL", default="INFO"),
        webhooks_private=_switch(env, "ZHICHENG_WEBHOOKS_PRIVATE", default=False),
        api_rate=_rate(env, "ZHICHENG_API_RATE", default="600/m"),
    )
    if not found.database.get("ENGINE"):
        raise ImproperlyConfigured(
            "ZHICHENG_DATABASE_URL must be like postgres://user:password@host:port/name."
        )
    if not env.str("ZHICHENG_ENCRYPTION_KEY", default=""):
        _refuse_another_key(data / KEY_FILE)
    if production:
        _refuse_unsafe(found)
    return found


def _database(env: environ.Env, data: Path) -> Mapping[str, Any]:
    """The database that is named, else a file in the data folder, by its path: in a URL % and # mean something."""
    if env.str("ZHICHENG_DATABASE_URL", default=""):
        return dict(env.db_url("ZHICHENG_DATABASE_URL"))
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "zhicheng.sqlite3")}


_ON = frozenset({"1", "true", "yes", "on"})
_OFF = frozenset({"0", "false", "no", "off", ""})


def _switch(env: environ.Env, name: str, *, default: bool) -> bool:
    """On or off. A slip of the pen is refused: it must not quietly take the guard of production away."""
    given = env.str(name, default="1" if default else "0").strip().lower()
    if given not in _ON | _OFF:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {given!r}.")
    return given in _ON


_RATE = re.compile(r"[1-9][0-9]{0,8}/[smhd]", re.ASCII)


def _rate(env: environ.Env, name: str, *, default: str) -> str:
    """So many in a second, a minute, an hour or a day."""
    given: str = env.str(name, default=default).strip()
    if not _RATE.fullmatch(given):
        raise ImproperlyConfigured(f"{name} must be like 600/m (s, m, h or d), not {given!r}.")
    return given


def _with_files(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables, with each ``NAME_FILE`` of ours read into ``NAME``; a last line's end is no part of it.

    Raises ImproperlyConfigured when such a file cannot be read.
    """
    found = dict(variables)
    for name, path in variables.items():
        if name.startswith("ZHICHENG_") and name.endswith("_FILE"):
            try:
                found[name.removesuffix("_FILE")] = (
                    Path(path).read_text(encoding="utf-8").rstrip("\n")
                )
            except OSError as error:
                raise ImproperlyConfigured(
                    f"{name}: {path} cannot be read ({error.strerror})."
                ) from error
    return found


def _refuse_another_key(file: Path) -> None:
    """With another key what is sealed could not be opened, and the audit chain would be continued under it."""
    if os.access(file, os.R_OK):
        raise ImproperlyConfigured(
            f"ZHICHENG_ENCRYPTION_KEY is not set, but {file} holds the key of this city. Set "
            f"ZHICHENG_ENCRYPTION_KEY_FILE={file}, or use script/zhicheng, which does."
        )


def _refuse_unsafe(found: Environment) -> None:
    if found.secret_key == DEVELOPMENT_KEY or len(found.secret_key) < 32:
        raise ImproperlyConfigured(
            "ZHICHENG_SECRET_KEY (or ZHICHENG_SECRET_KEY_FILE) must be set to 32 random characters or more."
        )
    if found.encryption_key == found.secret_key:
        raise ImproperlyConfigured(
            "ZHICHENG_ENCRYPTION_KEY (or …_FILE) must be set, and differ from the secret key."
        )
    if found.debug:
        raise ImproperlyConfigured("ZHICHENG_DEBUG must be off in production.")
    if not found.hosts or "*" in found.hosts:
        raise ImproperlyConfigured(
            "ZHICHENG_HOSTS must name the hosts that this city is served on."
        )
