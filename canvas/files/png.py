"""What a PNG carries besides its pixels: words about the drawing, and the drawing itself.

The drawing lies in a chunk of our own, `drNB`: ancillary and private, and not to be copied by
programs that change the picture, for then it would no longer be of the same drawing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DRAWING = b"drNB"
MAX_CHUNKS = 100_000


class NoPicture(ValueError):
    """These bytes are no whole PNG."""


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Add words a viewer shows, by the keywords of the PNG specification; empty ones are left out.

    They stand right behind the picture's head, where programs look first.
    """
    chunks = b"".join(_chunk(b"iTXt", _text(key, text)) for key, text in texts.items() if text)
    head = len(SIGNATURE) + 25  # the size of the first chunk, IHDR, is fixed
    return png[:head] + chunks + png[head:]


def with_drawing(png: bytes, file: bytes) -> bytes:
    """Put a drawing's own file inside its picture."""
    end = len(png) - 12  # the last chunk, IEND, is empty
    return png[:end] + _chunk(DRAWING, file) + png[end:]


def drawing_in(png: bytes) -> bytes | None:
    """Take a drawing's own file out of its picture; None where there is none.

    Raises NoPicture where the bytes are not a whole PNG.
    """
    for kind, data in _chunks(png):
        if kind == DRAWING:
            return data
    return None


def _text(key: str, text: str) -> bytes:
    return key.encode("latin-1") + b"\0\0\0\0\0" + text.encode()


def gray(side: int, levels: bytes) -> bytes:
    """Write a square of grey levels, row after row."""
    header = side.to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    rows = b"".join(b"\0" + levels[start : start + side] for start in range(0, len(levels), side))
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not png.startswith(SIGNATURE):
        raise NoPicture("no PNG")
    at = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        kind = png[at + 4 : at + 8]
        end = at + 8 + int.from_bytes(png[at : at + 4], "big")
        if len(kind) < 4 or end + 4 > len(png):
            raise NoPicture("cut off")
        data = png[at + 8 : end]
        if zlib.crc32(data, zlib.crc32(kind)) != int.from_bytes(png[end : end + 4], "big"):
            raise NoPicture("damaged")
        yield kind, data
        if kind == b"IEND":
            return
        at = end + 4
    raise NoPicture("too many chunks")
