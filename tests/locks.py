"""Whether somebody waits for a lock of ours: PostgreSQL tells."""

from __future__ import annotations

from django.db import connection


def somebody_waits() -> bool:
    """Others may wait for each other on the same server, in databases of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted "
            "AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone() == (True,))
