"""A picture laid on the paper: which one, and where, as bytes. (pure)

The twin of frontend/src/canvas/images.ts.

    digest         16 bytes: the beginning of the SHA-256 of the picture's file
    x y            zigzag varints: the upper left corner, in 1/16 px
    width height   varints, in 1/16 px

The file itself is kept beside the log (canvas/image_files.py). Both languages obey
tests/wire/images.json.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from canvas.strokes import MAX_COORDINATE
from canvas.varint import append_varint, append_zigzag, read_varint, read_zigzag

DIGEST_LENGTH = 16
MAX_EXTENT = 2**20  # 1/16 px: 65,536 px, as wide as a drawing at 1 % on a large screen


class ImageError(ValueError):
    """These bytes, or these numbers, place no picture."""


@dataclass(frozen=True, slots=True)
class Image:
    """Place and extent are in 1/16 px."""

    digest: bytes
    x: int
    y: int
    width: int
    height: int


def digest_of(file: bytes) -> bytes:
    """Name a picture by what it is: equal files are one."""
    return sha256(file).digest()[:DIGEST_LENGTH]


def encode_image(image: Image) -> bytes:
    """Raise ImageError if the image breaks a limit, so that whatever was encoded decodes."""
    _check(image)
    out = bytearray(image.digest)
    append_zigzag(out, image.x)
    append_zigzag(out, image.y)
    append_varint(out, image.width)
    append_varint(out, image.height)
    return bytes(out)


def decode_image(data: bytes) -> Image:
    """Raise ImageError or VarintError unless the bytes are exactly one image within all limits."""
    if len(data) < DIGEST_LENGTH:
        raise ImageError("truncated")
    x, at = read_zigzag(data, DIGEST_LENGTH)
    y, at = read_zigzag(data, at)
    width, at = read_varint(data, at)
    height, at = read_varint(data, at)
    if at != len(data):
        raise ImageError("trailing bytes")
    image = Image(data[:DIGEST_LENGTH], x, y, width, height)
    _check(image)
    return image


def _check(image: Image) -> None:
    if len(image.digest) != DIGEST_LENGTH:
        raise ImageError("a digest of another length")
    if max(abs(image.x), abs(image.y)) > MAX_COORDINATE:
        raise ImageError("coordinate out of range")
    if not (1 <= image.width <= MAX_EXTENT and 1 <= image.height <= MAX_EXTENT):
        raise ImageError("extent out of range")
