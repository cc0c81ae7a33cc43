"""What one process knows: who is connected, who is on which channel, and what is said there.

A broadcast goes into the channel's batch, which is encoded once and offered to every socket when it
is due (departures.py), and to the other processes with those of all other channels (post.py).
Nothing here waits for anybody.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

from . import closing, conf, frames
from .batch import Frame, Kind, encode_record
from .channel import Channel, Member
from .counters import Counters
from .departures import Departures
from .gossip import Gossip
from .link import Delivery, Link
from .pacing import WAITING_FOR_OTHERS, Pacer
from .post import Letter, Post, frame_of, rows_of, send_content
from .presence import LEASE_ROUNDS, Entry
from .rounds import Connection, Rounds
from .throttle import Limit, Limits

SIGNALS_WAITING = 256 * 1024  # bytes in a batch beyond which signals are dropped


class Hub:
    """One per process; made in a running event loop, and belonging to it."""

    def __init__(self, settings: conf.Conf | None = None) -> None:
        self.conf = settings or conf.load()
        self.loop = asyncio.get_running_loop()
        self.now = self.loop.time  # one for all sockets, so in the cache
        self.id = secrets.token_hex(8)
        self.counters = Counters()
        self.limits = Limits(
            Limit(self.conf.messages_per_second, self.conf.message_burst),
            Limit(self.conf.bytes_per_second, self.conf.byte_burst),
        )
        self.connections: dict[str, Connection] = {}
        self.channels: dict[str, Channel] = {}
        self.everybody = Channel(None, 0)
        self.empty = asyncio.Event()  # no connection is left
        self.empty.set()
        self._handles = 0
        pacer = Pacer(self.conf.fastest_tick_seconds, self.conf.slowest_tick_seconds)
        lease = LEASE_ROUNDS * self.conf.presence_seconds
        self.link = Link(self.conf.layer, self._hear, self._collect)
        patience = WAITING_FOR_OTHERS if self.link.shared else 1.0
        self._shared = self.link.shared
        self._departures = Departures(self.loop, pacer, self.counters, patience)
        self._post = Post(self.id, self.loop, self.link, pacer)
        self._outbound = self._post.outbound
        self.gossip = Gossip(self.id, self.loop, self._departures, self._post, lease)
        self.rounds = Rounds(
            self.connections, self.channels, self.gossip, self.link, self.conf.presence_seconds
        )

    # -- who is here -------------------------------------------------------

    def enter(self, member: Member, connection: Connection) -> None:
        """A connection begins: it hears what is for everybody."""
        self.connections[member.session_id] = connection
        self.empty.clear()
        self.everybody.members.add(member)
        self.link.join()
        self.rounds.begin()

    def exit(self, member: Member) -> None:
        self.connections.pop(member.session_id, None)
        self.everybody.members.discard(member)
        self.counters.dropped += member.outlet.dropped
        if not self.connections:
            self.empty.set()

    def channel(self, name: str) -> Channel:
        """The channel of that name, made if no socket of this process is on it."""
        channel = self.channels.get(name)
        if channel is None:
            self._handles += 1
            channel = self.channels[name] = Channel(name, self._handles)
        return channel

    async def join(self, member: Member) -> None:
        """From here on the member misses nothing; what arrives is held until it is accepted."""
        channel = member.channel
        first = not channel.members
        channel.members.add(member)
        await self.link.joined()
        if first:
            self._post.write(channel.name, {"kind": "ask"})

    def leave(self, member: Member) -> None:
        channel = member.channel
        channel.members.discard(member)
        self.gossip.untrack(member)
        if not channel.members and self.channels.get(str(channel.name)) is channel:
            del self.channels[str(channel.name)]

    def here(self, name: str) -> list[Entry]:
        channel = self.channels.get(name)
        return list(channel.roster) if channel else []

    # -- broadcasts --------------------------------------------------------

    def broadcast(
        self,
        name: str | None,
        message: frames.Message,
        sender: int = frames.EVERYONE,
        droppable: bool = False,
    ) -> None:
        """Put a message into the channel's batch; None is everybody, whatever they are on."""
        self.add(name, encode_record(sender, message), sender, droppable)

    def add(
        self,
        name: str | None,
        encoded: tuple[Kind, str | bytes],
        sender: int = frames.EVERYONE,
        droppable: bool = False,
    ) -> None:
        """A broadcast of what has been encoded already."""
        kind, record = encoded
        channel = self._known(name)
        if channel is not None and channel.members:
            if droppable and channel.batch.size > SIGNALS_WAITING:
                return
            channel.batch.add(kind, record, sender, droppable)
            self._departures.add(channel)
        if self.link.shared:
            self._outbound.add(name, kind, record, droppable)

    def relay(self, member: Member, payload: bytes) -> None:
        """A binary signal of a member to the others: most of what a hub ever does."""
        channel = member.channel
        batch = channel.batch
        self.counters.messages += 1
        if batch.size > SIGNALS_WAITING:
            return
        record = frames.binary_record(member.sender, payload)
        if self._shared:
            self._outbound.add_signal(channel.name, record)
        batch.add_signal(record, member.number)
        if channel.step is None:
            self._departures.add(channel)

    def send(self, session_id: str, frame: Frame) -> None:
        """A frame to one connection, wherever it is."""
        connection = self.connections.get(session_id)
        if connection is not None:
            connection.push(frame)
        else:
            self._post.write(None, send_content(session_id, frame))

    def flush(self) -> None:
        """Let everything leave now."""
        self._departures.all_leave()
        self._post.all_leave()

    # -- who may stay ------------------------------------------------------

    def recheck(self, name: str) -> None:
        """Ask the on_subscribe handlers again, in every process."""
        self._recheck(name)
        self._post.write(name, {"kind": "recheck"})

    def close_address(self, address: str) -> None:
        """Close the sockets of a session or user, in every process."""
        self._close_address(address)
        self._post.write(None, {"kind": "close", "address": address})

    def _recheck(self, name: str) -> None:
        channel = self.channels.get(name)
        for member in tuple(channel.members) if channel else ():
            if connection := self.connections.get(member.session_id):
                connection.recheck(name)

    def _close_address(self, address: str) -> None:
        for connection in list(self.connections.values()):
            if address in connection.addresses:
                connection.stop(closing.WHO_CHANGED)

    # -- the other processes -----------------------------------------------

    def _collect(self) -> Delivery | None:
        return self._post.collect()

    def _hear(self, delivery: Delivery) -> None:
        """What another process published: mostly about channels that nobody here is on.

        None of the senders is here, so there is nobody to be spared words of their own.
        """
        if delivery["from"] == self.id:
            return
        for letter in delivery["letters"]:
            if channel := self._known(letter["channel"]):
                self._hear_letter(channel, delivery["from"], letter)
        now = self.loop.time()
        for name, kind, whole, droppable in rows_of(delivery):
            if channel := self._known(name):
                channel.batch.add(kind, whole, frames.EVERYONE, droppable)
                self._departures.add_waited(channel, now)

    def _known(self, name: str | None) -> Channel | None:
        return self.everybody if name is None else self.channels.get(name)

    def _hear_letter(self, channel: Channel, process: str, letter: Letter) -> None:
        match letter["kind"]:
            case "send":
                if connection := self.connections.get(letter["session"]):
                    connection.push(frame_of(letter))
            case "recheck":
                self._recheck(str(channel.name))
            case "close":
                self._close_address(letter["address"])
            case _:
                self.gossip.hear(channel, process, letter)

    async def close(self) -> None:
        """Let go of the loop; for tests, and for a process that ends."""
        self._departures.close()
        self._post.close()
        self.rounds.close()
        await self.link.close()


_current: Hub | None = None
_hears = False  # whether connections can come to this process


def expect_sockets() -> None:
    """This process serves them, even if none has come yet."""
    global _hears
    _hears = True


def hears_sockets() -> bool:
    return _hears


def current_hub() -> Hub:
    """The hub of this process, made by the first connection."""
    global _current
    if _current is None or _current.loop is not asyncio.get_running_loop():
        _current = Hub()
    return _current


def hub_of_process() -> Hub | None:
    """The hub, if there is one and its loop runs."""
    return _current if _current is not None and _current.loop.is_running() else None


def on_loop(hub: Hub, act: Callable[..., None], *arguments: Any) -> None:
    """Call into the hub from whatever thread we are on."""
    try:
        here = asyncio.get_running_loop() is hub.loop
    except RuntimeError:
        here = False
    if here:
        act(*arguments)
    else:
        hub.loop.call_soon_threadsafe(act, *arguments)
