"""How much JavaScript a page of ours loads before anybody does anything."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

DRAWING = "src/pages/drawing.ts"
BEGIN = "src/pages/begin.ts"  # stands in the page itself
EARLY_EVENTS = "src/pages/early_events.ts"  # so does this


def first_scripts(dist: Path, entry: str) -> set[str]:
    """The files of the page itself and of all it imports.

    Not what comes by `import()`, nor workers: they start beside the page, which does not wait.
    """
    manifest = json.loads((dist / "manifest.json").read_text())
    wanted, files = [entry], set()
    while wanted:
        chunk = manifest[wanted.pop()]
        if chunk["file"] not in files:
            files.add(chunk["file"])
            wanted += chunk.get("imports", [])
    return files


def gzipped_kb(dist: Path) -> float:
    files = set().union(*(first_scripts(dist, one) for one in (DRAWING, BEGIN, EARLY_EVENTS)))
    return sum(len(gzip.compress((dist / file).read_bytes())) for file in files) / 1000
