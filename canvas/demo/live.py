"""*Harbour at six* drawn live: four guests, four sockets, each stroke as their pens make it.

Everything goes the way a browser's does: a page is fetched, its session kept, a socket opened, ink
sent while the pen is down, an operation when it is up. All four draw at once, yet strokes are
finished in the order of the original, so that the picture is the same. Meanwhile they talk.
"""

from __future__ import annotations

import asyncio
import json
import math
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from canvas import messages
from canvas.demo.harbour import TALK, Drawn, Harbour, harbour, moments
from canvas.demo.visitor import Visitor
from canvas.log import Kind
from canvas.strokes import Stroke, encode_stroke
from canvas.varint import append_varint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INK_SECONDS = 0.033  # between two pieces of ink, as a browser sends them
PAUSE = 0.25  # seconds between two strokes of a hand
PATIENCE = 30  # seconds until an answer that does not come is a failure
REPORT_BYTES = 1 << 16


class DemoFailed(Exception):
    """The server did not do as it should; the text says what."""


@dataclass(slots=True)
class _Turns:
    """Lets strokes finish in the order of the original."""

    next: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def wait_for(self, index: int) -> None:
        async with self.changed:
            await self.changed.wait_for(lambda: self.next == index)

    async def done(self) -> None:
        async with self.changed:
            self.next += 1
            self.changed.notify_all()


class _Hand:
    """One guest with a pen."""

    def __init__(self, connection: ClientConnection, channel: str) -> None:
        self.connection = connection
        self.channel = channel
        self.talk = f"chat-{channel}"
        self.handle = b""
        self.number = 0
        self.heard: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    async def listen(self) -> None:
        """Read all that comes, drawing or not, and report it, as a browser does."""
        received = reported = 0
        try:
            async for frame in self.connection:
                received += len(frame)
                if received - reported >= REPORT_BYTES:
                    await self.connection.send(json.dumps(["beat", None, received]))
                    reported = received
                if isinstance(frame, str):
                    self._hear(*json.loads(frame))
        except ConnectionClosed as closed:
            self.heard.put_nowait(("error", str(closed)))

    def _hear(self, kind: str, channel: str | None, data: Any) -> None:
        """Of the talk a refusal only: what is said there is for people."""
        if channel != self.talk or kind == "refused" or _is_refusal(data):
            self.heard.put_nowait((kind, data))

    async def come_in(self, name: str) -> None:
        await self.say("subscribe", None)
        await self.expect("subscribed")
        await self.say("message", {"type": "enter", "version": messages.VERSION, "applied": 0})
        entered = await self.expect("message", "entered")
        self.number = entered["you"]
        await self.say("message", {"type": "introduce", "name": name})
        await self.expect("batch", "introduced", self.number)
        await self.say("subscribe", None, self.talk)
        await self.say("message", {"type": "enter", "applied": 0}, self.talk)

    async def tell(self, text: str) -> None:
        said = {"type": "say", "id": secrets.token_hex(16), "text": text}
        await self.say("message", said, self.talk)

    async def draw(self, stroke: Stroke, speed: float, finish: Callable[[], Any]) -> None:
        id = secrets.token_bytes(16)
        for offset, piece in _pieces(stroke, INK_SECONDS * 1000 * speed):
            await asyncio.sleep(sum(piece.dt) / 1000 / speed)
            out = bytearray((messages.INK,)) + id[: messages.PREFIX_LENGTH]
            append_varint(out, offset)
            await self.send(bytes(out) + encode_stroke(piece))
        await finish()
        draft = messages.Draft(id, Kind.STROKE, encode_stroke(stroke))
        await self.send(messages.encode_operation(draft))
        await self.expect("message", "acknowledged")

    async def say(self, kind: str, data: object, channel: str = "") -> None:
        await self.connection.send(json.dumps([kind, channel or self.channel, data]))

    async def send(self, message: bytes) -> None:
        await self.connection.send(self.handle + message)

    async def expect(self, kind: str, type: str = "", number: int = 0) -> Any:
        """Wait for a frame of this kind, with this type of message where one is given."""
        while True:
            heard, data = await asyncio.wait_for(self.heard.get(), PATIENCE)
            if heard in ("refused", "error") or _is_refusal(data):
                raise DemoFailed(f"the server refused: {data}")
            if heard != kind:
                continue
            if kind == "subscribed":
                self._take_handle(data["handle"])
                return data
            told = data if heard == "message" else [message for _sender, message in data]
            if message := _matching(told, type, number):
                return message

    def _take_handle(self, handle: int) -> None:
        out = bytearray()
        append_varint(out, handle)
        self.handle = bytes(out)


