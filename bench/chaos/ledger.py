"""The database, read past the product: what is really in it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg

LOG = """
    SELECT o.seq, o.op_id FROM canvas_operation o JOIN canvas_drawing d ON d.id = o.drawing_id
    WHERE d.uid = {mark} ORDER BY o.seq
"""
TIMES = """
    SELECT o.at FROM canvas_operation o JOIN canvas_drawing d ON d.id = o.drawing_id
    WHERE d.uid = {mark} ORDER BY o.seq
"""


class Ledger:
    """Of the database a DATABASE_URL names. Methods block; each opens a connection of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._sqlite = url.startswith("sqlite:")

    def log(self, channel: str) -> list[tuple[int, bytes]]:
        """Numbers and ids of a drawing's operations, in the order of the numbers."""
        rows = self._select(LOG, [channel.removeprefix("drawing-")])
        return [(seq, _bytes(id)) for seq, id in rows]

    def times_back(self, channel: str) -> int:
        """How many operations are older than the one before them."""
        times = [at for (at,) in self._select(TIMES, [channel.removeprefix("drawing-")])]
        return sum(after < before for before, after in pairwise(times))

    def head(self, channel: str) -> int:
        sql = "SELECT head FROM canvas_drawing WHERE uid = {mark}"
        return int(self._select(sql, [channel.removeprefix("drawing-")])[0][0])

    def numbers(self, ids: Sequence[bytes]) -> dict[bytes, int]:
        """The numbers of those of the operations that are there."""
        marks = ", ".join(["{mark}"] * len(ids))
        # Only places for values are put into the text, never a value.
        sql = f"SELECT op_id, seq FROM canvas_operation WHERE op_id IN ({marks})"  # noqa: S608 (places)
        values = [UUID(bytes=id).hex if self._sqlite else UUID(bytes=id) for id in ids]
        return {_bytes(id): seq for id, seq in self._select(sql, values)}

    def hold(self, channel: str, seconds: float) -> None:
        """Lock what appends to a drawing wait for: on SQLite, that is the whole database."""
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            if self._sqlite:
                cursor.execute("BEGIN IMMEDIATE")
            else:
                uid = channel.removeprefix("drawing-")
                cursor.execute("BEGIN")
                cursor.execute("SELECT 1 FROM canvas_drawing WHERE uid = %s FOR UPDATE", [uid])
            time.sleep(seconds)  # the fault itself: a query that takes so long
            cursor.execute("ROLLBACK")

    def _select(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(sql.format(mark="?" if self._sqlite else "%s"), list(values))
            return list(cursor.fetchall())

    def _connect(self) -> Any:
        if self._sqlite:
            path = self._url.removeprefix("sqlite:///")
            return sqlite3.connect(path, timeout=10, isolation_level=None)
        return psycopg.connect(self._url, autocommit=True, connect_timeout=2)


def _bytes(id: str | UUID) -> bytes:
    return id.bytes if isinstance(id, UUID) else bytes.fromhex(id)
