"""Files that somebody brings: unwrapped and checked, before anything is kept of them. Pure.

What comes out is what `drawnby.Content` reads; it was checked and needs to be believed only.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from canvas.files import png
from canvas.files.drawnby import FileRefused, Reader, Reason, write_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvas.files.drawnby import Limits

PIECE = 1 << 16


def checked(file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield the content of a drawing's own file, or of a picture's that carries one.

    What was yielded is worth nothing before the end, where the file's checksum stands. Raises
    FileRefused.
    """
    file = _own_file(file)
    reader = Reader(iter(lambda: file.read(PIECE), b""), limits)
    images = list(reader.images())
    header = msgspec.structs.replace(reader.header, images=[len(image) for image in images])
    return write_content(header, reader.operations(), images)


def _own_file(file: BinaryIO) -> BinaryIO:
    """Unwrap a picture."""
    start = file.read(len(png.SIGNATURE))
    file.seek(0)
    if start != png.SIGNATURE:
        return file
    try:
        inside = png.drawing_in(file.read())
    except png.NoPicture as error:
        raise FileRefused(Reason.DAMAGED, str(error)) from error
    if inside is None:
        raise FileRefused(Reason.STRANGE, "a picture without its drawing")
    return BytesIO(inside)
