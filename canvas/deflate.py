"""Pieces that are compressed once and joined at will: many of them are one zlib stream. Pure.

A piece ends where deflate is flushed and looks back at nothing before it, so that pieces can stand
side by side; only the header, the end and the sum of all are made anew.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = b"\x78\x9c"
END = b"\x03\x00"  # an empty last block
ADLER = 65_521
EMPTY = 1  # Adler-32 of nothing
WELL, QUICKLY = 9, 1  # levels: for what is kept, and for one reader


@dataclass(frozen=True, slots=True)
class Piece:
    data: bytes
    size: int  # of what was compressed
    checksum: int  # Adler-32 of it


def compress(raw: bytes, level: int = WELL) -> Piece:
    squeezer = zlib.compressobj(level=level, wbits=-zlib.MAX_WBITS)
    data = squeezer.compress(raw) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return Piece(data, len(raw), zlib.adler32(raw))


def join(pieces: Iterable[Piece]) -> bytes:
    """Make the zlib stream of all that was compressed into pieces, in their order."""
    parts = [HEADER]
    checksum = EMPTY
    for piece in pieces:
        parts.append(piece.data)
        checksum = _together(checksum, piece)
    return b"".join([*parts, END, checksum.to_bytes(4, "big")])


def _together(checksum: int, piece: Piece) -> int:
    """Adler-32 of what `checksum` is of and the piece after it."""
    low, high = checksum & 0xFFFF, checksum >> 16
    low_after, high_after = piece.checksum & 0xFFFF, piece.checksum >> 16
    # The piece began with 1 instead of `low`, which counts once for each of its bytes.
    high_all = (high + high_after + (low - 1) * piece.size) % ADLER
    return high_all << 16 | (low + low_after - 1) % ADLER
