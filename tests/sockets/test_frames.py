"""The envelope, by the table both languages obey and by chance."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drawnby.sockets import FrameError, frames

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "wire" / "frames.json").read_text()
)
TO_SERVER, TO_CLIENT = TABLE["to_server"], TABLE["to_client"]

plain_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
numbers = st.integers(-(2**53), 2**53) | st.floats(-(2**53), 2**53)
messages = st.recursive(
    st.none() | st.booleans() | numbers | plain_text,
    lambda inner: st.lists(inner) | st.dictionaries(plain_text, inner),
    max_leaves=20,
)


def text_of(example: dict[str, Any]) -> str | bytes:
    if "hex" in example:
        return bytes.fromhex(example["hex"])
    return "".join(part * times for part, times in example["text"])


def why(example: Any) -> str:
    return str(example.get("why", "")) if isinstance(example, dict) else ""


@pytest.mark.parametrize("example", TO_SERVER["text"], ids=lambda e: e["text"][:40])
def test_a_client_frame_is_understood(example: dict[str, Any]) -> None:
    channel, data = example["channel"], example["data"]
    expected: dict[str, frames.ClientFrame] = {
        "subscribe": frames.Subscribe(channel),
        "unsubscribe": frames.Unsubscribe(channel),
        "message": frames.Said(channel, data),
        "ask": frames.Asked(channel, *(data if example["kind"] == "ask" else (0, None))),
        "beat": frames.Beat(data if isinstance(data, int) else 0),
    }
    assert frames.decode_text(example["text"]) == expected[example["kind"]]
    assert frames.decode_text(example["text"].encode()) == expected[example["kind"]]


@pytest.mark.parametrize("example", TO_SERVER["refused_text"], ids=why)
def test_a_bad_client_frame_is_refused(example: dict[str, Any]) -> None:
    with pytest.raises(FrameError):
        frames.decode_text(text_of(example))


@pytest.mark.parametrize("example", TO_SERVER["binary"], ids=lambda e: e["hex"])
def test_a_binary_client_frame_is_understood(example: dict[str, Any]) -> None:
    decoded = frames.decode_binary(bytes.fromhex(example["hex"]))
    assert decoded == (example["handle"], bytes.fromhex(example["payload"]))


@pytest.mark.parametrize("example", TO_SERVER["refused_binary"], ids=why)
def test_a_bad_binary_client_frame_is_refused(example: dict[str, Any]) -> None:
    with pytest.raises(FrameError):
        frames.decode_binary(bytes.fromhex(example["hex"]))


@pytest.mark.parametrize("example", TO_CLIENT["text"], ids=lambda e: e["text"][:40])
def test_a_server_frame_is_written_as_agreed(example: dict[str, Any]) -> None:
    kind, channel, data = example["frame"]
    assert frames.encode_text(kind, channel, data) == example["text"]
    if kind == "batch":
        records = [frames.text_record(sender, message) for sender, message in data]
        assert frames.text_batch(channel, records) == example["text"]


def record(sender: int, payload: bytes) -> bytes:
    return frames.binary_record(frames.sender_bytes(sender), payload)


@pytest.mark.parametrize("example", TO_CLIENT["binary"], ids=lambda e: e["hex"][:40])
def test_a_binary_server_frame_is_written_as_agreed(example: dict[str, Any]) -> None:
    records = [(sender, bytes.fromhex(payload)) for sender, payload in example["records"]]
    encoded = frames.binary_batch(example["handle"], [record(*each) for each in records])
    assert encoded.hex() == example["hex"]
    assert frames.decode_binary_batch(encoded) == (example["handle"], records)


@pytest.mark.parametrize("example", TO_CLIENT["refused_binary"], ids=why)
def test_a_bad_binary_server_frame_is_refused(example: dict[str, Any]) -> None:
    with pytest.raises(FrameError):
        frames.decode_binary_batch(bytes.fromhex(example["hex"]))


@pytest.mark.parametrize("example", TABLE["messages_refused"], ids=why)
def test_a_message_that_would_fail_elsewhere_is_refused(example: dict[str, Any]) -> None:
    with pytest.raises(FrameError):
        frames.check_json(example["data"])


@pytest.mark.parametrize(("value", "encoded"), TABLE["varints"])
def test_varints_go_both_ways(value: int, encoded: str) -> None:
    assert frames.encode_varint(value).hex() == encoded
    assert frames.decode_varint(bytes.fromhex(encoded), 0) == (value, len(encoded) // 2)


@pytest.mark.parametrize("encoded", TABLE["refused_varints"])
def test_varints_have_one_form_only(encoded: str) -> None:
    with pytest.raises(FrameError):
        frames.decode_varint(bytes.fromhex(encoded), 0)


@pytest.mark.parametrize("value", [-1, 2**32])
def test_varints_have_a_range(value: int) -> None:
    with pytest.raises(FrameError):
        frames.encode_varint(value)


@pytest.mark.parametrize(
    "message",
    [math.nan, math.inf, object(), b"bytes", {"a": {1, 2}}],
    ids=lambda m: type(m).__name__,
)
def test_what_json_cannot_say_is_no_message(message: Any) -> None:
    with pytest.raises(FrameError):
        frames.dumps(message)


@given(messages)
def test_any_message_arrives_as_it_was_sent(message: frames.Json) -> None:
    text = json.dumps(["message", "room-1", message])
    if len(text) <= frames.MAX_FRAME:
        try:
            assert frames.decode_text(text) == frames.Said("room-1", message)
        except FrameError as error:
            assert str(error) == "nested too deeply"


@given(messages)
def test_server_text_is_ascii(message: frames.Json) -> None:
    text = frames.encode_text("message", "Zoë", message)
    assert text.isascii()
    assert json.loads(text) == ["message", "Zoë", message]


@given(st.text())
@example("[" * 50_000)
def test_any_text_is_a_frame_or_refused(text: str) -> None:
    with suppress(FrameError):
        frames.decode_text(text)


@given(st.binary())
def test_any_bytes_are_a_frame_or_refused(data: bytes) -> None:
    for decode in (frames.decode_text, frames.decode_binary, frames.decode_binary_batch):
        with suppress(FrameError):
            decode(data)


@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.binary(max_size=300))),
)
def test_any_batch_arrives_as_it_was_sent(handle: int, records: list[tuple[int, bytes]]) -> None:
    encoded = frames.binary_batch(handle, [record(*each) for each in records])
    assert frames.decode_binary_batch(encoded) == (handle, records)


@given(st.integers(0, 2**32 - 1), st.binary())
def test_varints_are_found_anywhere(value: int, before: bytes) -> None:
    encoded = before + frames.encode_varint(value)
    assert frames.decode_varint(encoded, len(before)) == (value, len(encoded))
