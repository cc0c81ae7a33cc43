"""Whether somebody waits for a lock: PostgreSQL tells."""

from __future__ import annotations

from django.db import connection


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone() == (True,))
