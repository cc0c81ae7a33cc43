"""The life of one connection as its handlers see it: which events fire, and what if they fail.

Handlers of one socket run one after another; those of different sockets at the same time.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

from . import closing, events
from .batch import Frame
from .channel import Member
from .context import Context
from .events import Event, Handler, Route, name_of
from .exceptions import EventError, FrameError, Refused
from .frames import Json, Message, encode_text
from .request import SocketRequest
from .socket import Socket
from .throttle import Allowance

logger = logging.getLogger(__name__)


class Dispatch:
    """Turns what happens on a connection into events. `stop(code)` ends the connection."""

    __slots__ = (
        "_bare",
        "_bare_allowance",
        "_counters",
        "context",
        "request",
        "socket",
        "stop",
        "turn",
    )

    def __init__(self, request: SocketRequest, socket: Socket, stop: Callable[[int], None]) -> None:
        self.request = request
        self.socket = socket
        self.context = Context()
        self.turn = asyncio.Lock()
        self.stop = stop
        socket.enter, socket.leave = self.invite, self.unsubscribe
        self._bare = events.on_message.routes(None)
        self._bare_allowance = allowance_for(self._bare)
        self._counters = socket.hub.counters

    async def connect(self) -> None:
        """on_connect; a refusal here ends the connection."""
        self._counters.connected += 1
        await self._guarded(self._connect(), None)

    async def subscribe(self, name: str) -> None:
        """Join, ask the handlers, and only then let anything through."""
        if name in self.socket.memberships:
            self._tell("subscribed", name, {"handle": self.socket.memberships[name].channel.handle})
            return
        routes = events.on_subscribe.routes(name)
        if not routes:
            self._refuse(name, "subscribe", Refused("no such channel"))
        elif len(self.socket.memberships) >= self.socket.hub.conf.channels:
            self._refuse(name, "subscribe", Refused("too many channels"))
        else:
            await self._guarded(self._subscribe(name, routes), name)

    async def invite(self, name: str) -> None:
        """Subscribe without being asked; the client learns what comes before it comes."""
        if name in self.socket.memberships:
            return
        if not events.on_subscribe.routes(name):
            raise EventError(f"No on_subscribe pattern matches {name!r}: there is no such channel.")
        self._tell("invited", name, None)
        await self.subscribe(name)

    async def message(self, name: str | None, message: Message) -> None:
        """on_message: of the channel's handlers, or of those without a pattern."""
        if name is None:
            if self._admits(None, self._bare_allowance):
                await self._guarded(self._message(None, self._bare, message), None)
            return
        member = self.socket.memberships.get(name)
        if member is None:
            self._refuse(name, "message", Refused("not subscribed"))
        else:
            await self.member_message(member, message)

    async def member_message(self, member: Member, message: Message) -> None:
        """The same; most of what a server ever does, so without a detour."""
        name = member.channel.name
        if not self._admits(name, member.allowance):
            return
        try:
            await self._run(member.routes, name, message)
        except Refused as refusal:
            self._refuse(name, "message", refusal)
        except Exception as error:
            await self.fail(error, name)

    async def ask(self, name: str | None, id: int, message: Message) -> None:
        """As message(), and the client is told what the first handler to return something returned.

        None, if none did: then the answer only says that they have run.
        """
        if name is not None and name not in self.socket.memberships:
            self._refuse(name, "message", Refused("not subscribed", ask=id))
            return
        member = self.socket.memberships[name] if name is not None else None
        if self._admits(name, member.allowance if member else self._bare_allowance, id):
            routes = member.routes if member else self._bare
            await self._guarded(self._ask(name, id, routes, message), name)

    async def unsubscribe(self, name: str) -> None:
        """Off the channel; called by the client's wish and by handlers."""
        if name in self.socket.memberships:
            await self._guarded(self._leave(name), name)
            self._tell("unsubscribed", name, None)

    async def recheck(self, name: str) -> None:
        """Ask the on_subscribe handlers again; who is refused now has to leave."""
        if name in self.socket.channels:
            await self._guarded(self._recheck(name), name)

    async def finish(self, client_left: bool) -> None:
        """The end, however it came: every handler gets its chance, whatever the others did."""
        names = self.socket.channels
        if client_left:
            await self._last_call(events.on_disconnect, names)
        for name in tuple(self.socket.memberships):
            await self._leave(name, guarded=True)
        await self._last_call(events.on_finish, names)

    async def fail(self, error: Exception, name: str | None = None) -> None:
        """on_error, of the channel it happened on too; then close: our fault, an id to quote."""
        incident = secrets.token_hex(4)
        self._counters.errors += 1
        logger.error("error in a handler, incident %s", incident, exc_info=error)
        await self._on_error(error, name)
        self._tell("error", None, {"reason": "our fault", "id": incident})
        self.stop(closing.OUR_FAULT)

    # -- each event --------------------------------------------------------

    async def _connect(self) -> None:
        try:
            await self._run(events.on_connect.routes(None), None)
        except Refused as refusal:
            self._refuse(None, "connect", refusal)
            self.stop(closing.NO_RIGHT)
        else:
            self.socket.connection.accept([])

    async def _subscribe(self, name: str, routes: tuple[Route, ...]) -> None:
        socket = self.socket
        channel = socket.hub.channel(name)
        name = str(channel.name)  # the very string of all who are on it
        member = Member(channel, socket.session_id, socket.number, socket.outlet)
        member.routes = events.on_message.routes(name)
        member.allowance = allowance_for(member.routes)
        socket.memberships[name] = socket.by_handle[channel.handle] = member
        await socket.hub.join(member)
        try:
            await self._run(routes, name, name)
        except Refused as refusal:
            self._drop(name)
            self._refuse(name, "subscribe", refusal)
        except BaseException:
            self._drop(name)
            raise
        else:
            self._accept(name, member)

    def _accept(self, name: str, member: Member) -> None:
        if self.socket.memberships.get(name) is not member:
            return  # a handler took it off again
        hub = self.socket.hub
        self._counters.subscribed += 1
        for meta in member.meta_held:
            hub.gossip.track(member, meta)  # type: ignore[arg-type]  # held as it was given to track()
        here = [entry.as_json() for entry in hub.here(name)]
        member.accept(
            [
                Frame(encode_text("subscribed", name, {"handle": member.channel.handle})),
                Frame(encode_text("presence", name, {"here": here})),
            ]
        )

    async def _message(self, name: str | None, routes: tuple[Route, ...], message: Message) -> None:
        try:
            await self._run(routes, name, message)
        except Refused as refusal:
            self._refuse(name, "message", refusal)

    async def _ask(
        self, name: str | None, id: int, routes: tuple[Route, ...], message: Message
    ) -> None:
        try:
            if not routes:
                raise Refused("nobody hears this")
            answer = await self._answer(name, id, routes, message)
        except Refused as refusal:
            refusal.detail["ask"] = id
            self._refuse(name, "message", refusal)
        else:
            self.push(Frame(answer or encode_answer(name, id, None)))

    async def _answer(
        self, name: str | None, id: int, routes: tuple[Route, ...], message: Message
    ) -> str | None:
        """What the first handler to return something returned, as it goes to the client."""
        answer = None
        for route in routes:
            returned = await self._run((route,), name, message)
            if answer is None and returned is not None:
                answer = answer_of(route.handler, name, id, returned)
        return answer

    async def _recheck(self, name: str) -> None:
        try:
            await self._run(events.on_subscribe.routes(name), name, name)
        except Refused as refusal:
            await self._leave(name)
            self._refuse(name, "subscribe", refusal)

    async def _leave(self, name: str, guarded: bool = False) -> None:
        """Once per channel: the membership goes first, then the handlers hear of it."""
        member = self.socket.memberships[name]
        self._drop(name)
        if not member.accepted:
            return
        routes = events.on_unsubscribe.routes(name)
        if guarded:
            await self._run_each(routes, name, name)
        else:
            await self._run(routes, name, name)

    def _drop(self, name: str) -> None:
        member = self.socket.memberships.pop(name, None)
        if member is not None:
            del self.socket.by_handle[member.channel.handle]
            member.let_relay(False)
            self.socket.hub.leave(member)

    async def _last_call(self, event: Event, names: tuple[str, ...]) -> None:
        for name in (None, *names):
            await self._run_each(event.routes(name), name)

    # -- running handlers --------------------------------------------------

    async def _run(self, routes: tuple[Route, ...], name: str | None, *extra: Any) -> Any:
        """Run handlers in order, with the event's channel and params on the socket meanwhile.

        Returns what the last of them returned.
        """
        returned = None
        socket = self.socket
        before = socket.channel, socket.params
        try:
            for route in routes:
                socket.channel, socket.params = name, route.params
                returned = await route.handler(self.request, socket, self.context, *extra)
        finally:
            socket.channel, socket.params = before
        return returned

    async def _run_each(self, routes: tuple[Route, ...], name: str | None, *extra: Any) -> None:
        """Run them all; one that fails does not stop the rest."""
        for route in routes:
            try:
                await self._run((route,), name, *extra)
            except Exception as error:
                logger.error("error in a handler of a socket that goes", exc_info=error)
                await self._on_error(error, name)

    async def _on_error(self, error: Exception, name: str | None) -> None:
        routes = events.on_error.routes(None) + (events.on_error.routes(name) if name else ())
        for route in routes:
            try:
                await self._run((route,), name, error)
            except Exception as another:
                logger.error("error in on_error", exc_info=another)

    async def _guarded(self, work: Coroutine[Any, Any, None], name: str | None) -> None:
        try:
            await work
        except Exception as error:
            await self.fail(error, name)

    def _admits(
        self, name: str | None, allowance: Allowance | None, ask: int | None = None
    ) -> bool:
        """Whether a message is within its handlers' limits; a question beyond them is told so."""
        self._counters.messages += 1
        if allowance is None or allowance.admits(now := self.socket.hub.loop.time()):
            return True
        self._counters.too_fast += 1
        if ask is not None:
            self._refuse(name, "message", Refused("too fast", ask=ask))
        elif allowance.should_warn(now):
            self._refuse(name, "message", Refused("too fast"))
        return False

    # -- answers -----------------------------------------------------------

    def _refuse(self, name: str | None, about: str, refusal: Refused) -> None:
        self._counters.refused += 1
        self._tell("refused", name, {**refusal.detail, "reason": refusal.reason, "about": about})

    def _tell(self, kind: str, name: str | None, data: Any) -> None:
        self.socket.outlet.push(Frame(encode_text(kind, name, data)))

    def push(self, frame: Frame) -> None:
        self.socket.outlet.push(frame)


def answer_of(handler: Handler, name: str | None, id: int, returned: Any) -> str:
    """Encode it, or say whose mistake it is, where the traceback is the layer's own."""
    try:
        return encode_answer(name, id, returned)
    except FrameError as error:
        raise EventError(f"{name_of(handler)} answered with what is {error}") from error


def encode_answer(name: str | None, id: int, data: Json) -> str:
    return encode_text("answer", name, {"ask": id, "data": data})


def allowance_for(routes: tuple[Route, ...]) -> Allowance | None:
    """What one socket may say to these handlers; None if none of them minds."""
    limits = [route.limit for route in routes if route.limit]
    return Allowance(limits) if limits else None
