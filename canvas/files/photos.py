"""Pictures that somebody brings: looked at, then written anew. Done in a process of its own.

Strangers' bytes are neither kept nor passed on, whether they come alone or in a drawing's own file
(`written_again`). What is kept is what their pixels are: the first
frame, upright, in sRGB, no side longer than LONGEST, as WebP, which every browser reads, which has
transparency, and which is small for photographs and exact for drawings. Names, places and dates
that cameras write into files are not among the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, BinaryIO, cast

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Way = tuple[int, dict[str, int | bool]]

MAX_BYTES = 20 * 2**20  # of what is brought: a photograph as cameras write it
LONGEST = 2048  # px a side of what is kept: sharp on a large screen, 16 MB at most once decoded
MOST_KEPT = 3 * 2**20  # bytes of what is kept
MAX_SIDE = 20_000
# Decoded before it is scaled down, twice 4 bytes each; but a JPEG is scaled down on the way, unless
# it is a progressive one, of which all must be read before anything can be seen.
MAX_PIXELS = {"JPEG": 100_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
MAX_PROGRESSIVE = 25_000_000
SEVERAL_JPEGS = "MPO"  # Pillow's word for one with more behind it, as telephones write them
EXACT_BYTES = 2**20  # up to here drawings and screenshots keep every pixel
QUALITIES = (85, 70, 50)
HEADS = 2**10  # bytes by which small files differ, whatever their quality
EFFORT = 4  # of libwebp, 0 to 6
LITTLE_EFFORT = 1  # a third of the time, and hardly larger: a drawing's file may hold hundreds
_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}  # pixels, and nothing else


class Fault(Enum):
    """Why a picture is not taken."""

    STRANGE = "no PNG, JPEG or WebP"
    DAMAGED = "cut off or damaged"
    LARGE = "too many pixels"


class PhotoRefused(ValueError):
    """These bytes are no picture for us."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)  # so that it goes from one process to another
        self.fault = fault

    def __str__(self) -> str:
        return self.fault.value


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it is kept."""

    file: bytes  # WebP
    width: int
    height: int


def written_anew(brought: BinaryIO) -> Photo:
    """Return what is kept of a file. Raises PhotoRefused; it is what decodes, whatever its name."""
    picture = _opened(brought, tuple(MAX_PIXELS))
    _check_size(picture)
    exact = _format(picture) == "PNG"
    if _format(picture) == "JPEG":
        picture.draft("RGB", _size_kept(picture))
    return _encoded(_shown(_decoded(picture)), _ways(exact))


def written_again(file: bytes) -> bytes:
    """Return what is kept of a picture in a drawing's own file: exact where that is.

    It says that `written_anew` wrote it, which any file may say. Raises PhotoRefused.
    """
    picture = _in_colour(read_kept(file))
    ways = _ways(_is_exact(file), most_exact=MOST_KEPT, near=len(file) * 5 // 4 + HEADS)
    return _encoded(picture, ways, LITTLE_EFFORT).file


def read_kept(file: bytes) -> Image.Image:
    """Decode what `written_anew` wrote, or a stranger's file says it did. Raises PhotoRefused."""
    _check_chunks(file)
    picture = _opened(BytesIO(file), ("WEBP",))
    if max(picture.size) > LONGEST or getattr(picture, "n_frames", 1) > 1:
        raise PhotoRefused(Fault.LARGE)
    return _decoded(picture)


def _opened(file: BinaryIO, formats: tuple[str, ...]) -> Image.Image:
    try:
        return Image.open(file, formats=formats)
    except UnidentifiedImageError:
        raise PhotoRefused(Fault.STRANGE) from None
    except Image.DecompressionBombError:
        raise PhotoRefused(Fault.LARGE) from None
    except Exception as error:  # decoders of hostile bytes raise whatever they like
        raise PhotoRefused(Fault.DAMAGED) from error


def _check_size(picture: Image.Image) -> None:
    """Refuse a bomb by what its head says, before anything is unpacked."""
    width, height = picture.size
    most = MAX_PIXELS[_format(picture)]
    if picture.info.get("progressive"):
        most = MAX_PROGRESSIVE
    if max(width, height) > MAX_SIDE or width * height > most:
        raise PhotoRefused(Fault.LARGE)


def _format(picture: Image.Image) -> str:
    return "JPEG" if picture.format == SEVERAL_JPEGS else str(picture.format)


def _size_kept(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    by = min(1, LONGEST / max(width, height))
    return ceil(width * by), ceil(height * by)


def _decoded(picture: Image.Image) -> Image.Image:
    try:
        picture.load()
    except Exception as error:  # see above
        raise PhotoRefused(Fault.DAMAGED) from error
    if picture.mode == "P" and picture.palette is None:  # its numbers name no colours
        raise PhotoRefused(Fault.DAMAGED)
    return picture


def _shown(picture: Image.Image) -> Image.Image:
    """Return the pixels as a viewer shows them; scaled down first, so that the rest is cheap."""
    profile, orientation = picture.info.get("icc_profile"), _orientation(picture)
    picture = _in_colour(picture)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if orientation:
        picture = picture.transpose(orientation)
    return _in_srgb(picture, profile) if profile else picture


def _orientation(picture: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # a broken head turns nothing
        return None


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _in_colour(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the colours a camera meant; as they are where its profile cannot be read."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    try:
        meant = ImageCms.profileToProfile(
            picture.convert("RGB"),
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    found = cast("Image.Image", meant)
    if alpha:
        found.putalpha(alpha)
    return found


def _encoded(picture: Image.Image, ways: Iterable[Way], effort: int = EFFORT) -> Photo:
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    for most, options in ways:
        file = _webp(picture, effort, **options)
        if len(file) <= most:
            return Photo(file, *picture.size)
    picture.thumbnail((LONGEST // 2, LONGEST // 2))  # noise: nobody misses what was between it
    return Photo(_webp(picture, effort, quality=QUALITIES[-1]), *picture.size)


def _ways(exact: bool, most_exact: int = EXACT_BYTES, near: int = MOST_KEPT) -> Iterator[Way]:
    """Yield how to write a file, the best first, and how large it may become that way.

    `near`: what was small once, of little quality, is not to become large without becoming better.
    """
    if exact:
        yield most_exact, {"lossless": True, "quality": 50}
    for quality in QUALITIES[:-1]:
        yield near, {"quality": quality}
    yield MOST_KEPT, {"quality": QUALITIES[-1]}


def _webp(picture: Image.Image, effort: int, **options: int | bool) -> bytes:
    file = BytesIO()
    picture.info.clear()  # or what a camera wrote would come along
    picture.save(file, "WEBP", method=effort, **options)
    return file.getvalue()


def _is_exact(file: bytes) -> bool:
    return b"VP8L" in file[12:64]  # first, or behind the head of one with more parts


def _check_chunks(file: bytes) -> None:
    """Refuse what carries more than pixels: a second meaning, words, somebody's whereabouts."""
    if len(file) > MOST_KEPT:
        raise PhotoRefused(Fault.LARGE)
    if file[:4] != b"RIFF" or file[8:12] != b"WEBP":
        raise PhotoRefused(Fault.STRANGE)
    at = 12
    while at + 8 <= len(file) and file[at : at + 4] in _CHUNKS:
        length = int.from_bytes(file[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    if at != len(file) or int.from_bytes(file[4:8], "little") + 8 != len(file):
        raise PhotoRefused(Fault.DAMAGED)
