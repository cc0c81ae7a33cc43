"""A drawing's log as pages read it over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from canvas.varint import read_varint

if TYPE_CHECKING:
    from playwright.sync_api import APIRequestContext


class Entry(NamedTuple):
    seq: int
    author: int
    kind: int
    at: int
    body: bytes


def log_of(http: APIRequestContext, path: str) -> list[Entry]:
    """What whoever opens that path may read of a short drawing."""
    body = http.get(f"{path}/log/after/0").body()
    entries, at = [], 1
    while at < len(body):
        seq, at = read_varint(body, at)
        kind, at = body[at + 16], at + 17
        author, at = read_varint(body, at)
        when, at = read_varint(body, at)
        length, at = read_varint(body, at)
        entries.append(Entry(seq, author, kind, when, body[at : at + length]))
        at += length
    return entries
