"""What the scripts tell the person who started them."""

from __future__ import annotations

import sys
import threading

_speaking = threading.Lock()


class Failure(Exception):
    """Something is missing or went wrong; the message is one a person can act on."""


def say(line: str, details: str = "") -> None:
    mark = "\033[36m▸\033[0m" if sys.stdout.isatty() else "▸"
    with _speaking:
        if details:
            print(details.rstrip("\n"), flush=True)
        print(mark, line, flush=True)
