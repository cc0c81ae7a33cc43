"""When what is said leaves for the other processes, by a clock that is in our hands."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets.batch import encode_record
from drawnby.sockets.frames import binary_record, sender_bytes
from drawnby.sockets.link import Link
from drawnby.sockets.pacing import CLOCK, FASTEST, SLOWEST, Pacer
from drawnby.sockets.post import Post, rows_of
from tests.sockets.loops import Loop


class Process:
    """A post, and a link that takes what there is when it is woken, unless the layer is busy."""

    shared = True

    def __init__(self) -> None:
        self.loop = Loop()
        self.pacer = Pacer()
        loop = cast(asyncio.AbstractEventLoop, self.loop)
        self.post = Post("a", loop, cast(Link, self), self.pacer)
        self.taken: list[tuple[float, Any]] = []
        self._busy = False
        self._said = 0

    def wake(self) -> None:
        while not self._busy and (delivery := self.post.collect()) is not None:
            self.taken.append((self.loop.now, delivery))

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.wake()  # what was sent is done, so it asks what is next

    def say(self, droppable: bool) -> None:
        self._said += 1
        message = str(self._said).encode()
        self.post.outbound.add("room-1", *encode_record(7, message), droppable)

    @property
    def heard(self) -> bytes:
        rows = [row for _, each in self.taken for row in rows_of(each)]
        return b"".join(cast(bytes, whole) for _, _, whole, _ in rows)

    @property
    def said(self) -> bytes:
        numbers = [str(number).encode() for number in range(1, self._said + 1)]
        return b"".join(binary_record(sender_bytes(7), number) for number in numbers)


steps = st.one_of(
    st.tuples(st.just("say"), st.booleans()),
    st.tuples(st.just("write"), st.just(None)),
    st.tuples(st.just("pass"), st.floats(0, 2 * SLOWEST)),
    st.tuples(st.just("pace"), st.floats(FASTEST, SLOWEST)),
    st.tuples(st.just("busy"), st.booleans()),
)


def take(process: Process, step: tuple[str, Any]) -> None:
    match step:
        case "say", droppable:
            process.say(droppable)
        case "write", _:
            process.post.write("room-1", {"kind": "ask"})
        case "pass", seconds:
            process.loop.advance(seconds)
        case "pace", interval:
            process.pacer.interval = interval
        case "busy", busy:
            process.set_busy(busy)


@given(st.lists(steps, min_size=10))
def test_whatever_happens_all_that_is_said_leaves_in_order_and_not_too_often(
    taken: list[tuple[str, Any]],
) -> None:
    process = Process()
    for step in taken:
        take(process, step)
    process.set_busy(False)
    process.loop.advance(2 * SLOWEST)  # nobody says anything more that would wake the link
    assert process.heard == process.said
    letters = sum(len(delivery["letters"]) for _, delivery in process.taken)
    assert letters == sum(name == "write" for name, _ in taken)
    for (before, _), (at, delivery) in pairwise(process.taken):
        assert delivery["letters"] or at - before >= FASTEST - 2 * CLOCK


def test_what_is_said_waits_for_its_time_though_the_pace_slackens_meanwhile() -> None:
    process = Process()
    process.say(droppable=True)
    process.say(droppable=True)
    process.pacer.interval = SLOWEST
    process.loop.advance(SLOWEST / 2)
    assert len(process.taken) == 1
    process.loop.advance(SLOWEST)
    assert process.heard == process.said
