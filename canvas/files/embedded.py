"""Placed pictures inside of vector files, in forms that every viewer reads.

Photographs become JPEG, what is exact or transparent stays exact. A picture is in a file once,
however often it was placed.
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from canvas.render.placed import decoded

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 90
LOSSLESS = b"VP8L"


class Embedded(NamedTuple):
    """The objects of a PDF: a picture, and how much of it covers."""

    width: int
    height: int
    filter: bytes
    color: bytes
    alpha: bytes | None  # deflated


def data_uri(file: bytes) -> str | None:
    """Return a picture as SVG holds it; None where it cannot be read."""
    picture = decoded(file)
    if picture is None:
        return None
    kind, data = ("jpeg", _jpeg(picture)) if _is_photo(picture, file) else ("png", _png(picture))
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def pdf_image(file: bytes) -> Embedded | None:
    """Return a picture as PDF holds it; None where it cannot be read."""
    picture = decoded(file)
    if picture is None:
        return None
    if _is_photo(picture, file):
        return Embedded(*picture.size, b"DCTDecode", _jpeg(picture), None)
    alpha = None if _is_opaque(picture) else zlib.compress(picture.getchannel("A").tobytes())
    color = zlib.compress(picture.convert("RGB").tobytes())
    return Embedded(*picture.size, b"FlateDecode", color, alpha)


def _is_photo(picture: Image, file: bytes) -> bool:
    return _is_opaque(picture) and LOSSLESS not in file[12:40]


def _is_opaque(picture: Image) -> bool:
    return picture.getchannel("A").getextrema() == (255, 255)


def _jpeg(picture: Image) -> bytes:
    file = BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _png(picture: Image) -> bytes:
    file = BytesIO()
    (picture.convert("RGB") if _is_opaque(picture) else picture).save(file, "PNG")
    return file.getvalue()
