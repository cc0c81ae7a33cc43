"""What every test stands on: a database of this run alone, of the kind the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as chance

# Chance gets more tries where there is time. How long one takes says most about the machine.
chance.register_profile("hurried", max_examples=25, deadline=None)
chance.register_profile("thorough", deadline=None)
chance.load_profile("thorough" if "E2E_THOROUGH" in os.environ else "hurried")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite's test database is a file, as in life: two threads cannot write to one in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder: Path = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    else:
        database.setdefault("TEST", {})["NAME"] = f"test_drawnby_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Ends the connections that threads of finished tests still hold, so that it can be dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits and presence of one test are not the next one's."""
    cache.clear()
    yield
