"""A person who draws and goes on drawing, whatever happens to the connection.

Follows the client's rules of the protocol: an outbox that is emptied by acknowledgements alone,
sent in order and again after every loss; the log applied strictly in order, gaps asked for after a
grace; a check of the head with every heartbeat; reconnection with full jitter. `Careful` does all
of that; `Hoping` sends each stroke once, for comparison.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from random import Random
from typing import Any

from websockets.exceptions import ConnectionClosed, WebSocketException

from bench.chaos.figures import Seen
from bench.chaos.journal import Journal
from bench.chaos.pen import cursor, ink, random_stroke
from bench.client import Heard, Line, Ticket
from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft

FIRST_WAIT, LONGEST_WAIT = 0.5, 4.0  # seconds, as in frontend/src/sockets/backoff.ts
BEAT = 4.0  # seconds between two checks of the head, and until silence is the end
GAP_GRACE = 0.3
RETRY = 2.0  # seconds until what could not be saved is sent again
BRISK = (0.1, 0.5)  # seconds between two strokes
REPORT_BYTES = 256 * 1024
UNDONE = 0.1  # share of strokes taken back


class Drawer:
    """`servers` are tried as a router would: another one where the first does not answer."""

    def __init__(self, ticket: Ticket, servers: Sequence[str], chance: Random) -> None:
        self.ticket = ticket
        self.journal = Journal()
        self.seen = Seen()
        self.line: Line | None = None
        self.current = False  # connected, and the log read to its end
        self.muted = False  # the network takes what is said, and brings nothing
        self.pace = BRISK
        self.deaf = False  # does not read, and does not wonder why nothing comes
        self._servers = servers
        self._chance = chance
        self._sending = asyncio.Lock()  # keeps operations in order
        self._tasks: set[asyncio.Task[None]] = set()
        self._asking = False  # a request for the log is outstanding
        self._grace: asyncio.Task[None] | None = None
        self._retrying = False
        self._answered_at = 0.0
        self._reported = 0  # bytes received, as last told
        self._own: list[bytes] = []  # strokes that may be taken back

    @property
    def settled(self) -> bool:
        return self.current and not self.journal.unconfirmed and not self.journal.early

    # -- drawing ---------------------------------------------------------------

    async def draw(self) -> None:
        """Until cancelled, connected or not."""
        while True:
            await asyncio.sleep(self._chance.uniform(*self.pace))
            await self.submit(self._next_operation())

    def _next_operation(self) -> Draft:
        id = self._chance.randbytes(16)
        if self._own and self._chance.random() < UNDONE:
            return Draft(id, Kind.HIDE, self._own.pop())
        self._own = [*self._own[-20:], id]
        return Draft(id, Kind.STROKE, random_stroke(self._chance, self._chance.randrange(2, 60)))

    async def submit(self, draft: Draft) -> None:
        """The pen is up: from here on the operation must not be lost."""
        self.seen.made[draft.id] = time.monotonic()
        self.journal.unconfirmed[draft.id] = draft
        if draft.kind is Kind.STROKE:
            await self._put(ink(draft.id, draft.body))
            await self._put(cursor(self._chance.randrange(16_000), 0))
        if self.current:
            async with self._sending:
                await self._put(messages.encode_operation(draft))

    async def _put(self, payload: bytes) -> None:
        """Send, if there is a connection: what is lost on the way is not known here."""
        if self.line is not None and self.current and not self.muted:
            with suppress(ConnectionClosed):
                await self.line.put(payload)

    # -- staying connected -------------------------------------------------------

    async def stay(self) -> None:
        """Connect, and again whenever the connection is lost; until cancelled."""
        limit, lost_at = FIRST_WAIT, time.monotonic()
        while True:
            with suppress(OSError, TimeoutError, WebSocketException):
                await self._converse(lost_at)
            if self.current:
                limit, lost_at = FIRST_WAIT, time.monotonic()
            self._lose()
            await asyncio.sleep(self._chance.uniform(0, limit))
            limit = min(LONGEST_WAIT, limit * 2)

    async def _converse(self, lost_at: float) -> None:
        line = await self._connect()
        self._answered_at = time.monotonic()
        with self._kept(line):
            self._background(self._pulse(line))
            await line.subscribe()
            while True:
                for heard in await line.hear():
                    await self._hear(line, heard, lost_at)
                if line.received - self._reported >= REPORT_BYTES:
                    await self._beat(line)

    async def _connect(self) -> Line:
        failure: Exception = OSError("no network")
        for server in self._chance.sample(self._servers, len(self._servers)):
            try:
                if not self.muted:
                    return await Line.open(server, self.ticket)
            except (OSError, TimeoutError, WebSocketException) as error:
                failure = error
        raise failure

    @contextmanager
    def _kept(self, line: Line) -> Iterator[None]:
        self.line, self._reported = line, 0
        try:
            yield
        finally:
            self.seen.closes[line.connection.close_code or 1006] += 1
            line.cut()

    def _lose(self) -> None:
        self.line, self.current, self._asking = None, False, False
        for task in self._tasks:
            task.cancel()
        self._grace, self._retrying = None, False

    def cut(self) -> None:
        """The network drops the connection."""
        if self.line is not None:
            self.line.cut()

    def _background(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _pulse(self, line: Line) -> None:
        """Beat, check the head, and give up a connection that does not answer."""
        await asyncio.sleep(self._chance.uniform(0, BEAT))
        with suppress(ConnectionClosed):
            while True:
                began = time.monotonic()
                if not self.muted:
                    await self._beat(line)
                    if self.current:
                        await line.tell({"type": "check", "applied": self.journal.applied})
                await asyncio.sleep(BEAT)
                if self._answered_at < began and not self.deaf:
                    line.cut()

    async def _beat(self, line: Line) -> None:
        self._reported = line.received
        await line.beat()

    # -- hearing -----------------------------------------------------------------

    async def _hear(self, line: Line, heard: Heard, lost_at: float) -> None:
        kind, data = heard
        match kind:
            case "subscribed":
                await self._ask(line, "enter", version=messages.VERSION)
            case "operations":
                self.seen.gaps += min(each.seq for each in data) > self.journal.applied + 1
                self.journal.receive(data)
                self._watch_gap(line)
            case "message":
                await self._hear_message(line, data, lost_at)
            case "beat":
                self._answered_at = time.monotonic()
            case "refused":
                self.seen.refused[f"{data['about']}: {data['reason']}"] += 1
            case "error" if data["reason"] == "too fast":
                self._retry()

    async def _hear_message(self, line: Line, data: Any, lost_at: float) -> None:
        match data["type"]:
            case "head":
                self._asking = False
                await self._read_to(line, data["head"], lost_at)
            case "acknowledged":
                self._acknowledge(bytes.fromhex(data["id"]), data["seq"])
                self._watch_gap(line)
            case "refused" if data["final"]:
                self.journal.unconfirmed.pop(bytes.fromhex(data["id"]), None)
                self.seen.refused[data["reason"]] += 1
            case "refused":
                self._retry()

    async def _read_to(self, line: Line, head: int, lost_at: float) -> None:
        if self.journal.applied < head:
            await self._ask_since(line)
        elif not self.current:
            self.seen.absences.append(time.monotonic() - lost_at)
            await self._send_unconfirmed()

    async def _send_unconfirmed(self) -> None:
        async with self._sending:
            self.current = True
            for draft in list(self.journal.unconfirmed.values()):
                await self._put(messages.encode_operation(draft))

    def _acknowledge(self, id: bytes, seq: int) -> None:
        earlier = self.seen.acknowledged.setdefault(id, (seq, time.monotonic()))
        self.seen.renumbered += earlier[0] != seq
        if id in self.journal.unconfirmed:
            self.journal.place(seq, id)

    async def _ask(self, line: Line, type: str, **more: Any) -> None:
        self._asking = True
        if not self.muted:
            await line.tell({"type": type, "applied": self.journal.applied, **more})

    async def _ask_since(self, line: Line) -> None:
        if not self._asking:
            await self._ask(line, "since")

    def _watch_gap(self, line: Line) -> None:
        if self.journal.early and self._grace is None:
            self._grace = self._background(self._fill_gap(line))

    async def _fill_gap(self, line: Line) -> None:
        await asyncio.sleep(GAP_GRACE)
        self._grace = None
        if self.journal.early:
            self.seen.asked += 1
            with suppress(ConnectionClosed):
                await self._ask_since(line)

    def _retry(self) -> None:
        if not self._retrying:
            self._retrying = True
            self._background(self._send_again())

    async def _send_again(self) -> None:
        await asyncio.sleep(RETRY)
        self._retrying = False
        if self.current:
            await self._send_unconfirmed()


class Hoping(Drawer):
    """Sends each operation once, if there happens to be a connection, and asks for nothing."""

    async def submit(self, draft: Draft) -> None:
        self.seen.made[draft.id] = time.monotonic()
        if self.line is not None and self.current:
            with suppress(ConnectionClosed):
                await self.line.put(messages.encode_operation(draft))
                self.seen.sent.add(draft.id)

    async def _read_to(self, line: Line, head: int, lost_at: float) -> None:
        self.current = True
