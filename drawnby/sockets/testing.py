"""A client without a network, for tests of handlers.

    async with connect(user=user) as client:
        await client.subscribe("chat-lobby")
        await client.send("chat-lobby", {"text": "hello"})
        assert (await client.receive()).data == {...}

It does what a page does: reports what it received, and skips its own broadcasts. In Django's
TestCase, handlers work in the test's transaction.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections

from . import database, events, frames
from .consumer import SocketConsumer
from .exceptions import Later, Refused
from .frames import Json, Message
from .hub import Hub, current_hub
from .request import Hook

SECONDS = 5.0  # to wait for what should come at once


class Closed(Exception):
    """The server closed the socket."""

    def __init__(self, code: int) -> None:
        super().__init__(f"closed with {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a page's handler would get it: sender 0 is everybody, -1 to you alone."""

    channel: str | None
    data: Any  # a Message; tests look into it
    sender: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A text frame that is no message: connected, subscribed, refused, presence, beat, error."""

    kind: str
    channel: str | None
    data: Any

    def matches(self, kinds: tuple[str, ...], channel: str | None) -> bool:
        return self.kind in kinds and channel in (None, self.channel)


class TestSocket:
    """One connection, driven by hand. Made by `connect()`."""

    __test__ = False  # not a test class, whatever pytest thinks of the name

    def __init__(self, consumer: SocketConsumer, scope: dict[str, Any], capacity: int) -> None:
        self.session = ""
        self.number = 0
        self.received = 0  # bytes, reported to the server
        self.handles: dict[str, int] = {}
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.arriving: asyncio.Queue[dict[str, Any]] = asyncio.Queue(capacity)
        self.closed: int | None = None
        self._asked = 0
        self._pending: list[Frame | Received] = []
        self.hub = consumer.hub
        self._consumer = consumer
        self._scope = scope
        self.task: asyncio.Task[None] | None = None

    # -- talking ---------------------------------------------------------------

    async def subscribe(self, channel: str) -> Frame:
        """Subscribe and wait for the answer: the `presence` snapshot, or Refused."""
        await self.send_frame("subscribe", channel, None)
        answer = await self.frame("subscribed", "refused", "error", channel=channel)
        if answer.kind != "subscribed":
            raise Refused(answer.data.pop("reason"), **answer.data)
        return await self.frame("presence", channel=channel)

    async def unsubscribe(self, channel: str) -> Frame:
        await self.send_frame("unsubscribe", channel, None)
        return await self.frame("unsubscribed", channel=channel)

    async def send(self, channel: str | None, message: Message) -> None:
        """A message to a channel, or to none."""
        if isinstance(message, bytes):
            handle = self.handles[channel] if channel else 0
            await self.send_event(bytes=frames.encode_varint(handle) + message)
        else:
            await self.send_frame("message", channel, message)

    async def ask(self, channel: str | None, message: Message) -> Any:
        """A message that is answered: what the handler returned, or Refused."""
        self._asked += 1
        id = self._asked
        await self.send_frame("ask", channel, [id, message])
        others: list[Frame] = []
        while (answer := await self.frame("answer", "refused")).data.get("ask") != id:
            others.append(answer)
        self._pending[:0] = others
        if answer.kind == "answer":
            return answer.data["data"]
        del answer.data["ask"]
        raise Refused(answer.data.pop("reason"), **answer.data)

    async def append(self, channel: str, body: Json, id: UUID | None = None) -> Any:
        """As a page's NumberedChannel does: the entry, once it is kept; or Refused, also Later."""
        name = (id or uuid4()).hex
        earlier = list(self._pending)
        await self.send(channel, {"log": "append", "id": name, "body": body})

        def is_answer(item: Frame | Received) -> bool:
            match item.data:
                case {"log": "appended", "entry": {"id": answered}}:
                    return bool(answered == name)
                case {"log": "refused", "id": answered}:
                    return bool(answered == name)
            if not isinstance(item, Frame) or any(item is each for each in earlier):
                return False
            return item.matches(("refused",), channel) and "ask" not in item.data

        answer = await self._take(is_answer)
        if "entry" in answer.data:
            return answer.data["entry"]
        raise (Refused if answer.data.get("final", True) else Later)(answer.data["reason"])

    async def send_frame(self, kind: str, channel: str | None, data: Any) -> None:
        await self.send_event(text=json.dumps([kind, channel, data]))

    async def send_event(self, **event: Any) -> None:
        """Anything at all: `text=` or `bytes=`, as wrong as you like."""
        await self.sent.put({"type": "websocket.receive", **event})

    # -- listening -------------------------------------------------------------

    async def receive(self, seconds: float = SECONDS) -> Received:
        """The next message, in order; frames of other kinds are kept for `frame()`."""
        item = await self._take(lambda item: isinstance(item, Received), seconds)
        assert isinstance(item, Received)  # noqa: S101 (it was asked for)
        return item

    async def frame(self, *kinds: str, channel: str | None = None) -> Frame:
        """The next frame of one of these kinds, about that channel if one is named."""
        item = await self._take(
            lambda item: isinstance(item, Frame) and item.matches(kinds, channel)
        )
        assert isinstance(item, Frame)  # noqa: S101 (it was asked for)
        return item

    async def _take(
        self, wanted: Callable[[Frame | Received], bool], seconds: float = SECONDS
    ) -> Frame | Received:
        while True:
            for item in self._pending:
                if wanted(item):
                    self._pending.remove(item)
                    return item
            await self._arrive(seconds)

    async def settle(self) -> list[Frame | Received]:
        """Let everything that is under way arrive, and hand out all that was not taken yet.

        An empty list proves that nothing came.
        """
        for _ in range(2):  # what handlers caused by the first round is flushed by the second
            await self.send_frame("beat", None, self.received)
            await self.frame("beat")
            self.hub.flush()
        while not self.arriving.empty():
            await self._arrive(SECONDS)
        pending, self._pending = self._pending, []
        return pending

    async def wait_closed(self) -> int:
        """Read until the server closes; the code."""
        try:
            while True:
                await self._arrive(SECONDS)
        except Closed as closed:
            return closed.code

    async def report(self) -> None:
        """Tell the server what has been received, as a page does."""
        await self.send_frame("beat", None, self.received)

    async def _arrive(self, seconds: float) -> None:
        if self.closed is not None:
            raise Closed(self.closed)
        event = await self._event(seconds)
        match event:
            case {"type": "websocket.close"}:
                self.closed = event.get("code", 1000)
                raise Closed(self.closed)
            case {"type": "websocket.send", "bytes": bytes(data)}:
                self.received += len(data)
                self._pending += self._binary(data)
            case {"type": "websocket.send", "text": str(text)}:
                self.received += len(text)
                self._pending += self._text(*json.loads(text))

    async def _event(self, seconds: float) -> dict[str, Any]:
        """The next event, or the error that ended the consumer."""
        getting = asyncio.ensure_future(self.arriving.get())
        waiting = {getting, self.task} if self.task else {getting}
        done, _ = await asyncio.wait(waiting, timeout=seconds, return_when="FIRST_COMPLETED")
        if getting in done:
            return getting.result()
        if self.task in done and not self.arriving.empty():
            return await getting
        getting.cancel()
        if self.task in done:
            self.task.result()
            return {"type": "websocket.close", "code": 1006}
        raise TimeoutError(f"nothing came for {seconds} seconds")

    def _text(self, kind: str, channel: str | None, data: Any) -> Iterator[Frame | Received]:
        match kind:
            case "batch":
                for sender, message in data:
                    if sender != self.number:
                        yield Received(channel, message, sender)
            case "message":
                yield Received(channel, data, -1)
            case "connected":
                self.session, self.number = data["session"], data["number"]
                yield Frame(kind, channel, data)
            case "subscribed":
                self.handles[str(channel)] = data["handle"]
                yield Frame(kind, channel, data)
            case _:
                yield Frame(kind, channel, data)

    def _binary(self, data: bytes) -> Iterator[Received]:
        handle, records = frames.decode_binary_batch(data)
        names = {number: name for name, number in self.handles.items()}
        for sender, payload in records:
            if sender != self.number:
                alone = sender == frames.YOU_ALONE
                yield Received(names.get(handle), payload, -1 if alone else sender)

    # -- the connection ----------------------------------------------------------

    async def open(self) -> None:
        await self.sent.put({"type": "websocket.connect"})
        application = self._consumer(self._scope, self.sent.get, self.arriving.put)
        self.task = asyncio.create_task(application)
        accepted = await self._event(SECONDS)
        if accepted["type"] != "websocket.accept":
            raise AssertionError(f"not accepted: {accepted}")
        await self.frame("connected")

    async def close(self, code: int = 1001) -> None:
        """Leave, and wait until the last handler has run."""
        if self.task is not None:
            await self.sent.put({"type": "websocket.disconnect", "code": code})
            async with asyncio.timeout(SECONDS * 2):
                while not self.task.done():
                    await asyncio.wait({self.task}, timeout=0.01)
                    while not self.arriving.empty():
                        self.arriving.get_nowait()
            self.task.result()


