"""What travels on a drawing's channel: the shared examples, and what no bytes can do."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas import messages
from canvas.log import Kind, Numbered
from canvas.messages import Cursor, Draft, Dropped, Ink, MessageError
from canvas.strokes import Stroke

TEXTS = json.loads((Path(__file__).parents[1] / "wire" / "texts.json").read_text())
TABLE = json.loads((Path(__file__).parents[1] / "wire" / "messages.json").read_text())
SENT_BY_CLIENTS = [example for example in TABLE["examples"] if example["sender"] == "client"]
SENT_BY_SERVERS = [example for example in TABLE["examples"] if example["sender"] == "server"]


def name_of(example: dict[str, Any]) -> str:
    return str(example["name"])


def describe_stroke(stroke: Stroke) -> dict[str, Any]:
    style = stroke.style
    return {
        "style": {
            "tool": int(style.tool),
            "color": style.color,
            "size": style.size,
            "opacity": style.opacity,
        },
        "x": list(stroke.x),
        "y": list(stroke.y),
        "pressure": list(stroke.pressure),
        "dt": list(stroke.dt),
    }


def describe(parsed: messages.Binary) -> dict[str, Any]:
    match parsed:
        case Ink(prefix, offset, piece):
            described = describe_stroke(piece)
            return {"type": "ink", "prefix": prefix.hex(), "offset": offset, "piece": described}
        case Cursor(x, y, tool):
            return {"type": "cursor", "x": x, "y": y, "tool": tool}
        case Dropped(prefix):
            return {"type": "dropped", "prefix": prefix.hex()}
        case Draft(id, kind, body):
            return {"type": "operation", "id": id.hex(), "kind": int(kind), "body": body.hex()}


@pytest.mark.parametrize("text", TEXTS["hostile"], ids=name_of)
def test_words_that_may_not_be_kept_are_refused_with_a_reason(text: dict[str, Any]) -> None:
    operation = bytes([0x10, *range(16), Kind.TEXT]) + bytes.fromhex(text["bytes"])
    with pytest.raises(MessageError, match=text["error"] or r"\w"):
        messages.parse_binary(operation)


@pytest.mark.parametrize("example", SENT_BY_CLIENTS, ids=name_of)
def test_every_message_of_a_client_says_what_the_table_says(example: dict[str, Any]) -> None:
    assert describe(messages.parse_binary(bytes.fromhex(example["hex"]))) == example["says"]


@pytest.mark.parametrize("example", SENT_BY_CLIENTS, ids=name_of)
def test_an_operation_is_written_as_the_table_says(example: dict[str, Any]) -> None:
    data = bytes.fromhex(example["hex"])
    parsed = messages.parse_binary(data)
    if isinstance(parsed, Dropped):
        assert messages.encode_dropped(parsed.prefix + bytes(12)) == data
    if isinstance(parsed, Draft):
        assert messages.encode_operation(parsed) == data


@pytest.mark.parametrize("example", SENT_BY_SERVERS, ids=name_of)
def test_numbered_operations_are_written_as_the_table_says(example: dict[str, Any]) -> None:
    operations = [
        Numbered(
            told["seq"],
            bytes.fromhex(told["id"]),
            told["kind"],
            told["author"],
            told["at"],
            bytes.fromhex(told["body"]),
        )
        for told in example["says"]["operations"]
    ]
    assert messages.encode_operations(operations).hex() == example["hex"]


@pytest.mark.parametrize("example", TABLE["refused"], ids=name_of)
def test_what_means_nothing_is_refused_with_a_reason(example: dict[str, Any]) -> None:
    with pytest.raises(MessageError, match=r"\w"):
        messages.parse_binary(bytes.fromhex(example["hex"]))


@given(st.binary(max_size=80))
def test_no_bytes_do_anything_but_parse_or_be_refused(data: bytes) -> None:
    with suppress(MessageError):
        messages.parse_binary(data)


@given(st.sampled_from(SENT_BY_CLIENTS), st.integers(0, 200), st.integers(0, 255))
def test_no_damaged_message_does_anything_but_parse_or_be_refused(
    example: dict[str, Any], at: int, value: int
) -> None:
    data = bytearray.fromhex(example["hex"])
    data[at % len(data)] = value
    with suppress(MessageError):
        messages.parse_binary(bytes(data))


@pytest.mark.parametrize("head", [b"\x02", b"\x03", b"\x05\x04", b"\x0a"])
def test_more_ids_than_the_limit_are_refused(head: bytes) -> None:
    message = b"\x10" + b"i" * 16 + head
    messages.parse_binary(message + bytes(16) * messages.MAX_IDS)
    for count in (messages.MAX_IDS + 1, 10**6):
        with pytest.raises(MessageError, match=r"ids|large"):
            messages.parse_binary(message + bytes(16) * count)


def test_ink_of_more_bytes_than_the_limit_is_refused_unread() -> None:
    with pytest.raises(MessageError, match="too many points"):
        messages.parse_binary(b"\x01" + bytes(messages.MAX_INK_BYTES))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "enter",
        {},
        {"type": "fly"},
        {"type": "enter"},
        {"type": "enter", "version": "1", "applied": 0},
        {"type": "enter", "version": 1, "applied": -1},
        {"type": "since", "applied": 1.5},
        {"type": "since", "applied": 2**53 + 2},
        {"type": "introduce", "hue": 8},
        {"type": "meet", "numbers": [0]},
        {"type": "meet", "numbers": [1] * 201},
        {"type": "introduce", "name": "n" * 1001},
        {"type": "rename", "title": 7},
    ],
)
def test_a_request_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(MessageError, match=r"\w"):
        messages.parse_request(data)
