"""What one process knows: who is on a channel, and what leaves for all of them at the next tick.

A broadcast goes into the channel's batch; at the tick the batch is encoded once and offered to
every socket, and goes to the other processes in one message with those of all other channels.
Nothing here waits for anybody.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from itertools import count
from typing import Any, Protocol

from . import closing, conf, frames
from .batch import Frame, Kind, binary_frame, encode_runs, text_frame
from .channel import Channel, Member
from .counters import Counters
from .link import Delivery, Link
from .pacing import Pacer
from .presence import LEASE_ROUNDS, Diff, Entry
from .throttle import Limit, Limits

Letter = dict[str, Any]  # what processes tell each other beside batches: kind, channel, and more

RENEWED_EVERY = 3600.0  # seconds; layers forget group members after a day
SLICES = 32  # of a round: all at once, the questions would hold everybody up
RECHECKS = 6  # rounds of tending in which every socket is asked again: one minute
SIGNALS_WAITING = 256 * 1024  # bytes in a batch beyond which signals are dropped


class Connection(Protocol):
    """What the hub needs of a live connection beside its memberships."""

    addresses: frozenset[str]  # what it is closed by, see sessions.py

    def push(self, frame: Frame) -> None: ...
    def recheck(self, channel: str) -> None: ...
    def reidentify(self) -> None: ...
    def stop(self, code: int) -> None: ...


class Hub:
    """One per process; made in a running event loop, and belonging to it."""

    def __init__(self, settings: conf.Conf | None = None) -> None:
        self.conf = settings or conf.load()
        self.loop = asyncio.get_running_loop()
        self.id = secrets.token_hex(8)
        self.counters = Counters()
        self.limits = Limits(
            Limit(self.conf.messages_per_second, self.conf.message_burst),
            Limit(self.conf.bytes_per_second, self.conf.byte_burst),
        )
        self.connections: dict[str, Connection] = {}
        self.channels: dict[str, Channel] = {}
        self.link = Link(self.conf.layer, self._hear, self._collect)
        self.everybody = Channel(None, 0)
        self._handles = 0
        self._dirty: list[Channel] = []
        self._leaving: list[Channel] = []  # their batches for the other processes are complete
        self._elsewhere: dict[str, Channel] = {}  # those among them nobody of this process is on
        self._letters: list[Letter] = []  # what else they are to know
        self._timer: asyncio.Handle | None = None
        self._pacer = Pacer(self.conf.fastest_tick_seconds, self.conf.slowest_tick_seconds)
        self._tending: asyncio.Task[None] | None = None
        self.empty = asyncio.Event()  # no connection is left
        self.empty.set()

    # -- who is here -------------------------------------------------------

    def enter(self, member: Member, connection: Connection) -> None:
        """A connection begins: it hears what is for everybody."""
        self.connections[member.session_id] = connection
        self.empty.clear()
        self.everybody.members.add(member)
        self.link.join()
        if self._tending is None:
            self._tending = asyncio.create_task(self._tend())

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
            self._write(channel.name, {"kind": "ask"})

    def leave(self, member: Member) -> None:
        channel = member.channel
        channel.members.discard(member)
        self.untrack(member)
        if not channel.members and channel.name in self.channels:
            self._flush(channel, self.loop.time())
            self.link.wake()
            del self.channels[channel.name]

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
        channel = self.everybody if name is None else self.channels.get(name)
        if channel is None and not self.link.shared:
            return
        if channel is None:  # nobody of this process is on it, but of another one may be
            channel = self._elsewhere.setdefault(str(name), Channel(name, 0))
        if droppable and max(channel.batch.size, channel.outbound.size) > SIGNALS_WAITING:
            return
        kind, record = encoded
        if channel.members:
            channel.batch.add(kind, record, sender, droppable)
        if self.link.shared:
            channel.outbound.add(kind, record, sender, droppable)
        self._mark(channel)

    def relay(self, member: Member, payload: bytes) -> None:
        """A binary signal of a member to the others: most of what a hub ever does."""
        channel = member.channel
        batch = channel.batch
        self.counters.messages += 1
        if batch.size > SIGNALS_WAITING or channel.outbound.size > SIGNALS_WAITING:
            return
        record = frames.binary_record(member.sender, payload)
        batch.add("bytes", record, member.number, True)
        if self.link.shared:
            channel.outbound.add("bytes", record, member.number, True)
        if not channel.dirty:
            self._mark(channel)

    def send(self, session_id: str, frame: Frame) -> None:
        """A frame to one connection, wherever it is."""
        connection = self.connections.get(session_id)
        if connection is not None:
            connection.push(frame)
        else:
            self._write(None, send_content(session_id, frame))

    def recheck(self, name: str) -> None:
        """Ask the on_subscribe handlers again, in every process."""
        self._recheck(name)
        self._write(name, {"kind": "recheck"})

    def close_address(self, address: str) -> None:
        """Close the sockets of a session or user, in every process."""
        self._close_address(address)
        self._write(None, {"kind": "close", "address": address})

    def flush(self) -> None:
        """Let everything leave now."""
        if self._timer is not None:
            self._timer.cancel()
        self._tick()

    def _mark(self, channel: Channel) -> None:
        if not channel.dirty:
            channel.dirty = True
            self._dirty.append(channel)
        if self._timer is None:
            now = self.loop.time()
            due = self._pacer.due(now)
            if due <= now:
                self._timer = self.loop.call_soon(self._tick)
            else:
                self._timer = self.loop.call_at(due, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self.loop.time()
        self._pacer.left(now)
        if self._pacer.wants_measure(now):
            self._pacer.measure(time.process_time(), now)
        dirty, self._dirty = self._dirty, []
        for channel in dirty:
            self._flush(channel, now)
        if self._leaving:
            self.link.wake()

    def _flush(self, channel: Channel, now: float) -> None:
        channel.dirty = False
        if channel.outbound and not channel.leaving:
            channel.leaving = True
            self._leaving.append(channel)
        if channel.batch:
            for frame in encode_runs(channel.batch.take(), channel.name, channel.handle):
                members = tuple(channel.members)
                self.counters.batches += 1
                self.counters.deliveries += len(members)
                for member in members:
                    member.offer(frame, now)

    # -- presence ----------------------------------------------------------

    def here(self, name: str) -> list[Entry]:
        channel = self.channels.get(name)
        return list(channel.roster) if channel else []

    def track(self, member: Member, meta: frames.Json) -> None:
        channel = member.channel
        entry = Entry(member.session_id, member.number, meta)
        diff = channel.roster.add(self.id, entry, self.loop.time())
        self._tell(channel, diff)
        self._gossip(channel, diff)

    def untrack(self, member: Member) -> None:
        diff = member.channel.roster.remove(self.id, member.session_id)
        self._tell(member.channel, diff)
        self._gossip(member.channel, diff)

    def tend(self, now: float) -> None:
        """Announce our own again, and forget what silent processes announced."""
        lease = LEASE_ROUNDS * self.conf.presence_seconds
        for channel in list(self.channels.values()):
            self._tell(channel, channel.roster.expire(now, self.id, lease))
            if channel.roster.of(self.id):
                self._announce(channel)

    def recheck_some(self, number: int, parts: int = RECHECKS) -> None:
        """Ask a part of the sockets again: the word that something changed may have been lost."""
        for session_id, connection in list(self.connections.items()):
            if hash(session_id) % parts == number % parts:
                connection.reidentify()
        for channel in list(self.channels.values()):
            for member in tuple(channel.members):
                if member.number % parts == number % parts:
                    self._recheck_member(member, str(channel.name))

    async def _tend(self) -> None:
        renewed_at = self.loop.time()
        for number in count(1):
            await asyncio.sleep(self.conf.presence_seconds / SLICES)
            self.recheck_some(number, RECHECKS * SLICES)
            if number % SLICES:
                continue
            self.tend(self.loop.time())
            if self.loop.time() - renewed_at > RENEWED_EVERY:
                renewed_at = self.loop.time()
                self.link.renew()

    def _tell(self, channel: Channel, diff: Diff) -> None:
        """Let the sockets of this process know."""
        if diff and channel.members:
            channel.batch.add("presence", frames.dumps(diff.as_json()), frames.EVERYONE, False)
            self._mark(channel)

    def _gossip(self, channel: Channel, diff: Diff) -> None:
        if diff:
            self._write(channel.name, {"kind": "presence", **diff.as_json()})

    def _announce(self, channel: Channel) -> None:
        own = [entry.as_json() for entry in channel.roster.of(self.id)]
        self._write(channel.name, {"kind": "lease", "entries": own})

    # -- the other processes -----------------------------------------------

    def _write(self, name: str | None, content: dict[str, Any]) -> None:
        """Let the other processes know something, soon; in order."""
        if self.link.shared:
            self._letters.append({"channel": name, **content})
            self.link.wake()

    def _collect(self) -> Delivery | None:
        """All that the other processes are to hear, in one message; None if that is nothing."""
        leaving, self._leaving = self._leaving, []
        letters, self._letters = self._letters, []
        self._elsewhere.clear()
        if not leaving and not letters:
            return None
        batches = []
        for channel in leaving:
            channel.leaving = False
            batches.append([channel.name, channel.outbound.pack()])
        return envelope(self.id, letters, batches)

    def _hear(self, delivery: Delivery) -> None:
        """What another process published: mostly about channels that nobody here is on."""
        if delivery["from"] == self.id:
            return
        for letter in delivery["letters"]:
            if channel := self._known(letter["channel"]):
                self._hear_letter(channel, delivery["from"], letter)
        for name, runs in delivery["batches"]:
            if channel := self._known(name):
                channel.batch.extend(runs)
                self._mark(channel)

    def _known(self, name: str | None) -> Channel | None:
        return self.everybody if name is None else self.channels.get(name)

    def _hear_letter(self, channel: Channel, process: str, letter: Letter) -> None:
        match letter["kind"]:
            case "send":
                self._hear_send(letter)
            case "recheck":
                self._recheck(str(channel.name))
            case "close":
                self._close_address(letter["address"])
            case _:
                self._hear_presence(channel, process, letter)

    def _hear_send(self, letter: Letter) -> None:
        if connection := self.connections.get(letter["session"]):
            connection.push(Frame(letter["event"], letter["size"]))

    def _hear_presence(self, channel: Channel, process: str, letter: Letter) -> None:
        roster, now = channel.roster, self.loop.time()
        match letter["kind"]:
            case "ask":
                self._announce(channel)
            case "lease":
                entries = map(Entry.from_json, letter["entries"])
                self._tell(channel, roster.replace(process, entries, now))
            case "presence":
                for data in letter["joined"]:
                    self._tell(channel, roster.add(process, Entry.from_json(data), now))
                for data in letter["left"]:
                    self._tell(channel, roster.remove(process, data["session"]))

    def _recheck(self, name: str) -> None:
        channel = self.channels.get(name)
        for member in tuple(channel.members) if channel else ():
            self._recheck_member(member, name)

    def _recheck_member(self, member: Member, name: str) -> None:
        if connection := self.connections.get(member.session_id):
            connection.recheck(name)

    def _close_address(self, address: str) -> None:
        for connection in list(self.connections.values()):
            if address in connection.addresses:
                connection.stop(closing.WHO_CHANGED)

    async def close(self) -> None:
        """Let go of the loop; for tests, and for a process that ends."""
        if self._timer is not None:
            self._timer.cancel()
        if self._tending is not None:
            self._tending.cancel()
        await self.link.close()


def encode_record(sender: int, message: frames.Message) -> tuple[Kind, str | bytes]:
    if isinstance(message, bytes | bytearray | memoryview):
        return "bytes", frames.binary_record(frames.sender_bytes(sender), bytes(message))
    return "text", frames.text_record(sender, message)


def envelope(process: str, letters: list[Letter], batches: list[list[Any]]) -> Delivery:
    """What travels through the channel layer: each batch is a channel's name and packed runs."""
    return {"type": "sockets", "from": process, "letters": letters, "batches": batches}


def send_content(session_id: str, frame: Frame) -> dict[str, Any]:
    """What travels through the layer to find one connection."""
    return {"kind": "send", "session": session_id, "event": frame.event, "size": frame.size}


def direct_frame(name: str | None, handle: int, message: frames.Message) -> Frame:
    """A message to one socket alone."""
    if isinstance(message, bytes | bytearray | memoryview):
        sender = frames.sender_bytes(frames.YOU_ALONE)
        record = frames.binary_record(sender, bytes(message))
        return binary_frame(frames.binary_batch(handle, [record]))
    return text_frame(frames.encode_text("message", name, message))


_current: Hub | None = None


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