@asynccontextmanager
async def connect(
    *,
    user: Any = None,
    session: Any = None,
    hooks: Iterable[Hook] = (),
    hub: Hub | None = None,
    **options: Any,
) -> AsyncIterator[TestSocket]:
    """A connected TestSocket; it leaves at the end of the block.

    Options: headers and cookies (mappings), query (a string), path, capacity (frames the client
    takes before the server has to wait; 0 is no limit).
    """
    own_hub = hub or current_hub()
    consumer = SocketConsumer(own_hub, hooks)
    scope = make_scope(options)
    if user is not None:
        scope["user"] = user
    if session is not None:
        scope["session"] = session
    client = TestSocket(consumer, scope, options.get("capacity", 0))
    async with tests_transaction():
        try:
            await client.open()
            yield client
        finally:
            await client.close()
            if hub is None and not own_hub.connections:
                await own_hub.close()


@asynccontextmanager
async def tests_transaction() -> AsyncIterator[None]:
    """Let handlers work in the transaction of a TestCase, which one thread alone is in."""
    inside = await sync_to_async(in_a_transaction)()
    database.in_a_tests_transaction += inside  # counted: clients go in any order
    try:
        yield
    finally:
        database.in_a_tests_transaction -= inside


def in_a_transaction() -> bool:
    return any(each.in_atomic_block for each in connections.all(initialized_only=True))


def make_scope(options: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"host": "testserver", **options.get("headers", {})}
    if cookies := options.get("cookies"):
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {
        "type": "websocket",
        "path": options.get("path", "/socket"),
        "query_string": options.get("query", "").encode(),
        "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
        "subprotocols": [],
    }


@contextmanager
def only_these_handlers() -> Iterator[None]:
    """Begin without any handler; those registered inside the block are gone after it."""
    before = {event.name: event.handlers for event in events.ALL}
    relays, events.relay.registered = events.relay.registered, []
    for event in events.ALL:
        event.handlers = []
    try:
        yield
    finally:
        events.relay.registered = relays
        for event in events.ALL:
            event.handlers = before[event.name]


def session_cookie(key: str) -> dict[str, str]:
    """The cookie of an existing session, for `connect(cookies=...)`."""
    return {settings.SESSION_COOKIE_NAME: key}
