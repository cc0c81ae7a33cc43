"""The project's settings, for tests: nothing has to be built or collected first."""

from drawnby.settings import *  # noqa: F403  # this is the project's settings, with a few changes
from drawnby.settings import DJANGO_VITE, INSTALLED_APPS, MIDDLEWARE, STORAGES

INSTALLED_APPS = ["tests.emptying", *INSTALLED_APPS]

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # quick; the real ones are slow
DJANGO_VITE["default"]["dev_mode"] = True
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Every client of a test would look for all static files first, and ask each page in an event loop,
# which takes a third of its time. What is health's is asked as in life in `test_health.py`.
MIDDLEWARE = [
    each
    for each in MIDDLEWARE
    if each not in ("drawnby.static.StaticMiddleware", "drawnby.health.HealthMiddleware")
]
