"""The benchmark of exports: what it calls missed."""

from __future__ import annotations

from bench.exports.report import Found, missed
from bench.exports.taking import Taken


def taken(status: int) -> Taken:
    return Taken(".pdf", 100_000, status, 1.0, 1, 1.0, 1.0)


def test_files_alone_miss_nothing_but_what_is_refused() -> None:
    assert missed(Found([taken(200)], [])) == []
    assert missed(Found([taken(503)], [])) == [".pdf of 100,000 strokes: 503"]