@dataclass(slots=True)
class _Talk:
    """What is said meanwhile: in its order, each line at its moment of the drawing."""

    people: dict[int, _Hand] = field(default_factory=dict)
    lines: deque[tuple[int, int, str]] = field(default_factory=lambda: deque(TALK))

    async def go_on(self, moment: float) -> None:
        """Say what is due, as soon as whoever says it is there."""
        while self.lines:
            speaker, seconds, text = self.lines[0]
            if seconds * 1000 > moment or speaker not in self.people:
                return
            self.lines.popleft()
            await self.people[speaker].tell(text)


def _is_refusal(data: object) -> bool:
    return isinstance(data, dict) and data.get("type") == "refused"


def _matching(told: object, type: str, number: int) -> Any:
    for message in told if isinstance(told, list) else [told]:
        if not isinstance(message, dict) or message.get("type") != type:
            continue
        if not number or message["participant"]["number"] == number:
            return message
    return None


def _pieces(stroke: Stroke, milliseconds: float) -> Iterator[tuple[int, Stroke]]:
    """Cut a stroke into pieces that took so long to draw, with the index of their first point."""
    start = 0
    for end in range(1, len(stroke.dt) + 1):
        if end == len(stroke.dt) or sum(stroke.dt[start:end]) >= milliseconds:
            yield start, _cut(stroke, slice(start, end))
            start = end


def _cut(stroke: Stroke, part: slice) -> Stroke:
    columns = (stroke.x, stroke.y, stroke.pressure, stroke.dt)
    return Stroke(stroke.style, *(column[part] for column in columns))


async def draw_live(server: str, speed: float, tell: Callable[[str], None]) -> str:
    """Draw the house drawing on a server; return the path of its page.

    `tell` is called with the path as soon as there is a page to watch. `speed` 1 is a human pace.
    Raises DemoFailed, UnexpectedPage, or OSError where the server cannot be reached.
    """
    told = harbour()
    browsers = [Visitor(server) for _name in told.people]
    path = await asyncio.to_thread(browsers[0].start_drawing)
    tell(path)
    party = _Party(told, speed)
    async with asyncio.TaskGroup() as group:
        for author, browser in enumerate(browsers):
            group.create_task(_take_part(browser, path, author, party))
    return path


@dataclass(slots=True)
class _Party:
    """What the four have in common."""

    told: Harbour
    speed: float
    turns: _Turns = field(default_factory=_Turns)
    talk: _Talk = field(default_factory=_Talk)
    moments: list[int] = field(default_factory=moments)


async def _take_part(browser: Visitor, path: str, author: int, party: _Party) -> None:
    told = party.told
    page = await asyncio.to_thread(browser.page_data, path)
    headers = {"Cookie": browser.cookie_header}
    url = browser.server.replace("http", "ws", 1) + "/socket"
    origin: Any = browser.server
    async with connect(
        url, additional_headers=headers, origin=origin, compression=None, max_size=None
    ) as connection:
        hand = _Hand(connection, page["room"])
        listening = asyncio.create_task(hand.listen())
        await hand.come_in(told.people[author].split()[0])
        if author == 0:
            await hand.say("message", {"type": "rename", "title": told.title})
        party.talk.people[author] = hand
        for index, drawn in enumerate(told.strokes):
            if drawn.author == author:
                await _draw_in_turn(hand, drawn, index, party)
        await party.turns.wait_for(len(told.strokes))
        await party.talk.go_on(math.inf)
        listening.cancel()


async def _draw_in_turn(hand: _Hand, drawn: Drawn, index: int, party: _Party) -> None:
    await hand.draw(drawn.stroke, party.speed, lambda: party.turns.wait_for(index))
    await party.talk.go_on(party.moments[index])
    await party.turns.done()
    await asyncio.sleep(PAUSE / party.speed)
