"""The house drawing as the home page fetches it: `python -m canvas.demo.picture` writes the file.

For every stroke, bottom to top: [author u8][length varint][stroke bytes].
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from canvas.demo.harbour import harbour
from canvas.strokes import encode_stroke
from canvas.varint import append_varint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.demo.harbour import Drawn

FILE = Path(__file__).parents[2] / "frontend/src/ui/harbour/harbour.bin"


def encode_picture(strokes: Iterable[Drawn]) -> bytes:
    """Put strokes and their authors into one file."""
    out = bytearray()
    for drawn in strokes:
        body = encode_stroke(drawn.stroke)
        out.append(drawn.author)
        append_varint(out, len(body))
        out += body
    return bytes(out)


if __name__ == "__main__":
    FILE.write_bytes(encode_picture(harbour().strokes))
