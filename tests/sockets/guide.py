"""What the guide shows: its blocks, and of which files they say they are."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "drawnby" / "sockets" / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^ *```\w+\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"(?:# |// |<!-- )([\w/]+\.\w+)(?:, at its end)?(?: -->)?")
START = ("mysite/", "live/")  # the project of the ten minutes; the other files are the example's


def blocks(text: str) -> list[list[str]]:
    return [textwrap.dedent(block).splitlines() for block in BLOCK.findall(text)]


def files_shown() -> dict[str, list[str]]:
    """Path → the lines the guide shows of it."""
    named = [(PATH.fullmatch(lines[0]), lines[1:]) for lines in blocks(GUIDE)]
    return {path[1]: lines for path, lines in named if path}


def start() -> dict[str, list[str]]:
    return {path: lines for path, lines in files_shown().items() if path.startswith(START)}


def excerpts() -> dict[str, list[str]]:
    return {path: lines for path, lines in files_shown().items() if not path.startswith(START)}
