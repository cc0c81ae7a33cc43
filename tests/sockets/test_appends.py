"""What travels between a log and its readers: the table both sides obey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from drawnby.sockets import Later, Refused, appends
from drawnby.sockets.appends import Entry, Since, Wish

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "wire" / "numbered.json").read_text("utf-8")
)


@pytest.mark.parametrize("row", TABLE["client"], ids=lambda row: row["name"])
def test_a_client_is_understood(row: Any) -> None:
    message = row["message"]
    expected: Since | Wish
    if message["log"] == "since":
        expected = Since(message["applied"])
    else:
        expected = Wish(UUID(message["id"]), message["body"])
    assert appends.parse(message) == expected


@pytest.mark.parametrize("row", TABLE["server"], ids=lambda row: row["name"])
def test_the_server_says_what_the_table_says(row: Any) -> None:
    message = row["message"]
    assert said(message) == message


def said(message: dict[str, Any]) -> Any:
    match message:
        case {"log": "numbered", "after": after, "head": head}:
            return appends.page(after, entries(message), head)
        case {"log": "numbered"}:
            return appends.told(entries(message))
        case {"log": "appended", "entry": entry}:
            return appends.appended(as_entry(entry))
        case {"reason": reason, "final": final}:
            refusal = Refused(reason) if final else Later(reason)
            return appends.refused(UUID(message["id"]), refusal)
    raise AssertionError(message)


def entries(message: dict[str, Any]) -> list[Entry]:
    return [as_entry(entry) for entry in message["entries"]]


def as_entry(entry: dict[str, Any]) -> Entry:
    return Entry(entry["seq"], UUID(entry["id"]), entry["body"])


@pytest.mark.parametrize("message", TABLE["refused"], ids=json.dumps)
def test_what_means_nothing_is_refused(message: Any) -> None:
    with pytest.raises(Refused):
        appends.parse(message)


@pytest.mark.parametrize("message", [*TABLE["not_about_the_log"], b"log"], ids=repr)
def test_what_is_not_about_the_log_is_left_to_others(message: Any) -> None:
    assert appends.parse(message) is None
