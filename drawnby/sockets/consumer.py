"""ASGI ↔ frames ↔ events. Our own loop: Channels' dispatch hops to a thread before every message.

The loop reads one frame, runs its handlers and reads the next. While a handler waits for its slow
client, the loop reads on just enough to hear the client's reports.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from . import closing, frames, shortcut, shutdown
from .batch import Frame
from .channel import Member
from .dispatch import Dispatch
from .exceptions import FrameError
from .hub import Hub, current_hub, expect_sockets
from .journal import log_message
from .outlet import Outlet, Send
from .request import Hook, SocketRequest, activate_language, complete, configured_hooks
from .sessions import addresses_of
from .shortcut import Shortcut, shortcut_of
from .socket import Socket
from .throttle import Bucket, Limit, Throttle
from .window import Window

Receive = Callable[[], Awaitable[dict[str, Any]]]

logger = logging.getLogger(__name__)

OFFENCES = Limit(0.1, 5)  # malformed frames
BACKLOG = 256  # frames kept while a handler waits for its client
LAST_SECONDS = 5.0  # for what is still to be sent when a socket is closed


class SocketConsumer:
    """One connection. `hub` and `hooks` are given by tests; the process has its own."""

    def __init__(self, hub: Hub | None = None, hooks: Iterable[Hook] = ()) -> None:
        self.hub = hub or current_hub()
        self._extra_hooks = tuple(hooks)

    @classmethod
    def as_asgi(cls) -> Callable[..., Any]:
        """The ASGI application to route /socket to, of a type that `django.urls.path` takes."""

        async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
            shutdown.watch()
            await cls()(scope, receive, send)

        expect_sockets()
        return application

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            raise ValueError(f"This application speaks WebSocket, not {scope['type']}.")
        await receive()  # websocket.connect
        # Accepted in any case: a browser learns the code of a close only after that.
        await send({"type": "websocket.accept"})
        if shutdown.draining():
            await send({"type": "websocket.close", "code": closing.RESTARTING})
            return
        hooks = (*configured_hooks(), *self._extra_hooks)
        server = Server(receive, send, shortcut_of(scope))
        await Conversation(SocketRequest(scope), self.hub, server).hold(hooks)


@dataclass(frozen=True, slots=True)
class Server:
    """The server's side of one connection."""

    receive: Receive
    send: Send
    shortcut: Shortcut | None


