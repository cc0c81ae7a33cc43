"""Pictures for tests, as cameras and programs write them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image

from canvas import image_files
from canvas.files.photos import written_anew
from canvas.images import Image as Placed
from canvas.images import encode_image
from canvas.log import Kind
from canvas.messages import Draft
from canvas.store import write
from tests.canvas.people import entry

if TYPE_CHECKING:
    from canvas.models import Participant

RED, BLUE = (221, 75, 51), (47, 111, 174)


def two_halves(width: int = 40, height: int = 30) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def saved(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def kept_file(picture: Image.Image | None = None) -> bytes:
    """Return a file as a drawing keeps it."""
    return written_anew(BytesIO(saved(picture or two_halves()))).file


def placing(digest: bytes, id: bytes = b"i" * 16, x: int = 0) -> Draft:
    """Place a picture, 40 by 30 px large."""
    return Draft(id, Kind.IMAGE, encode_image(Placed(digest, 16 * x, 0, 16 * 40, 16 * 30)))


def place(who: Participant, file: bytes | None = None) -> bytes:
    """Bring a picture to a drawing and place it there; return its digest."""
    digest = image_files.keep(who.drawing_id, file or kept_file())
    [outcome] = write([entry(who, placing(digest))])
    assert not isinstance(outcome, Exception), outcome
    return digest
