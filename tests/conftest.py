"""What every test stands on: a database of this run alone, of the kind the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite's test database is a file, as in life: two threads cannot write to one in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder: Path = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    else:
        database.setdefault("TEST", {})["NAME"] = f"test_drawnby_{os.getpid()}"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits and presence of one test are not the next one's."""
    cache.clear()
    yield
