"""Django's settings for an instance. Nothing secret is written anywhere: keys are derived from the office's key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wellfounded.web import tables
from wellfounded.web.instance import Instance

HERE = Path(__file__).parent
IDLE = 15 * 60
"""Seconds after which a session of someone who does nothing has ended."""


def settings(instance: Instance) -> dict[str, Any]:
    """The settings of an instance."""
    cookie = "__Host-" if instance.secure else ""
    return {
        "SECRET_KEY": instance.secret("django").hex(),
        "DEBUG": False,
        "ALLOWED_HOSTS": list(instance.hosts),
        "ROOT_URLCONF": "wellfounded.web.urls",
        "INSTALLED_APPS": [
            "django.contrib.admin.apps.SimpleAdminConfig",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "allauth",
            "allauth.account",
            "allauth.mfa",
            "wellfounded.web.accounts",
            "wellfounded.web.reference.apps.Reference",
            "wellfounded.web.api",
            "wellfounded.web",
        ],
        "MIDDLEWARE": [
            "wellfounded.web.security.headers",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "wellfounded.web.language.chosen",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "wellfounded.web.uploads.bounded",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "wellfounded.web.accounts.demanded.second_factor",
            "wellfounded.web.accounts.sessions.touched",
            "wellfounded.web.accounts.keys.kept",
            "wellfounded.web.faults.said",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "wellfounded.web.language.words",
                    ],
                    "builtins": ["wellfounded.web.templatetags.words"],
                },
            }
        ],
        "DATABASES": tables.databases(instance.accounts),
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "rate_limits",
                "KEY_FUNCTION": "wellfounded.web.accounts.limits.unreadable",
            }
        },
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        # What is said after something was done stands in the sealed session, not in a cookie.
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LOGGING": _LOGGING,
        **_UPLOADS,
        **_ACCOUNTS,
        # The age of a session that is in use; a cookie without an age dies with the browser.
        "SESSION_COOKIE_AGE": IDLE,
        "SESSION_ENGINE": "wellfounded.web.accounts.sessions",
        "SESSION_SERIALIZER": "wellfounded.web.accounts.sessions.Sealed",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_NAME": f"{cookie}session",
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": instance.secure,
        "CSRF_COOKIE_NAME": f"{cookie}csrf",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": instance.secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "wellfounded.web.faults.forged",
        # Passkeys need HTTPS; on one's own machine browsers allow them without.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not instance.secure,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if instance.secure else None,
    }


_UPLOADS = {
    # Papers are sealed as they come; nothing is written to the disk in clear.
    "FILE_UPLOAD_HANDLERS": ["wellfounded.web.uploads.InMemory"],
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 1024 * 1024,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 400,
}

_ACCOUNTS = {
    "AUTH_USER_MODEL": "accounts.Account",
    "AUTHENTICATION_BACKENDS": ["wellfounded.web.accounts.backend.Members"],
    "ACCOUNT_ADAPTER": "wellfounded.web.accounts.adapters.Accounts",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": "member",
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_SESSION_REMEMBER": False,
    "LOGIN_URL": "/sign-in/",
    "LOGIN_REDIRECT_URL": "/today/",
    "LOGOUT_REDIRECT_URL": "/",
    # Names and addresses are counted in wellfounded.web.accounts.limits; these are what allauth checks itself.
    "ACCOUNT_RATE_LIMITS": {"login_failed": "5/300s/key", "reauthenticate": "20/m/user", "login": None},
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
    "MFA_RATE_LIMITS": {"webauthn_login": "60/m/ip"},
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_ADAPTER": "wellfounded.web.accounts.adapters.SecondFactors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_PASSKEY_SIGNUP_ENABLED": False,
}

_SILENT = ("django", "django.request", "django.server", "django.security", "allauth", "py.warnings")

_LOGGING = {
    # What a request asked for may hold a name; only the kind and place of a fault are written, by this website itself.
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {
        "none": {"class": "logging.NullHandler"},
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "root": {"handlers": ["none"]},
    "loggers": {
        "wellfounded": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        **{name: {"handlers": ["none"], "propagate": False} for name in _SILENT},
    },
}
