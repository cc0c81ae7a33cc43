"""What a process tells the others: what is said in channels, and letters about all else.

It goes in one message for all channels and at most once in an interval, and does not wait for the
sockets of this process: those of the others have their own to wait for. Letters are few, and
leave at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

from .batch import Frame
from .link import Delivery, Link
from .outbound import Outbound, Row
from .pacing import CLOCK, Pacer

Letter = dict[str, Any]  # kind, channel, and more


class Post:
    """One per process; empty for ever where there can be no other."""

    def __init__(
        self, process: str, loop: asyncio.AbstractEventLoop, link: Link, pacer: Pacer
    ) -> None:
        self._process = process
        self._loop = loop
        self._link = link
        self._pacer = pacer
        self.outbound = Outbound(self._wake_when_due)
        self._letters: list[Letter] = []
        self._collected_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None

    def write(self, name: str | None, content: dict[str, Any]) -> None:
        """Let the other processes know something, soon; in order."""
        if self._link.shared:
            self._letters.append({"channel": name, **content})
            self._link.wake()

    def all_leave(self) -> None:
        """Due or not."""
        self._collected_at = float("-inf")
        self._link.wake()

    def collect(self) -> Delivery | None:
        """All that the other processes are to hear, in one message; None if nothing is due."""
        now = self._loop.time()
        if not self._letters and (not self.outbound or self._due(now) > now + CLOCK):
            if self.outbound and self._timer is None:
                self._wake_when_due()
            return None
        self.close()
        self._collected_at = now
        letters, self._letters = self._letters, []
        return envelope(self._process, letters, self.outbound.take())

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self, now: float) -> float:
        return self._pacer.due(self._collected_at, now)

    def _wake_when_due(self) -> None:
        now = self._loop.time()
        if (due := self._due(now)) > now:
            self._timer = self._loop.call_at(due, self._wake)
        else:
            self._link.wake()

    def _wake(self) -> None:
        self._timer = None
        self._link.wake()


def envelope(process: str, letters: list[Letter], rows: Iterable[Row]) -> Delivery:
    """What travels through the channel layer: the rows by column, a few long lists.

    A list for each row would take much longer to unpack, also for who said it and hears it again.
    """
    return {
        "type": "sockets",
        "from": process,
        "letters": letters,
        "columns": list(zip(*rows, strict=True)),
    }


def rows_of(delivery: Delivery) -> Iterator[Row]:
    """What was said in the channels of another process."""
    return zip(*delivery["columns"], strict=True)


def send_content(session_id: str, frame: Frame) -> dict[str, Any]:
    """What travels through the layer to find one connection."""
    return {"kind": "send", "session": session_id, "event": frame.event, "size": frame.size}


def frame_of(letter: Letter) -> Frame:
    """What `send_content` told of."""
    event = letter["event"]
    return Frame(event["bytes"] if "bytes" in event else event["text"])
