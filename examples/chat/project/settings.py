"""What `startproject` writes, shortened; the lines for the layer are marked."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "for this machine only: not a secret"  # noqa: S105
DEBUG = True
INSTALLED_APPS = [
    "daphne",  # sockets: runserver speaks ASGI
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "drawnby.sockets",  # sockets: imports every app's events.py
    "talk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / "chat.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},  # sockets: writers take turns
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
LOGIN_URL = "admin:login"
ROOT_URLCONF = "project.urls"
STATIC_URL = "/static/"

# The sockets:
ASGI_APPLICATION = "project.asgi.application"
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}  # one process
if redis := os.environ.get("REDIS_URL"):  # several, which meet there
    pubsub = "channels_redis.pubsub.RedisPubSubChannelLayer"
    hosts = [{"address": redis, "protocol": 2}]  # with 3, redis-py renders each message for its log
    CHANNEL_LAYERS = {"default": {"BACKEND": pubsub, "CONFIG": {"hosts": hosts}}}
STATICFILES_DIRS = [("drawnby-sockets", BASE_DIR / "node_modules/drawnby-sockets/dist")]
