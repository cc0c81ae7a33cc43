"""How long ink takes from one socket to the others on its drawing."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed

from bench.chaos.figures import percentile
from bench.chaos.pen import ink
from bench.client import Line
from canvas.messages import PREFIX_LENGTH

REPORT_BYTES = 64 * 1024


@dataclass(slots=True)
class Echo:
    """Lines that all send ink of `piece`, `rate` times a second, and note when others' comes."""

    lines: Sequence[Line]
    piece: bytes
    rate: float
    delays: list[tuple[float, float]] = field(default_factory=list)  # when heard, and how late
    _sent: dict[bytes, float] = field(default_factory=dict)
    _left_at: float | None = None
    _began: float = field(default_factory=time.monotonic)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self._send(*item)) for item in enumerate(self.lines)]
        tasks += [asyncio.create_task(self._listen(line)) for line in self.lines]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def measure(self, seconds: float) -> list[tuple[float, float]]:
        """The delays of the next seconds, each with its moment."""
        self.forget()
        await asyncio.sleep(seconds)
        return list(self.delays)

    def forget(self) -> None:
        """Begin to note anew."""
        self.delays.clear()
        self._left_at = None

    def somebody_left(self) -> float | None:
        """When it was noticed, if it was."""
        return self._left_at

    async def _send(self, index: int, line: Line) -> None:
        count = index << 20
        # By the clock and evenly spread: pens that drift would meet now and then, and wait.
        due = self._began + index / len(self.lines) / self.rate
        while True:
            await asyncio.sleep(due - time.monotonic())
            due += 1 / self.rate
            count += 1
            prefix = count.to_bytes(PREFIX_LENGTH, "little")
            self._sent[prefix] = time.monotonic()
            await line.put(ink(prefix, self.piece))

    async def _listen(self, line: Line) -> None:
        reported = 0
        with suppress(ConnectionClosed):
            while True:
                for kind, data in await line.hear():
                    self._note(kind, data)
                if line.received - reported > REPORT_BYTES:
                    reported = line.received
                    await line.beat()

    def _note(self, kind: str, data: object) -> None:
        now = time.monotonic()
        if kind == "signal" and isinstance(data, bytes):
            sent = self._sent.get(data[1 : 1 + PREFIX_LENGTH])
            if sent is not None:
                self.delays.append((now, now - sent))
        elif kind == "presence" and isinstance(data, dict) and data.get("left"):
            self._left_at = now


def usual_p95(delays: Sequence[tuple[float, float]]) -> float:
    """The median of all seconds' 95th percentiles: a busy machine disturbs some of them."""
    seconds: defaultdict[int, list[float]] = defaultdict(list)
    for moment, delay in delays:
        seconds[int(moment)].append(delay)
    return percentile([percentile(each, 0.95) for each in seconds.values()], 0.5)
