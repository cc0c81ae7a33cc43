"""The letters of our two faces, read once from the files that browsers are served."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from canvas.lettering import Letters, Typeset, typeset

if TYPE_CHECKING:
    from canvas.texts import Text

FILES = Path(__file__).parent.parent / "frontend/src/canvas/lettering"


@cache
def faces() -> tuple[Letters, Letters]:
    """Hanken Grotesk and Vollkorn."""
    hanken, vollkorn = (FILES / f"{name}.bin" for name in ("hanken", "vollkorn"))
    return Letters(hanken.read_bytes()), Letters(vollkorn.read_bytes())


def set_in_type(text: Text) -> Typeset:
    return typeset(text, faces())
