"""Pictures that strangers bring: what is kept of them, and what is refused with a reason."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from canvas.files import photos
from canvas.files.photos import (
    LONGEST,
    Fault,
    PhotoRefused,
    read_kept,
    written_again,
    written_anew,
)
from tests.canvas.photographs import BLUE, RED, kept_file, saved, two_halves

SECRET = b"N 52.37 E 4.89"


def anew(data: bytes) -> photos.Photo:
    return written_anew(BytesIO(data))


def fault(data: bytes) -> Fault:
    with pytest.raises(PhotoRefused) as refused:
        anew(data)
    return refused.value.fault


def near(one: Any, other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_comes_back_as_it_looked(form: str) -> None:
    photo = anew(saved(two_halves(), form))
    kept = read_kept(photo.file).convert("RGB")
    assert (photo.width, photo.height) == kept.size == (40, 30)
    assert near(kept.getpixel((5, 15)), RED)
    assert near(kept.getpixel((35, 15)), BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA", "CMYK"])
def test_every_kind_of_pixels_is_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert anew(saved(Image.new(mode, (12, 9)), form)).width == 12


def test_numbers_of_colours_without_the_colours_are_damage() -> None:
    data = saved(two_halves().convert("P"))
    start, end = data.index(b"PLTE") - 4, data.index(b"IDAT") - 4
    assert fault(data[:start] + data[end:]) is Fault.DAMAGED


def test_what_was_drawn_keeps_every_pixel_and_what_can_be_seen_through() -> None:
    picture = two_halves().convert("RGBA")
    picture.putpixel((3, 3), (1, 2, 3, 77))
    kept = read_kept(anew(saved(picture)).file)
    assert kept.tobytes() == picture.tobytes()


def test_a_panorama_is_scaled_down_while_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[tuple[int, int]] = []
    decoded = photos._decoded

    def noting(picture: Image.Image) -> Image.Image:
        unpacked.append(decoded(picture).size)
        return picture

    monkeypatch.setattr(photos, "_decoded", noting)
    photo = anew(saved(Image.new("CMYK", (20_000, 1_000)), "JPEG"))
    assert unpacked == [(2_500, 125)]
    assert (photo.width, photo.height) == (2048, 102)


def test_a_large_picture_is_scaled_down_and_a_noisy_one_is_small_all_the_same() -> None:
    noise = Image.effect_noise((4000, 1000), 200).convert("RGB")
    photo = anew(saved(noise))
    assert (photo.width, photo.height) == (LONGEST, LONGEST // 4)
    assert len(photo.file) <= photos.MOST_KEPT


def test_a_picture_stands_upright_and_says_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    brought = saved(two_halves(), "JPEG", exif=exif, comment=SECRET)
    assert SECRET in brought
    photo = anew(brought)
    assert (photo.width, photo.height) == (30, 40)
    kept = read_kept(photo.file)
    assert near(kept.convert("RGB").getpixel((15, 5)), RED)
    assert SECRET not in photo.file
    assert not kept.getexif()
    assert not kept.info.keys() & {"exif", "xmp", "icc_profile"}


def test_of_a_telephone_s_jpeg_with_more_pictures_behind_it_the_first_is_kept() -> None:
    depth = Image.new("RGB", (8, 6), BLUE)
    brought = saved(Image.new("RGB", (40, 30), RED), "MPO", save_all=True, append_images=[depth])
    photo = anew(brought)
    assert (photo.width, photo.height) == (40, 30)
    assert near(read_kept(photo.file).convert("RGB").getpixel((5, 15)), RED)


def test_the_words_in_a_png_and_what_lies_behind_it_are_left_out() -> None:
    info = Image.new("RGB", (1, 1)).info
    assert not info
    brought = saved(two_halves()) + b"<script>alert(1)</script>" + SECRET
    photo = anew(brought)
    assert b"script" not in photo.file
    assert SECRET not in photo.file


def test_colours_are_what_the_camera_meant() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = saved(two_halves(), "JPEG", icc_profile=profile)  # of colours no JPEG has
    assert anew(broken).width == 40
    assert anew(saved(two_halves(), "JPEG", icc_profile=b"no profile")).width == 40


def test_of_what_moves_the_first_picture_is_kept() -> None:
    frames = [two_halves(), Image.new("RGB", (40, 30))]
    moving = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    kept = read_kept(anew(moving).file)
    assert near(kept.convert("RGB").getpixel((5, 15)), RED)


LIES = {
    "nothing": b"",
    "words": b"a picture, honestly",
    "a drawing in SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "a moving GIF": saved(two_halves(), "GIF"),
    "a TIFF": saved(two_halves(), "TIFF"),
    "a page that calls itself PNG": b"\x89PNG<html>",
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_what_is_no_picture_of_ours_is_refused_whatever_it_says(lie: bytes) -> None:
    assert fault(lie) is Fault.STRANGE


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_cut_off_is_refused(form: str) -> None:
    whole = saved(Image.effect_noise((60, 60), 90).convert("RGB"), form)
    assert fault(whole[: len(whole) // 2]) in (Fault.DAMAGED, Fault.STRANGE)


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    """Write a PNG whose head says it is so large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"), [(100_000, 100_000), (30_000, 10), (10, 30_000), (6000, 6000)]
)
def test_a_bomb_is_refused_by_its_head_before_it_is_unpacked(
    width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "_decoded", None)  # nothing is unpacked
    assert fault(png_of(width, height, zlib.compress(bytes(10**6)))) is Fault.LARGE


def test_a_picture_that_holds_less_than_its_head_says_is_refused() -> None:
    assert fault(png_of(400, 400, zlib.compress(b"\0" * 50))) is Fault.DAMAGED


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_read_or_refused(tail: bytes) -> None:
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x40\0\0\0WEBPVP8 "):
        try:
            anew(head + tail)
        except PhotoRefused as refused:
            assert str(refused)


KEPT = kept_file()
NOT_OURS = {
    "another kind": saved(two_halves()),
    "more behind it": KEPT + b"PK\x03\x04",
    "cut off": KEPT[:-3],
    "with whereabouts": saved(two_halves(), "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"),
    "with words": saved(two_halves(), "WEBP", xmp=b"<x/>"),
    "moving": saved(
        two_halves(), "WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]
    ),
    "too wide": saved(Image.new("RGB", (LONGEST + 1, 2)), "WEBP"),
}


@pytest.mark.parametrize("file", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_a_file_that_we_did_not_write_is_not_taken_for_one(file: bytes) -> None:
    with pytest.raises(PhotoRefused):
        read_kept(file)


def test_what_we_wrote_is() -> None:
    assert read_kept(KEPT).size == (40, 30)


def test_what_is_exact_stays_so_when_written_again_however_large() -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    large = saved(noise, "WEBP", lossless=True, quality=0, method=0)
    assert photos.EXACT_BYTES / 2 < len(large) <= photos.MOST_KEPT
    picture = read_kept(written_again(large))
    assert picture.tobytes() == noise.tobytes()


@pytest.mark.parametrize("quality", photos.QUALITIES)
def test_what_is_not_exact_hardly_grows_when_written_again(quality: int) -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    once = saved(noise, "WEBP", quality=quality, method=photos.EFFORT)
    twice = written_again(once)
    assert len(twice) <= len(once) * 5 / 4 + photos.HEADS
    assert read_kept(twice).size == (300, 200)
