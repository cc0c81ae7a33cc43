"""A channel inside one process: the sockets on it, and what waits to be sent to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .batch import Batch, Frame
from .events import Relay, Route, relay
from .frames import sender_bytes
from .outlet import Outlet
from .presence import Roster
from .throttle import Allowance


class Channel:
    """`name` None is the channel of everybody, with handle 0."""

    __slots__ = (
        "batch",
        "handle",
        "left_at",
        "members",
        "name",
        "roster",
        "step",
    )

    def __init__(self, name: str | None, handle: int) -> None:
        self.name = name
        self.handle = handle
        self.members: set[Member] = set()
        self.batch = Batch()  # for the sockets of this process
        self.step: int | None = None  # in which its batch leaves, see departures.py
        self.left_at = float("-inf")  # the last time one did
        self.roster = Roster()


@dataclass(eq=False, slots=True)
class Member:
    """One socket on one channel. Until it is accepted, frames are held back for it."""

    channel: Channel
    session_id: str
    number: int
    outlet: Outlet
    accepted: bool = False
    held: list[Frame] = field(default_factory=list)
    held_size: int = 0
    meta_held: list[object] = field(default_factory=list)  # presence announced before acceptance
    routes: tuple[Route, ...] = ()  # its on_message handlers
    relays: tuple[Relay, ...] = ()  # none until it is accepted, or while a handler forbids it
    relayed: bool = True  # whether its handlers let relays hear it
    allowance: Allowance | None = None  # if its handlers have limits
    sender: bytes = field(init=False)  # how its binary records begin

    def __post_init__(self) -> None:
        self.sender = sender_bytes(self.number)

    def offer(self, frame: Frame, now: float) -> None:
        """A broadcast reaches the socket, or waits for its acceptance."""
        if self.accepted:
            self.outlet.offer(frame, now)
        elif self.held_size < self.outlet.window.limit:
            self.held.append(frame)
            self.held_size += frame.size

    def push(self, frame: Frame) -> None:
        """What is meant for this socket alone."""
        if self.accepted:
            self.outlet.push(frame)
        else:
            self.held.append(frame)
            self.held_size += frame.size

    def let_relay(self, allowed: bool) -> None:
        """Whether relays hear its messages at all, from now on."""
        self.relayed = allowed
        name = self.channel.name
        heard = self.accepted and allowed and name is not None
        self.relays = relay.matching(str(name)) if heard else ()

    def accept(self, welcome: list[Frame]) -> None:
        """From now on deliver: the welcome first, then what was held back."""
        self.accepted = True
        for frame in [*welcome, *self.held]:
            self.outlet.push(frame)
        self.held.clear()
        self.let_relay(self.relayed)
