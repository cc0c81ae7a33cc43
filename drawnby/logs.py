"""How a log line looks. What people typed cannot forge one: every value is quoted.

Nor does one tell the link of a drawing, which is its key: Django names the path of whatever it had
to refuse.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from math import inf
from traceback import format_exception_only

from redis import exceptions as redis

TOLD_EVERY = 60.0  # seconds in which what lasts is told once
LINK = re.compile(r"((?:/d/|\blink=)[\w-]{4})[\w-]{18}(?![\w-])")  # what is left tells two apart
OUTAGES = (redis.ConnectionError, redis.TimeoutError, ConnectionError, TimeoutError)


class ClientsFaults(logging.Filter):
    """Drops uvicorn's traceback about a text frame that is not UTF-8; the socket is closed 1007.

    It is the client's fault, not an error here, and strangers could fill the log with it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Invalid UTF-8 sequence")


class Outages(logging.Filter):
    """Of a Redis that is away, a line a minute.

    channels_redis tells it with a traceback, every second, until Redis is back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told_at = -inf
        self._told = ""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not isinstance(error, OUTAGES):
            return True
        why = format_exception_only(error)[-1].strip()
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = "Redis is away: %s", (why,)
        record.exc_info = record.exc_text = None
        told = abs(record.created - self._told_at) < TOLD_EVERY  # clocks are set, too
        if told and why == self._told:
            return False
        self._told_at, self._told = record.created, why
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return without_links(json.dumps(line, ensure_ascii=True, default=repr))


class TextFormatter(logging.Formatter):
    """One short line, for people; control characters are shown as escapes."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return without_links(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def without_links(text: str) -> str:
    return LINK.sub(r"\1***", text)
