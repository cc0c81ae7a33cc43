"""Pairs of people, one drawing and one watching: how long each piece of ink is on its way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, Self

from bench.chaos.pen import ink, random_stroke
from bench.client import Line, Ticket, take_tickets
from canvas.messages import INK, Ink, parse_binary

if TYPE_CHECKING:
    from collections.abc import Coroutine

INK_SECONDS = 0.033  # between two pieces of ink, as a browser sends them
POINTS = 4
STROKE = b"live" + bytes(12)
BEAT_SECONDS = 5.0  # as a browser
REPORT_BYTES = 1 << 16
LAST_SECONDS = 0.5  # the last are still on their way


@dataclass
class Delays:
    """Milliseconds."""

    ink: list[float] = field(default_factory=list)
    """From when a piece of ink was handed to the socket until it was heard."""
    late: list[float] = field(default_factory=list)
    """How much later than it was to this process woke up to send it: the ruler's own error."""

    def __add__(self, other: Delays) -> Delays:
        return Delays(self.ink + other.ink, self.late + other.late)


class Pair:
    """Opens both sockets on a drawing of their own."""

    def __init__(self, server: str, tickets: tuple[Ticket, Ticket]) -> None:
        self._server = server
        self._tickets = tickets
        self._sent: list[float] = []
        self.delays = Delays()

    async def __aenter__(self) -> Self:
        mia, tom = self._tickets
        self._mia = await Line.enter(self._server, mia)
        self._tom = await Line.enter(self._server, tom)
        self._listening = [
            asyncio.create_task(one)
            for line in (self._mia, self._tom)
            for one in (self._listen(line), _beat(line))
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._listening:
            task.cancel()
        for line in (self._mia, self._tom):
            await line.connection.close()

    async def draw(self, start: float, until: asyncio.Task[Any]) -> None:
        """Send a piece every 33 ms from `start` on until a task is done."""
        due = start
        while not until.done():
            number = len(self._sent)
            piece = ink(STROKE, random_stroke(Random(number), POINTS), number)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            now = time.perf_counter()
            self.delays.late.append((now - due) * 1000)
            self._sent.append(now)
            await self._mia.put(piece)
            due = max(due + INK_SECONDS, now)

    async def _listen(self, line: Line) -> None:
        reported = 0
        while True:
            for kind, data in await line.hear():
                if line is self._tom and kind == "signal" and data[0] == INK:
                    self._note(data)
            if line.received - reported > REPORT_BYTES:
                reported = line.received
                await line.beat()

    def _note(self, data: bytes) -> None:
        heard = time.perf_counter()
        piece = parse_binary(data)
        assert isinstance(piece, Ink)
        self.delays.ink.append((heard - self._sent[piece.offset]) * 1000)


async def _beat(line: Line) -> None:
    while True:
        await asyncio.sleep(BEAT_SECONDS)
        await line.beat()


class Company:
    """Pairs who draw at the same pace, evenly one after the other."""

    def __init__(self, server: str, pairs: int) -> None:
        self._server = server
        self._count = pairs

    async def __aenter__(self) -> Self:
        tickets = await take_tickets(self._server, 2 * self._count, self._count)
        both = zip(tickets[: self._count], tickets[self._count :], strict=True)
        self._pairs = [Pair(self._server, two) for two in both]
        for pair in self._pairs:
            await pair.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        for pair in self._pairs:
            await pair.__aexit__()

    async def delays_for(self, seconds: float) -> Delays:
        """What is measured while so many seconds pass."""
        return await self.delays_while(asyncio.sleep(seconds))

    async def delays_while(self, other: Coroutine[Any, Any, object]) -> Delays:
        """What is measured while something else is under way."""
        for pair in self._pairs:
            pair.delays = Delays()
        task = asyncio.create_task(other)
        start, step = time.perf_counter(), INK_SECONDS / self._count
        async with asyncio.TaskGroup() as drawing:
            for number, pair in enumerate(self._pairs):
                drawing.create_task(pair.draw(start + number * step, task))
        await task
        await asyncio.sleep(LAST_SECONDS)
        return sum((pair.delays for pair in self._pairs), Delays())
