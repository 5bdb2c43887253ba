"""Django's settings, all derived from the typed ``Environment``."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from zhicheng.foundation.face.modes import Language
from zhicheng.site.environment import read_environment

ENVIRONMENT = read_environment(os.environ)
SITE = Path(__file__).resolve().parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
CITY_NAME = ENVIRONMENT.city
ENCRYPTION_KEY = ENVIRONMENT.encryption_key
WEBHOOKS_PRIVATE = ENVIRONMENT.webhooks_private

# The rooms of the house, upper floors first: templates and static files of an upper room win.
ROOMS = [
    "zhicheng.site",
    "zhicheng.governance.overview",
    "zhicheng.governance.disclosure",
    "zhicheng.governance.bulletins",
    "zhicheng.governance.assessment",
    "zhicheng.governance.workplans",
    "zhicheng.governance.meetings",
    "zhicheng.governance.supervision",
    "zhicheng.governance.tasks",
    "zhicheng.governance.systems",
    "zhicheng.governance.targets",
    "zhicheng.governance.plans",
    "zhicheng.register.imports",
    "zhicheng.register.rights",
    "zhicheng.register.parties",
    "zhicheng.foundation.webhooks",
    "zhicheng.foundation.access",
    "zhicheng.foundation.upkeep",
    "zhicheng.foundation.agenda",
    "zhicheng.foundation.documents",
    "zhicheng.foundation.calendars",
    "zhicheng.foundation.notices",
    "zhicheng.foundation.jobs",
    "zhicheng.foundation.files",
    "zhicheng.foundation.accounts",
    "zhicheng.foundation.units",
    "zhicheng.foundation.audit",
    "zhicheng.foundation.face",
]
INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules",
    "csp",
    "django_htmx",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhicheng.site.middleware.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhicheng.site.modes.ModeOfThePerson",
    "zhicheng.foundation.access.middleware.ProgramsDoor",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zhicheng.site.middleware.BoundedBody",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhicheng.site.middleware.LoginForFragments",
]
ROOT_URLCONF = "zhicheng.site.urls"
WSGI_APPLICATION = "zhicheng.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "zhicheng.foundation.face.templatetags.face",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhicheng.site.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "zhicheng.foundation.face.renderer.Renderer"


def _database() -> dict[str, Any]:
    """SQLite waits its turn instead of failing (WAL, IMMEDIATE, busy timeout); what is committed is on disk.
    PostgreSQL compiles no questions, unless the address of the database asks for that."""
    settings: dict[str, Any] = dict(ENVIRONMENT.database)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        # PostgreSQL would compile the questions of each page anew, which takes longer than answering them.
        given = settings.get("OPTIONS", {})
        settings["OPTIONS"] = {**given, "options": f"-c jit=off {given.get('options', '')}".strip()}
    # Opening one takes as long as a small page: SQLite reads the whole schema, PostgreSQL starts a process.
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = settings["ENGINE"] != "django.db.backends.sqlite3"
    return settings


DATABASES = {"default": _database()}
THREADS = 32
"""Requests that a web process answers at a time, as ``script/server`` starts it."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes, so that a lock-out on one is a lock-out on all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # Far above what is ever kept: when it is full, entries go at random, a lock-out among them.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Of each process: how often the tokens of programs ask (``access.throttle``).
    "rates": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rates",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
API_RATE = ENVIRONMENT.api_rate
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600  # a working day
SESSION_COOKIE_HTTPONLY = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "zhicheng.foundation.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "zhicheng.foundation.accounts.passwords.UnlikeThePerson"},
    {"NAME": "zhicheng.foundation.accounts.passwords.Uncommon"},
    {"NAME": "zhicheng.foundation.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_ADAPTER = "zhicheng.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser: desks are shared
ACCOUNT_PREVENT_ENUMERATION = True
# A whole department may stand behind one address when the day begins; an account is guarded by itself.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/10m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
PASSWORD_RESET_TIMEOUT = 24 * 3600  # of the one-time link that an administrator hands out
MFA_ADAPTER = "zhicheng.foundation.accounts.adapter.SecondFactorAdapter"
_FORMS = "zhicheng.site.account_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.LoginForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.SetPasswordForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.ReauthenticateCodeForm",
    "activate_totp": f"{_FORMS}.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "知城"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [(language.value, language.own_name) for language in Language]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.static
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
FILES_ROOT = ENVIRONMENT.data / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "zhicheng.site.errors.stale_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ENVIRONMENT.behind_https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.behind_https else 0
if ENVIRONMENT.behind_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_BACKEND = ENVIRONMENT.email_url["EMAIL_BACKEND"]
EMAIL_HOST = ENVIRONMENT.email_url["EMAIL_HOST"]
EMAIL_PORT = ENVIRONMENT.email_url["EMAIL_PORT"]
EMAIL_HOST_USER = ENVIRONMENT.email_url["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = ENVIRONMENT.email_url["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = ENVIRONMENT.email_url.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = ENVIRONMENT.email_url.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = "zhicheng@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"brief": {"()": "zhicheng.site.logs.Brief"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief"]}
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    # That somebody was refused a page, or asked for one that is not there, is no event of the house.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
