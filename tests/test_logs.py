"""What people typed cannot forge a line of the log."""

from __future__ import annotations

import json
import logging

import pytest
from redis.exceptions import ConnectionError as RedisIsAway

from canvas.models import random_key
from drawnby.logs import TOLD_EVERY, ClientsFaults, JsonFormatter, Outages, TextFormatter

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


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize("path", ["/d/%s", "/d/%s/branch", "/d/%s.png", "/watch?link=%s"])
def test_no_line_tells_the_link_of_a_drawing(formatter: logging.Formatter, path: str) -> None:
    for _ in range(20):  # a key may begin or end with any of its characters
        key = random_key()
        told = record("Method Not Allowed (GET): %s", path % key)
        told.exc_info = (ValueError, ValueError(path % key), None)
        line = formatter.format(told)
        assert key[:4] in line
        assert key[4:] not in line


def test_what_a_client_sends_leaves_no_traceback() -> None:
    told = ClientsFaults()
    assert not told.filter(record("Invalid UTF-8 sequence received from client."))
    assert told.filter(record("Exception in ASGI application"))


def failure(error: Exception, seconds: int = 0) -> logging.LogRecord:
    told = record("Unexpected exception in receive task")
    told.exc_info = (type(error), error, None)
    told.created = 1e9 + seconds
    return told


def test_an_outage_of_redis_is_one_line_a_minute() -> None:
    outages = Outages()
    told = [failure(RedisIsAway("Connection refused."), second) for second in range(121)]
    lines = [line for line in told if outages.filter(line)]
    assert [line.created - told[0].created for line in lines] == [0, TOLD_EVERY, 2 * TOLD_EVERY]
    line = TextFormatter().format(lines[0])
    assert line.endswith("Redis is away: redis.exceptions.ConnectionError: Connection refused.")


def test_another_reason_is_told_at_once() -> None:
    outages = Outages()
    reasons = [RedisIsAway("Connection refused."), TimeoutError(), TimeoutError()]
    told = [outages.filter(failure(reason, 1)) for reason in reasons]
    assert told == [True, True, False]


def test_what_is_no_outage_keeps_its_traceback() -> None:
    outages = Outages()
    for error in (KeyError("a mistake"), OSError(24, "Too many open files")):
        line = failure(error)
        assert outages.filter(line)
        assert type(error).__name__ in TextFormatter().format(line)