class Conversation:
    """From the acceptance of a connection to its end."""

    __slots__ = (
        "_ahead",
        "_backlog",
        "_by_handle",
        "_client_left",
        "_conf",
        "_context",
        "_dispatch",
        "_ended",
        "_hub",
        "_listening",
        "_now",
        "_offences",
        "_outlet",
        "_reader",
        "_receive",
        "_rechecks",
        "_shortcut",
        "_socket",
        "_speaks_as",
        "_throttle",
        "_turn",
        "addresses",
        "request",
    )

    def __init__(self, request: SocketRequest, hub: Hub, server: Server) -> None:
        self._receive = server.receive
        self._shortcut = server.shortcut
        self._hub = hub
        self._conf = hub.conf
        self._now = hub.now
        window = Window(hub.conf.window_bytes, hub.conf.patience_seconds)
        seconds = hub.conf.send_seconds
        self._outlet = Outlet(server.send, window, seconds, self._lose, server.shortcut)
        self._socket = Socket(hub, self._outlet)
        self._socket.drain, self._socket.stop = self._drain, self.stop
        self._by_handle = self._socket.by_handle
        self._speaks_as: Member | None = None  # on the channel of its last message
        self._dispatch = Dispatch(request, self._socket, self.stop)
        self._turn = self._dispatch.turn
        self._context = self._dispatch.context
        self._throttle = Throttle(hub.limits)
        self._offences = Bucket(OFFENCES)
        self._backlog: deque[dict[str, Any]] = deque()
        self._reader: asyncio.Task[None] | None = None
        self._listening = False  # the reader waits for the client, so it may be stopped
        self._client_left = False
        self._ended = False  # nothing more is heard
        self.request = request
        self.addresses = addresses_of(request)
        self._rechecks: set[asyncio.Task[None]] = set()
        self._ahead: set[asyncio.Task[None]] = set()  # handlers of messages heard at once

    async def hold(self, hooks: Iterable[Hook]) -> None:
        """Converse until either side leaves, then run the last handlers."""
        self._hub.enter(self._socket.connection, self)
        try:
            self._reader = asyncio.create_task(self._converse(hooks))
            await asyncio.wait({self._reader})
        finally:
            await self._end()
        if not self._reader.cancelled() and (error := self._reader.exception()):
            raise error

    # -- what the hub and the outlet ask for --------------------------------

    def push(self, frame: Frame) -> None:
        self._outlet.push(frame)

    def stop(self, code: int) -> None:
        """End the conversation; a handler that runs may finish."""
        if not self._outlet.closed:
            self._hub.counters.closed[code] += 1
        self._outlet.close(code)
        self._ended = True
        if self._listening and self._reader is not None:
            self._listening = False
            self._reader.cancel()

    def _lose(self, code: int | None) -> None:
        """What the outlet found out: too slow, or gone.

        What somebody who has gone said before is still heard: their server tells when it is over.
        """
        if code is None:
            self._client_left = True
            self._hub.loop.call_later(LAST_SECONDS, self.stop, closing.BYE)
        else:
            self.stop(code)

    def recheck(self, channel: str) -> None:
        task = asyncio.create_task(self._recheck(channel))
        self._rechecks.add(task)
        task.add_done_callback(self._rechecks.discard)

    async def _recheck(self, channel: str) -> None:
        activate_language(self._dispatch.request)
        async with self._turn:
            if not self._outlet.closed:
                await self._dispatch.recheck(channel)

    # -- reading -------------------------------------------------------------

    async def _converse(self, hooks: Iterable[Hook]) -> None:
        activate_language(self._dispatch.request)  # for this task: no other connection notices
        async with self._turn:
            await self._open(hooks)
        if self._shortcut is not None and shortcut.CAN_START:
            self._shortcut.listen(self)
        while not self._ended:
            event = self._backlog.popleft() if self._backlog else await self._next()
            if event["type"] == "websocket.disconnect":
                self._client_left = self._client_left or not self._outlet.closed
                return
            await self._hear(event)

    async def _open(self, hooks: Iterable[Hook]) -> None:
        try:
            await complete(self._dispatch.request, hooks)
            self.addresses |= addresses_of(self._dispatch.request)
        except Exception as error:
            await self._dispatch.fail(error)
            return
        socket = self._socket
        welcome: dict[str, frames.Json] = {"session": socket.session_id, "number": socket.number}
        self._tell("connected", None, {**welcome, "version": frames.VERSION})
        await self._dispatch.connect()

    async def _next(self) -> dict[str, Any]:
        self._listening = True
        try:
            return await self._receive()
        finally:
            self._listening = False

    def hear_at_once(self, data: bytes) -> bool:
        """Hear a binary message without waking the reader; False if others are before it."""
        if not self._listening or self._turn.locked():
            return False
        if not self._admit(len(data)) or self._relays(data):
            return True
        assert self._reader is not None  # noqa: S101 (it is the one that listens)
        task = shortcut.start(self._hear_message(data), like=self._reader)
        if task is not None:
            self._keep(task)
        return True

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._ahead.add(task)
        task.add_done_callback(self._heard)

    def _relays(self, data: bytes) -> bool:
        """Whether handing the message on was all there was to do: of most messages there are."""
        try:
            handle, payload = frames.decode_binary(data)
        except FrameError:
            return False  # and _hear_message will say so
        member = self._speaks_as
        if member is None or member.channel.handle != handle or not member.relays:
            member = self._speaks_as = self._by_handle.get(handle)
            if member is None or not member.relays:
                return False
        name = member.channel.name
        try:
            for relay in member.relays:
                if relay(self._context, name, payload):
                    break
            else:
                return False
        except Exception as error:
            self._keep(asyncio.create_task(self._dispatch.fail(error, name)))
            return True
        self._hub.relay(member, payload)
        if self._conf.message_log_format is not None:
            self._log(name, payload)
        return True

    def _heard(self, task: asyncio.Task[None]) -> None:
        self._ahead.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("error in the events layer", exc_info=error)
            self.stop(closing.OUR_FAULT)

    async def _hear(self, event: dict[str, Any]) -> None:
        data: bytes | None = event.get("bytes")
        text: str = event.get("text") or "" if data is None else ""
        if not self._admit(len(text) if data is None else len(data)):
            return
        if data is not None:
            await self._hear_bytes(data)
            return
        try:
            await self._hear_text(text)
        except FrameError as error:
            self._offended(error)

    def _admit(self, size: int) -> bool:
        """Whether a frame is heard at all."""
        if size > self._conf.frame_bytes:
            self.stop(closing.TOO_BIG)
            return False
        if self._throttle.admit(size, self._now()):
            return True
        self._too_fast()
        return False

    def _too_fast(self) -> None:
        if not self._throttle.bears(self._now()):
            self.stop(closing.TOO_FAST)
        elif self._throttle.should_warn(self._now()):
            self._tell("error", None, {"reason": "too fast"})

    async def _hear_bytes(self, data: bytes) -> None:
        async with self._turn:  # behind what was heard at once and still waits
            relayed = self._relays(data)
        if not relayed:
            await self._hear_message(data)

    async def _hear_message(self, data: bytes) -> None:
        try:
            handle, payload = frames.decode_binary(data)
        except FrameError as error:
            self._offended(error)
            return
        if handle == 0:
            await self._message(None, payload)
            return
        async with self._turn:
            member = self._by_handle.get(handle)
            if member is None:  # it may just have been taken off
                self._tell("error", None, {"reason": "unknown handle"})
                return
            self._log(member.channel.name, payload)
            await self._dispatch.member_message(member, payload)

    async def _hear_text(self, text: str) -> None:
        frame = frames.decode_text(text)
        match frame:
            case frames.Beat(received):
                self._beat(received)
            case frames.Said(channel, data):
                await self._message(channel, data)
            case frames.Asked(channel, id, data):
                self._log(channel, data)
                async with self._turn:
                    await self._dispatch.ask(channel, id, data)
            case frames.Subscribe(channel):
                async with self._turn:
                    await self._dispatch.subscribe(channel)
            case frames.Unsubscribe(channel):
                async with self._turn:
                    await self._dispatch.unsubscribe(channel)

    async def _message(self, channel: str | None, message: frames.Message) -> None:
        self._log(channel, message)
        async with self._turn:
            await self._dispatch.message(channel, message)

    def _log(self, channel: str | None, message: frames.Message) -> None:
        if self._conf.message_log_format is not None:
            log_message(self._conf.message_log_format, self._socket.session_id, channel, message)

    def _beat(self, received: int) -> None:
        self._outlet.window.report(received, self._now())
        self._tell("beat", None, None)

    def _offended(self, error: FrameError) -> None:
        """Say what was wrong; who goes on is closed."""
        self._tell("error", None, {"reason": str(error)})
        if not self._offences.take(1, self._now()):
            self.stop(closing.BAD_MESSAGE)

    def _tell(self, kind: str, channel: str | None, data: frames.Json) -> None:
        self._outlet.push(Frame(frames.encode_text(kind, channel, data)))

    # -- a slow client -------------------------------------------------------

    async def _drain(self) -> None:
        """What `socket.send` waits for: room in the server's buffer, then in the window."""
        if self._outlet.blocked:
            await self._outlet.drained()
        while self._outlet.window.full and not self._outlet.closed:
            if asyncio.current_task() is not self._reader or len(self._backlog) >= BACKLOG:
                return
            await self._read_on()

    async def _read_on(self) -> None:
        """Hear reports while a handler waits; the rest is kept for after it."""
        try:
            async with asyncio.timeout(self._conf.patience_seconds):
                event = await self._receive()
        except TimeoutError:
            self.stop(closing.TOO_SLOW)
            return
        if not self._took_beat(event):
            self._backlog.append(event)
        if event["type"] == "websocket.disconnect":
            self._outlet.abandon()
            self._lose(None)

    def _took_beat(self, event: dict[str, Any]) -> bool:
        text = event.get("text")
        if not text or not text.startswith('["beat"'):
            return False
        if not self._admit(len(text)):
            return True
        try:
            frame = frames.decode_text(text)
            if isinstance(frame, frames.Beat):
                self._beat(frame.received)
        except FrameError as error:
            self._offended(error)
        return True

    # -- the end -------------------------------------------------------------

    async def _end(self) -> None:
        """Deliver nothing more, tell the handlers, and give the last frames a moment."""
        if self._client_left:
            self._outlet.abandon()
        self.stop(closing.BYE)
        self._hub.exit(self._socket.connection)
        async with self._turn:
            await self._dispatch.finish(self._client_left)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS):
                await self._outlet.drained()
        self._outlet.abandon()
