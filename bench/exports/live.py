"""Two in one drawing, one drawing, one watching: how long each piece of ink is on its way."""

from __future__ import annotations

import asyncio
import time
from random import Random
from typing import TYPE_CHECKING, Any, Self

from bench.chaos.pen import ink, random_stroke
from bench.client import Line, take_tickets
from canvas.messages import INK, Ink, parse_binary

if TYPE_CHECKING:
    from collections.abc import Coroutine

INK_SECONDS = 0.033  # between two pieces of ink, as a browser sends them
POINTS = 4
STROKE = b"live" + bytes(12)


class LivePair:
    """Opens both sockets on a new drawing."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._sent: list[float] = []
        self._delays: list[float] = []

    async def __aenter__(self) -> Self:
        mia, tom = await take_tickets(self._server, 2, 1)
        self._mia = await Line.enter(self._server, mia)
        self._tom = await Line.enter(self._server, tom)
        self._listening = [
            asyncio.create_task(self._listen(self._tom)),
            asyncio.create_task(self._drain(self._mia)),
        ]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._listening:
            task.cancel()
        for line in (self._mia, self._tom):
            await line.connection.close()

    async def delays_for(self, seconds: float) -> list[float]:
        """Milliseconds of each piece of ink while so many seconds pass."""
        return await self.delays_while(asyncio.sleep(seconds))

    async def delays_while(self, other: Coroutine[Any, Any, object]) -> list[float]:
        """Milliseconds of each piece of ink while something else is under way."""
        self._delays = []
        task = asyncio.create_task(other)
        due = time.perf_counter()
        while not task.done():
            await self._draw()
            due += INK_SECONDS
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await task
        await asyncio.sleep(0.5)  # the last are still on their way
        return self._delays

    async def _draw(self) -> None:
        number = len(self._sent)
        self._sent.append(time.perf_counter())
        await self._mia.put(ink(STROKE, random_stroke(Random(number), POINTS), number))

    async def _listen(self, line: Line) -> None:
        while True:
            for kind, data in await line.hear():
                if kind != "signal" or data[0] != INK:
                    continue
                heard = time.perf_counter()
                piece = parse_binary(data)
                assert isinstance(piece, Ink)
                self._delays.append((heard - self._sent[piece.offset]) * 1000)
            await line.beat()

    async def _drain(self, line: Line) -> None:
        while True:
            await line.hear()
            await line.beat()
