"""The text codec, against the vectors shared with the browser and against chance."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.strokes import MAX_COORDINATE, MAX_SIZE
from canvas.texts import MAX_CHARACTERS, Face, Text, TextError, decode_text, encode_text
from canvas.varint import VarintError
from tests.wire import make_texts

VECTORS = json.loads(make_texts.FILE.read_text())

coordinates = st.integers(-MAX_COORDINATE, MAX_COORDINATE)
words = st.text("aé漢🎉 \n.", min_size=1, max_size=40).map(lambda words: words + "x")
texts = st.builds(
    Text,
    st.sampled_from(Face),
    st.integers(0, 0xFFFFFF),
    st.integers(1, MAX_SIZE),
    coordinates,
    coordinates,
    words,
)
PLAIN = Text(Face.PLAIN, 0x262833, 320, 0, 0, "x")


def text_of(vector: dict[str, Any]) -> Text:
    return Text(Face.PLAIN, *(vector[name] for name in ("color", "size", "x", "y", "words")))


def test_the_shared_table_is_what_its_maker_writes() -> None:
    assert make_texts.FILE.read_text() == make_texts.encoded()


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: vector["name"])
def test_texts_and_bytes_of_the_shared_table_become_each_other(vector: dict[str, Any]) -> None:
    assert encode_text(text_of(vector)).hex() == vector["bytes"]
    assert decode_text(bytes.fromhex(vector["bytes"])) == text_of(vector)


@pytest.mark.parametrize("vector", VECTORS["hostile"], ids=lambda vector: vector["name"])
def test_hostile_bytes_are_refused_with_the_reason_of_the_table(vector: dict[str, str]) -> None:
    with pytest.raises((TextError, VarintError)) as refusal:
        decode_text(bytes.fromhex(vector["bytes"]))
    assert vector["error"] in str(refusal.value)


@given(texts)
def test_every_text_comes_back_as_it_was(text: Text) -> None:
    assert decode_text(encode_text(text)) == text


@given(st.binary(max_size=40))
def test_whatever_decodes_has_these_bytes_and_no_others(data: bytes) -> None:
    with suppress(TextError, VarintError):
        assert encode_text(decode_text(data)) == data


@given(st.characters(codec="utf-8"))
def test_a_character_is_kept_or_refused_never_changed(character: str) -> None:
    with suppress(TextError):
        body = encode_text(Text(Face.PLAIN, 0, 16, 0, 0, f"x{character}"))
        assert decode_text(body).words == f"x{character}"


def test_a_text_may_be_so_long_and_no_longer() -> None:
    full = Text(Face.PLAIN, 0, 16, 0, 0, "漢" * MAX_CHARACTERS)
    assert decode_text(encode_text(full)) == full
    with pytest.raises(TextError, match="too long"):
        encode_text(Text(Face.PLAIN, 0, 16, 0, 0, "x" * (MAX_CHARACTERS + 1)))
