"""What waits in the channels of a process leaves for its sockets: each channel when it is due.

Channels that are due in the same step leave together; a step is as short as the clocks of event
loops are fine. So the sends of a busy process are spread over the whole interval between batches.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from math import ceil

from .batch import encode_runs
from .channel import Channel
from .counters import Counters
from .frames import EVERYONE
from .pacing import CLOCK, WAITED, Pacer

logger = logging.getLogger(__name__)

AT_ONCE = 0  # a step before all others


class Departures:
    """The channels that have something to send, by the step in which they are due."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, pacer: Pacer, counters: Counters, patience: float
    ) -> None:
        """`patience`: how many intervals what is said in this process may wait."""
        self._loop = loop
        self._pacer = pacer
        self._counters = counters
        self._patience = patience
        self._quiet: list[Channel] = []  # until now, so they leave at once
        self._soon: asyncio.Handle | None = None
        self._later: dict[int, list[Channel]] = {}
        self._next = 0  # the first step of them
        self._timer: asyncio.TimerHandle | None = None

    def add(self, channel: Channel) -> None:
        """Something was put into its batch."""
        if channel.step is None:
            now = self._loop.time()
            due = self._pacer.due(channel.left_at, now, self._patience)
            self._put(channel, step_of(due, now))

    def add_waited(self, channel: Channel, now: float) -> None:
        """Something that has waited in another process was put into its batch."""
        step = step_of(self._pacer.due(channel.left_at, now, WAITED), now)
        if channel.step is None or step < channel.step:
            self._put(channel, step)

    def all_leave(self) -> None:
        """Whatever step they are due in."""
        for channels in ([*self._quiet], *[[*each] for each in self._later.values()]):
            for channel in channels:
                self.leave(channel, self._loop.time())

    def leave(self, channel: Channel, now: float) -> None:
        """Send its batch to its sockets, encoded once for all of them."""
        channel.step = None
        channel.left_at = now
        for frame in encode_runs(channel.batch.take(), channel.name, channel.handle):
            members = tuple(channel.members)
            self._counters.batches += 1
            self._counters.deliveries += len(members)
            sender = frame.sender
            to_all = sender == EVERYONE  # so no member's number, memory of its own, is looked at
            for member in members:
                if to_all or sender != member.number:
                    member.offer(frame, now)

    def close(self) -> None:
        for handle in (self._soon, self._timer):
            if handle is not None:
                handle.cancel()

    def _put(self, channel: Channel, step: int) -> None:
        channel.step = step
        if step == AT_ONCE:
            self._quiet.append(channel)
            self._soon = self._soon or self._loop.call_soon(self._leave_quiet)
        elif waiting := self._later.get(step):
            waiting.append(channel)
        else:
            self._later[step] = [channel]
            if self._timer is None or step < self._next:
                self._wake_at(step)

    def _wake_at(self, step: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._next = step
        self._timer = self._loop.call_at(step * CLOCK, self._leave_steps)

    def _leave_quiet(self) -> None:
        self._soon = None
        channels, self._quiet = self._quiet, []
        self._leave(channels, AT_ONCE)

    def _leave_steps(self) -> None:
        self._timer = None
        last = max(self._next, int(self._loop.time() / CLOCK))  # clocks round
        for step in sorted(step for step in self._later if step <= last):
            self._leave(self._later.pop(step), step)
        if self._later:
            self._wake_at(min(self._later))

    def _leave(self, channels: Iterable[Channel], step: int) -> None:
        now = self._loop.time()
        if self._pacer.wants_measure(now):
            self._pacer.measure(time.process_time(), now)
        for channel in channels:
            if channel.step != step:  # it has left, or was put into another step
                continue
            try:
                self.leave(channel, now)
            except Exception:  # it costs one batch, and holds no other channel up
                logger.exception("a batch of %r was not sent to all", channel.name)


def step_of(due: float, now: float) -> int:
    return AT_ONCE if due <= now else ceil(due / CLOCK)
