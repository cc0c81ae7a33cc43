"""What a handler holds: one connection, its channels, and the ways to speak.

A message is anything JSON can say, or bytes. Without `channel`, a method means the channel the
event is about (`socket.channel`).
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from . import closing, frames
from .batch import direct_frame
from .channel import Member
from .exceptions import EventError
from .frames import Json, Message
from .hub import Hub
from .outlet import Outlet
from .presence import Entry


class Socket:
    """Handlers of one socket run one after another, so these attributes are theirs meanwhile."""

    __slots__ = (
        "__weakref__",
        "by_handle",
        "channel",
        "connection",
        "drain",
        "enter",
        "hub",
        "leave",
        "memberships",
        "number",
        "outlet",
        "params",
        "session_id",
        "stop",
    )

    def __init__(self, hub: Hub, outlet: Outlet) -> None:
        self.session_id = secrets.token_urlsafe(16)
        self.number = secrets.randbelow(frames.YOU_ALONE - 1) + 1  # sender number in batches
        self.channel: str | None = None
        self.params: dict[str, str] = {}  # the named groups of the handler's pattern
        self.memberships: dict[str, Member] = {}
        self.by_handle: dict[int, Member] = {}  # the same
        self.hub = hub
        self.outlet = outlet
        self.connection = Member(hub.everybody, self.session_id, self.number, outlet)
        # Set by the connection this socket belongs to.
        self.drain: Callable[[], Awaitable[None]] = outlet.drained
        self.enter: Callable[[str], Awaitable[None]]
        self.leave: Callable[[str], Awaitable[None]]
        self.stop: Callable[[int], None] = outlet.close

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels it was accepted on."""
        return tuple(name for name, member in self.memberships.items() if member.accepted)

    async def send(self, message: Message, channel: str | None = None) -> None:
        """To this socket alone. Waits while its reader is behind.

        It is no error if the socket has gone, or is no longer on the channel: nothing is sent.
        """
        name = channel or self.channel
        if name is None:
            self.outlet.push(direct_frame(None, 0, message))
        elif member := self.memberships.get(name):
            member.push(direct_frame(name, member.channel.handle, message))
        await self.drain()

    async def broadcast(self, message: Message) -> None:
        """To every other socket there is, at most once."""
        self.hub.broadcast(None, message, self.number)

    async def broadcast_channel(self, message: Message, channel: str | None = None) -> None:
        """To the other sockets on the channel, at most once."""
        self.hub.broadcast(self._named(channel), message, self.number)

    async def send_and_broadcast(self, message: Message) -> None:
        """To every socket there is, this one included."""
        self.hub.broadcast(None, message)

    async def send_and_broadcast_channel(
        self, message: Message, channel: str | None = None
    ) -> None:
        """To every socket on the channel, this one included."""
        self.hub.broadcast(self._named(channel), message)

    def signal(self, message: Message, channel: str | None = None) -> None:
        """A broadcast_channel that is the first to be dropped under pressure; never waits."""
        self.hub.broadcast(self._named(channel), message, self.number, droppable=True)

    def let_relay(self, allowed: bool, channel: str | None = None) -> None:
        """Whether relays hear what this socket says on a channel it is on; at first they do."""
        self._member(channel).let_relay(allowed)

    async def track(self, meta: Json, channel: str | None = None) -> None:
        """Announce this socket's presence on a channel it is on; again, to change `meta`."""
        member = self._member(channel)
        frames.dumps(meta)  # refused here, where the mistake is
        if member.accepted:
            self.hub.gossip.track(member, meta)
        else:
            member.meta_held[:] = [meta]

    async def untrack(self, channel: str | None = None) -> None:
        member = self._member(channel)
        member.meta_held.clear()
        self.hub.gossip.untrack(member)

    def here(self, channel: str | None = None) -> list[Entry]:
        """Who is present on a channel, in whatever process."""
        return self.hub.here(self._named(channel))

    async def subscribe(self, channel: str) -> bool:
        """Put the socket on a channel as if its client had asked; whether it is on it now.

        The on_subscribe handlers decide as they do for everybody, and the client is told.
        """
        await self.enter(frames.check_name(channel))
        return channel in self.channels

    async def unsubscribe(self, channel: str | None = None) -> None:
        """Take the socket off a channel: on_unsubscribe fires, and the client is told."""
        await self.leave(self._named(channel))

    async def close(self, code: int = closing.BYE) -> None:
        """End the connection after all that was sent so far."""
        self.stop(code)

    def _named(self, channel: str | None) -> str:
        name = channel or self.channel
        if name is None:
            raise EventError("This event is about no channel: name one, as in channel='room-1'.")
        return name

    def _member(self, channel: str | None) -> Member:
        name = self._named(channel)
        member = self.memberships.get(name)
        if member is None:
            raise EventError(f"The socket is not on {name!r}: nothing is known of it there.")
        return member
