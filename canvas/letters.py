"""The letters of our two faces, read once from the files that browsers are served."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.lettering import Letters, Typeset, typeset

if TYPE_CHECKING:
    from canvas.texts import Text

FACES = ("hanken", "vollkorn")  # in the order in which letters are looked for
FILES = Path(__file__).parent.parent / "frontend/src/canvas/lettering"


@cache
def faces() -> dict[str, Letters]:
    """Hanken Grotesk and Vollkorn."""
    return {name: Letters((FILES / f"{name}.bin").read_bytes()) for name in FACES}


def set_in_type(text: Text) -> Typeset:
    return typeset(text, faces())
