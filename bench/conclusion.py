"""How a bench ends: with its tables, a page in docs/ if that is asked for, and one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from e2e.servers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

Found = TypeVar("Found", contravariant=True)

DOCS = ROOT / "docs"


class Report(Protocol[Found]):
    """What a bench's `report` module says of what was found."""

    def tables(self, found: Found) -> str: ...
    def figures(self, found: Found) -> dict[str, Any]: ...
    def missed(self, found: Found) -> list[str]: ...
    def write(self, found: Found, page: Path) -> None: ...


def conclude(report: Report[Found], found: Found, page: Path | None) -> int:
    """Say it all and write the page; return what the process ends with: 1 where a bar is missed."""
    print(report.tables(found))
    if page is not None:
        report.write(found, page)
    missed = report.missed(found)
    for each in missed:
        print(f"below its bar: {each}")
    print(json.dumps({**report.figures(found), "missed": missed}))
    return 1 if missed else 0
