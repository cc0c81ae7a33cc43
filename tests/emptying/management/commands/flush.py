"""After a test that committed, Django empties the database. Here that takes a tenth of the time."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.commands import flush
from django.db import connection, transaction

MIGRATED = {"django_content_type", "auth_permission"}  # no test changes them; Django's own makes
# them anew after every test, and truncates even what has no rows.


class Command(flush.Command):
    def handle(self, **_: Any) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in written():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


@cache
def written() -> list[str]:
    """The tables that tests write to."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models} - MIGRATED)
