"""Every knob, read from the environment once; `.env.example` lists them and says what they do."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy

from drawnby import platform

BASE_DIR = Path(__file__).resolve().parent.parent

environ.Env.read_env(BASE_DIR / ".env")
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
ON_PLATFORM = platform.on_platform(os.environ)
SITE_ORIGINS = [
    origin.rstrip("/")
    for origin in env.list("SITE_ORIGINS", default=platform.own_origins(os.environ))
]
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    default=sorted({urlsplit(origin).netloc.rsplit(":", 1)[0] for origin in SITE_ORIGINS}),
)
WEB_CONCURRENCY = platform.processes(os.environ)
REDIS_URL = env.str("REDIS_URL", default="")

if not platform.is_building(sys.argv):
    platform.refuse_unsafe_start(os.environ, ALLOWED_HOSTS)

# Reached only where nobody but this machine can open the site, or nothing is signed with it.
SECRET_KEY = env.str("SECRET_KEY", default="for this machine only: not a secret")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- What the project is made of -------------------------------------------------------------

INSTALLED_APPS = [
    # It makes runserver speak ASGI. Twisted would cost every other process 0.2 s and its memory.
    *(["daphne"] if sys.argv[1:2] == ["runserver"] else []),  # before staticfiles
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "drawnby",
    "drawnby.sockets",
    "drawnby.chat",
    "accounts",  # before allauth: its templates are found first
    "canvas",
    "allauth",
    "allauth.account",
    "django_vite",
    "csp",
]

MIDDLEWARE = [
    "drawnby.health.HealthMiddleware",  # first: a platform's check knows neither host nor scheme
    "django.middleware.security.SecurityMiddleware",
    "drawnby.static.StaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "drawnby.ways.WrongWayMiddleware",
]

ROOT_URLCONF = "drawnby.urls"
ASGI_APPLICATION = "drawnby.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- The database ----------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without these, writers that meet fail with "database is locked" more often than not.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command=(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
        ),
    )
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        pool={
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=4),  # small plans have few connections
            "timeout": 10,
        },
    )

# --- Redis, or this process alone ------------------------------------------------------------

# Heroku's Redis shows a certificate of its own making.
REDIS_SELF_SIGNED = env.bool("REDIS_SELF_SIGNED", default="DYNO" in os.environ)
REDIS_OPTIONS: dict[str, Any] = (
    {"ssl_cert_reqs": None} if REDIS_SELF_SIGNED and REDIS_URL.startswith("rediss:") else {}
)

CACHES: dict[str, dict[str, Any]]
CHANNEL_LAYERS: dict[str, dict[str, Any]]
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "drawnby.cache.SparedRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "drawnby",
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2, **REDIS_OPTIONS},
        },
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # By the older protocol: in the newer one redis-py renders every message for its log.
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "protocol": 2, **REDIS_OPTIONS}],
                "prefix": "drawnby",
            },
        },
    }
else:
    CACHES = {"default": {"BACKEND": "drawnby.cache.SmallMemoryCache"}}
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # The defaults (100 messages, 60 s, 24 h) would drop members and messages.
            "CONFIG": {"capacity": 10_000, "expiry": 60, "group_expiry": 10 * 365 * 86_400},
        },
    }

# Not in the cache: without its Redis no page and no socket would open.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- The events layer, chat and drawings -----------------------------------------------------

SOCKETS: dict[str, Any] = {"DATABASE_THREADS": env.int("DATABASE_THREADS", default=4)}
SOCKETS_REQUEST_HOOKS = ["accounts.people.attach_person"]
CHAT_GATES = [
    (r"drawing-[\w-]{22}", "drawnby.sidebar.drawing_gate"),
    (r"talk-[\w-]{11}\Z", "drawnby.lounge.lounge_gate"),
]
CHAT_WELCOME = "drawnby.lounge.welcome"
# Twice what `make bench-join` opens in seconds, at three times the bytes of its strokes: months of
# drawing, and as much as a browser's memory and a page's patience bear.
DRAWING_MAX_OPERATIONS = env.int("DRAWING_MAX_OPERATIONS", default=200_000)
DRAWING_MAX_BYTES = env.int("DRAWING_MAX_BYTES", default=64 * 2**20)
# Of the pictures placed in a drawing, as they are kept: a page loads them all.
DRAWING_MAX_IMAGE_BYTES = env.int("DRAWING_MAX_IMAGE_BYTES", default=32 * 2**20)
# Whose pages may show drawings in frames. Everyone's: what a frame shows opens by its link alone,
# without cookies, so nobody can be made to do something in it. Empty: nobody's.
EMBED_ORIGINS = env.list("EMBED_ORIGINS", default=["*"])
RATES = {  # of one address
    "new_drawing": env.str("NEW_DRAWINGS_RATE", default="30/m/ip,300/h/ip"),
    "newcomer": env.str("NEWCOMERS_RATE", default="120/m/ip"),
    "onlooker": env.str("ONLOOKERS_RATE", default="240/m/ip"),
    "export": env.str("EXPORTS_RATE", default="20/m/key,120/m/ip"),  # key: a browser
    "image": env.str("IMAGES_RATE", default="20/m/key,60/m/ip,300/h/ip"),
}
# What people take away is made in time that nobody else on the machine wants. Off where it is never
# idle: exports would wait until they are given up.
EXPORTS_GIVE_WAY = env.bool("EXPORTS_GIVE_WAY", default=True)

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "canvas:drawings"
SESSION_COOKIE_AGE = 365 * 86_400  # a guest's drawings hang on it
ACCOUNTS_GUEST_WORK = "canvas.credits.guest_work"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignUpForm",
    "add_email": "accounts.forms.AddressForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reset_password_from_key": "accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Confirmed addresses need mail that arrives. Where it does, nobody can find out by signing up who
# has an account here; the code is typed into the browser that signs up, so its guest is claimed.
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "EMAIL_VERIFICATION", default="mandatory" if env.str("EMAIL_URL", default="") else "none"
)
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION == "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address an account; a new one replaces it once confirmed
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a browser left open must not change the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "canvas:home"
ACCOUNT_SESSION_REMEMBER = True

# How many proxies stand before the site and add to X-Forwarded-For: the address is taken from
# there, counted from the right, never from the left, which a visitor writes.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if ON_PLATFORM else 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT

# --- E-mail ----------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="DrawnBy <drawnby@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# --- Words and times -------------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", gettext_lazy("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files ----------------------------------------------------------------------------

VITE_DEV_SERVER = env.bool("VITE_DEV_SERVER", default=False)
BUILT_FRONTEND = BASE_DIR / "frontend" / "dist"
DJANGO_VITE = {
    "default": {
        "dev_mode": VITE_DEV_SERVER,
        "dev_server_host": "127.0.0.1",
        "dev_server_port": 5173,
        "manifest_path": BUILT_FRONTEND / "manifest.json",
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BUILT_FRONTEND]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is kept on disk
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "drawnby.static.StaticStorage",
    },
}
SERVESTATIC_ALLOW_ALL_ORIGINS = False

# --- Security --------------------------------------------------------------------------------

HTTPS = env.bool("HTTPS", default=all(origin.startswith("https:") for origin in SITE_ORIGINS))
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 86_400 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if env.bool("TRUST_FORWARDED_PROTO", default=ON_PLATFORM)
    else None
)
SECURE_REFERRER_POLICY = "same-origin"  # a drawing's link is its key: it must not travel
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains under HSTS: whoever owns the domain decides
    "security.W021",  # and so with the browsers' preload list
]

SOCKET_ORIGINS = [
    origin.replace("http", "ws", 1)
    for origin in SITE_ORIGINS
    if "[" not in origin  # the policy's grammar knows no IPv6; 'self' serves there
]
VITE_ORIGINS = ["http://127.0.0.1:5173", "ws://127.0.0.1:5173"] if VITE_DEV_SERVER else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE, *VITE_ORIGINS[:1]],
        # Vite's development server writes style elements; what it builds does not.
        "style-src": [SELF, "'unsafe-inline'" if VITE_DEV_SERVER else NONCE],
        "img-src": [SELF, "data:", "blob:", *VITE_ORIGINS[:1]],
        "font-src": [SELF, *VITE_ORIGINS[:1]],
        # 'self' covers sockets in today's browsers; older ones want them named.
        "connect-src": [SELF, *SOCKET_ORIGINS, *VITE_ORIGINS],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Logs and metrics ------------------------------------------------------------------------

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # whoever knows it is told /metrics
LOG_FORMAT = env.str("LOG_FORMAT", default="json" if ON_PLATFORM else "text")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "drawnby.logs.JsonFormatter"},
        "text": {"()": "drawnby.logs.TextFormatter"},
    },
    "filters": {
        "clients_faults": {"()": "drawnby.logs.ClientsFaults"},
        "outages": {"()": "drawnby.logs.Outages"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Servers and Django bring handlers of their own; one format for all is easier to read.
        **{
            name: {"handlers": [], "level": "NOTSET", "propagate": True}
            for name in ("django", "django.server", "uvicorn")
        },
        # At INFO: two lines for every socket, and the links of drawings, which are their keys.
        "uvicorn.error": {"level": "WARNING", "filters": ["clients_faults"]},
        "uvicorn.access": {"level": "WARNING"},
        "channels_redis.pubsub": {"filters": ["outages"]},
    },
}
