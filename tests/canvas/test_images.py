"""Placing a picture, against the vectors shared with the browser and against chance."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.changes import Change
from canvas.images import MAX_EXTENT, Image, ImageError, decode_image, encode_image
from canvas.strokes import MAX_COORDINATE
from canvas.varint import VarintError
from tests.canvas.changed import changed_image
from tests.canvas.test_changes import changes

VECTORS = json.loads((Path(__file__).parents[1] / "wire" / "images.json").read_text())

coordinates = st.integers(-MAX_COORDINATE, MAX_COORDINATE)
extents = st.integers(1, MAX_EXTENT)
images = st.builds(
    Image, st.binary(min_size=16, max_size=16), coordinates, coordinates, extents, extents
)


@pytest.mark.parametrize("vector", VECTORS["images"], ids=lambda vector: vector["name"])
def test_images_and_bytes_of_the_shared_table_become_each_other(vector: dict[str, Any]) -> None:
    image = Image(
        bytes.fromhex(vector["digest"]), *(vector[name] for name in ("x", "y", "width", "height"))
    )
    assert encode_image(image).hex() == vector["bytes"]
    assert decode_image(bytes.fromhex(vector["bytes"])) == image


@pytest.mark.parametrize("vector", VECTORS["hostile"], ids=lambda vector: vector["name"])
def test_hostile_bytes_are_refused(vector: dict[str, str]) -> None:
    with pytest.raises((ImageError, VarintError)):
        decode_image(bytes.fromhex(vector["bytes"]))


@given(images)
def test_every_image_comes_back_as_it_was(image: Image) -> None:
    assert decode_image(encode_image(image)) == image


@given(images, st.lists(changes, max_size=6))
def test_whatever_is_done_to_a_picture_it_stays_one(image: Image, done: list[Change]) -> None:
    changed = changed_image(image, done)
    assert decode_image(encode_image(changed)) == changed
    assert changed.digest == image.digest


@given(st.binary(max_size=40))
def test_whatever_decodes_has_these_bytes_and_no_others(data: bytes) -> None:
    with suppress(ImageError, VarintError):
        assert encode_image(decode_image(data)) == data
