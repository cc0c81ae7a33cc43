"""How much JavaScript a page of ours loads before anybody does anything."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

DRAWING = "src/pages/drawing.ts"
SCRIPT = ".js"


def first_scripts(dist: Path, entry: str) -> set[str]:
    """The files of the page itself, of all it imports, and of the workers they start.

    Not what comes by `import()`: nobody waits for that.
    """
    manifest = json.loads((dist / "manifest.json").read_text())
    wanted, files = [entry], set()
    while wanted:
        chunk = manifest[wanted.pop()]
        if chunk["file"] not in files:
            files.add(chunk["file"])
            files |= {file for file in chunk.get("assets", []) if file.endswith(SCRIPT)}
            wanted += chunk.get("imports", [])
    return files


def gzipped_kb(dist: Path, entry: str = DRAWING) -> float:
    files = first_scripts(dist, entry)
    return sum(len(gzip.compress((dist / file).read_bytes())) for file in files) / 1000
