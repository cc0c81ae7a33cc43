"""What people typed cannot forge a line of the log."""

from __future__ import annotations

import json
import logging

import pytest

from drawnby.logs import ClientsFaults, JsonFormatter, TextFormatter

HOSTILE = "Mia\n12:00:00 ERROR django: forged\x1b[2J\u2028"


def record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("canvas", logging.INFO, __file__, 1, message, args, None)


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
def test_a_record_is_one_line_without_control_characters(formatter: logging.Formatter) -> None:
    line = formatter.format(record("renamed to %s", HOSTILE))
    assert line.isprintable()
    assert "Mia" in line


def test_the_json_holds_the_text_as_it_was() -> None:
    line = json.loads(JsonFormatter().format(record("renamed to %s", HOSTILE)))
    assert line["message"] == f"renamed to {HOSTILE}"
    assert line["level"] == "info"
    assert line["logger"] == "canvas"


def test_what_a_client_sends_leaves_no_traceback() -> None:
    told = ClientsFaults()
    assert not told.filter(record("Invalid UTF-8 sequence received from client."))
    assert told.filter(record("Exception in ASGI application"))
