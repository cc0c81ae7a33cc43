"""The file of a drawing: what was written is read, and anything else is refused with a reason."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from canvas.changes import Change, Move, encode_change
from canvas.files import drawnby
from canvas.files.drawnby import FileRefused, Hand, Header, Limits, Reader, Reason
from canvas.files.incoming import checked
from canvas.files.photos import read_kept
from canvas.files.png import NoPicture, drawing_in, with_drawing, with_texts
from canvas.images import digest_of
from canvas.log import Kind, Numbered
from canvas.strokes import encode_stroke
from canvas.varint import append_varint
from tests.canvas.people import LINE
from tests.canvas.photographs import kept_file, placing, saved, two_halves

BODY = encode_stroke(LINE)
LIMITS = Limits(operations=100, size=10_000)
A, B, C = (bytes([letter]) * 16 for letter in b"abc")
LOG = [
    Numbered(1, A, Kind.STROKE, 1, 5, BODY),
    Numbered(2, B, Kind.STROKE, 2, 9, BODY),
    Numbered(3, C, Kind.HIDE, 2, 9, B),
]
MOVED = encode_change(Change(Move(dx=160)))
WITH_ACTS = [
    *LOG,
    Numbered(4, b"d" * 16, Kind.CHANGE, 1, 10, MOVED + A),
    Numbered(5, b"e" * 16, Kind.PAPER, 2, 11, b"\xff\xf8\xe0"),
    Numbered(6, b"f" * 16, Kind.REMOVE, 1, 12, A + B),
]


def header(head: int = 3) -> Header:
    people = [Hand(1, "Mia", 0), Hand(2, "Tom", 1)]
    return Header("Harbour", datetime(2026, 1, 1, tzinfo=UTC), head, people)


def written(log: list[Numbered] = LOG, told: Header | None = None) -> bytes:
    return b"".join(drawnby.write_drawnby(told or header(len(log)), log))


def read(data: bytes, piece: int = 1000, limits: Limits = LIMITS) -> list[Numbered]:
    pieces = (data[i : i + piece] for i in range(0, len(data), piece))
    return list(Reader(pieces, limits).operations())


def reason(data: bytes, limits: Limits = LIMITS) -> Reason:
    with pytest.raises(FileRefused) as refused:
        read(data, limits=limits)
    return refused.value.reason


def sealed(inside: bytes) -> bytes:
    """Make a file of what it is to hold, with the right checksum."""
    data = drawnby.SIGNATURE + b"\x01" + zlib.compress(inside)
    return data + sha256(data).digest()


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_what_was_written_is_read(piece: int) -> None:
    assert read(written(), piece) == LOG
    assert Reader([written()], LIMITS).header == header()


def test_what_was_done_to_strokes_and_paper_is_in_the_file() -> None:
    assert read(written(WITH_ACTS)) == WITH_ACTS


def test_an_empty_drawing_has_a_file() -> None:
    assert read(written([])) == []


def test_a_file_cut_off_anywhere_is_refused() -> None:
    whole = written()
    for length in range(len(whole)):
        assert reason(whole[:length]) in (Reason.STRANGE, Reason.DAMAGED)


@given(st.integers(0, 400), st.integers(1, 255))
def test_a_file_changed_anywhere_is_refused(place: int, change: int) -> None:
    data = bytearray(written())
    data[place % len(data)] ^= change
    reason(bytes(data))


def test_more_behind_the_end_is_refused() -> None:
    assert reason(written() + b"more") is Reason.DAMAGED


def test_a_newer_version_is_told_from_a_damaged_file() -> None:
    data = bytearray(written())
    data[len(drawnby.SIGNATURE)] = drawnby.VERSION + 1
    assert reason(bytes(data)) is Reason.NEWER
    assert reason(written([Numbered(1, A, 200, 1, 0, b"?")])) is Reason.NEWER


def test_what_is_no_such_file_is_told_so() -> None:
    assert reason(b"\x89PNG\r\n\x1a\n and so on") is Reason.STRANGE
    assert reason(b"") is Reason.STRANGE


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    told = b'{"title":"","created":"2026-01-01T00:00:00Z","head":1,"people":[]}'
    bomb = bytes((len(told),)) + told + bytes(50_000_000)
    assert len(sealed(bomb)) < 60_000
    assert reason(sealed(bomb)) in (Reason.LARGE, Reason.FORGED)
    assert reason(sealed(b"\xff\xff\xff\x7f" + bytes(50_000_000))) is Reason.LARGE


@pytest.mark.parametrize(
    "limits", [Limits(operations=2, size=10_000), Limits(operations=100, size=len(BODY))]
)
def test_a_drawing_larger_than_may_be_is_refused(limits: Limits) -> None:
    assert reason(written(), limits) is Reason.LARGE


@pytest.mark.parametrize(
    "log",
    [
        [Numbered(1, A, Kind.STROKE, 3, 0, BODY)],  # nobody has that number
        [Numbered(2, A, Kind.STROKE, 1, 0, BODY)],
        [Numbered(1, A, Kind.STROKE, 1, 0, b"scribble")],
        [Numbered(1, A, Kind.CLEAR, 1, 0, b"?")],
        [Numbered(1, A, Kind.HIDE, 1, 0, B)],  # there is no such stroke
        [Numbered(1, A, Kind.REMOVE, 1, 0, B)],
        [Numbered(1, A, Kind.CHANGE, 1, 0, MOVED + B)],
        [LOG[0], Numbered(2, B, Kind.CHANGE, 1, 5, MOVED)],  # nothing that is moved
        [Numbered(1, A, Kind.PAPER, 1, 0, b"white")],
        [LOG[0], Numbered(2, A, Kind.STROKE, 1, 5, BODY)],  # the same id again
        [LOG[0], Numbered(2, B, Kind.STROKE, 1, 4, BODY)],  # before its time
        [Numbered(1, A, Kind.STROKE, 1, 2**53 - 1, BODY)],  # when nobody will be left to draw
    ],
)
def test_credits_and_strokes_that_do_not_fit_are_refused(log: list[Numbered]) -> None:
    assert reason(written(log)) is Reason.FORGED


def test_operations_beyond_those_announced_are_refused() -> None:
    assert reason(written(LOG, header(2))) is Reason.FORGED
    assert reason(written(LOG, header(4))) is Reason.DAMAGED


def test_two_hands_with_one_number_are_refused() -> None:
    told = header(0)
    told.people.append(Hand(1, "Mallory", 3))
    assert reason(written([], told)) is Reason.FORGED


@pytest.mark.parametrize(
    "told",
    [
        b"[" * 100_000,
        b"{}",
        b'{"title":1}',
        b"\xff",
        b'{"head":1e999}',
        b'{"title":"","created":"2026-01-01T00:00:00","head":0,"people":[]}',  # of no zone
        b'{"title":"","created":"0001-01-01T00:00:00+14:00","head":0,"people":[]}',
    ],
)
def test_a_header_that_is_none_is_refused(told: bytes) -> None:
    length = bytearray()
    append_varint(length, len(told))
    assert reason(sealed(bytes(length) + told)) is Reason.FORGED


def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (3, 2), "#ff0000").save(file, "PNG")
    return file.getvalue()


def test_a_picture_carries_words_and_its_drawing() -> None:
    carrying = with_drawing(with_texts(png(), {"Title": "Hafen", "Author": "Żoë", "X": ""}), b"log")
    picture = Image.open(BytesIO(carrying))
    picture.load()
    assert picture.getpixel((0, 0)) == (255, 0, 0)
    assert picture.info == {"Title": "Hafen", "Author": "Żoë"}
    assert drawing_in(carrying) == b"log"
    assert drawing_in(png()) is None


def test_a_picture_cut_off_or_changed_is_no_picture() -> None:
    whole = with_drawing(png(), b"log")
    broken = whole.replace(b"log", b"lie")
    for data in (png()[:-1], whole[:30], b"", broken, whole[:8] + b"\xff" * 40):
        with pytest.raises(NoPicture):
            drawing_in(data)


PHOTOS = [kept_file(two_halves(side, side)) for side in (8, 9)]


def placing_all(images: list[bytes]) -> list[Numbered]:
    return [
        Numbered(seq, bytes([seq]) * 16, Kind.IMAGE, 1, 5, placing(digest_of(file)).body)
        for seq, file in enumerate(images, 1)
    ]


PLACED = placing_all(PHOTOS)
ROOMY = Limits(operations=100, size=10_000, images=100_000)


def with_images(images: list[bytes], log: list[Numbered] = PLACED) -> bytes:
    return b"".join(drawnby.write_drawnby(header(len(log)), log, images))


def test_pictures_come_before_the_operations_that_place_them() -> None:
    reader = Reader([with_images(PHOTOS)], ROOMY)
    assert list(reader.images()) == PHOTOS
    assert list(reader.operations()) == PLACED


def with_more_inside(file: bytes) -> bytes:
    """Put words behind the pixels, where whoever decodes them does not look."""
    words = b"<script>alert(1)</script>!"
    length = int.from_bytes(file[16:20], "little") + len(words)
    chunks = b"WEBP" + file[12:16] + length.to_bytes(4, "little") + file[20:] + words
    return b"RIFF" + len(chunks).to_bytes(4, "little") + chunks


def brought(images: list[bytes], log: list[Numbered], limits: Limits = ROOMY) -> drawnby.Content:
    return drawnby.Content(checked(BytesIO(with_images(images, log)), limits))


def test_no_byte_of_a_strangers_picture_is_passed_on_and_operations_name_the_new_one() -> None:
    strange = with_more_inside(PHOTOS[0])
    assert b"script" in strange
    content = brought([strange, PHOTOS[1]], placing_all([strange, PHOTOS[1]]))
    assert list(content.images()) == PHOTOS  # exact as they are, they are what they were
    assert list(content.operations()) == placing_all(PHOTOS)


def test_a_photo_is_written_anew_as_one_and_as_large() -> None:
    noise = Image.effect_noise((200, 100), 90).convert("RGB")
    photo = saved(noise, "WEBP", quality=85)
    content = brought([photo], placing_all([photo]))
    [anew] = content.images()
    assert anew != photo
    assert len(anew) < 1.2 * len(photo)
    assert read_kept(anew).size == (200, 100)
    [operation] = content.operations()
    assert operation.body == placing(digest_of(anew)).body


def test_pictures_that_become_the_same_are_there_once() -> None:
    both = [PHOTOS[0], with_more_inside(PHOTOS[0])]
    content = brought(both, placing_all(both))
    assert list(content.images()) == PHOTOS[:1]
    assert {one.body for one in content.operations()} == {placing(digest_of(PHOTOS[0])).body}


def test_pictures_that_grow_beyond_what_a_drawing_may_have_are_too_large() -> None:
    poor = saved(Image.effect_noise((300, 300), 90), "WEBP", quality=1)
    with pytest.raises(FileRefused) as refused:
        brought([poor], placing_all([poor]), Limits(100, 10_000, len(poor) + 100))
    assert refused.value.reason is Reason.LARGE


def test_only_a_file_with_pictures_needs_a_newer_reader() -> None:
    assert written()[8] == 1
    assert with_images(PHOTOS)[8] == 2


@pytest.mark.parametrize(
    ("images", "log"),
    [
        (PHOTOS[:1], PLACED),
        (PHOTOS, PLACED[:1]),
        ([*PHOTOS, PHOTOS[0]], PLACED),
        ([PHOTOS[0], PHOTOS[1] + b"PK"], PLACED),
        ([PHOTOS[0], b"<svg/>"], PLACED),
        ([], PLACED),
    ],
    ids=["one missing", "one not placed", "one twice", "more behind", "no picture", "none"],
)
def test_pictures_are_those_that_are_placed_and_nothing_else(
    images: list[bytes], log: list[Numbered]
) -> None:
    with pytest.raises(FileRefused) as refused:
        list(checked(BytesIO(with_images(images, log)), ROOMY))
    assert refused.value.reason is Reason.FORGED


def test_more_pictures_than_a_drawing_may_have_are_not_unpacked() -> None:
    with pytest.raises(FileRefused) as refused:
        Reader([with_images(PHOTOS)], Limits(100, 10_000, len(PHOTOS[0])))
    assert refused.value.reason is Reason.LARGE
