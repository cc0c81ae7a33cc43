"""What travels on a room's channel: the shared examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawnby.chat.messages import MessageError, Say, ServerMessage, encode, parse

TABLE = json.loads((Path(__file__).parents[1] / "wire" / "chat.json").read_text())


def name_of(example: dict[str, Any]) -> str:
    return str(example["name"])


@pytest.mark.parametrize("example", TABLE["client"], ids=name_of)
def test_what_a_client_says_is_read_in_full(example: dict[str, Any]) -> None:
    assert msgspec.to_builtins(parse(example["message"])) == example["message"]


@pytest.mark.parametrize("example", TABLE["server"], ids=name_of)
def test_what_a_server_says_is_written_in_full(example: dict[str, Any]) -> None:
    message: ServerMessage = msgspec.convert(example["message"], ServerMessage)
    assert encode(message) == example["message"]


@pytest.mark.parametrize("example", TABLE["refused"], ids=name_of)
def test_anything_else_is_refused(example: dict[str, Any]) -> None:
    with pytest.raises(MessageError):
        parse(example["message"])


def test_bytes_mean_nothing_in_a_room() -> None:
    with pytest.raises(MessageError):
        parse(b"\x01")


def test_every_type_has_an_example() -> None:
    def types(side: str) -> set[str]:
        return {example["message"]["type"] for example in TABLE[side]}

    assert types("client") == {"enter", "say", "since", "typing"}
    assert types("server") == {
        "acknowledged",
        "announced",
        "entered",
        "lines",
        "refused",
        "said",
        "typing",
    }


def test_nobody_can_say_who_they_are() -> None:
    forged = {"key": "1", "name": "The owner", "hue": 9, "guest": False, "seq": 1, "at": 0}
    said = parse({"type": "say", "id": "0" * 32, "text": "hello", **forged})
    assert said == Say("0" * 32, "hello")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(
    st.dictionaries(st.sampled_from(["id", "text", "applied"]), json_values),
    st.sampled_from(["enter", "say", "since", "typing", "said"]) | json_values,
)
def test_whatever_arrives_is_read_or_refused(fields: dict[str, Any], type_: Any) -> None:
    try:
        parse({"type": type_, **fields})
    except MessageError as error:
        assert str(error)
