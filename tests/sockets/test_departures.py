"""When the batches of a process's channels leave: by an event loop whose clock is in our hands."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets.batch import Frame
from drawnby.sockets.channel import Channel, Member
from drawnby.sockets.counters import Counters
from drawnby.sockets.departures import Departures
from drawnby.sockets.pacing import CLOCK, Pacer
from tests.sockets.loops import Loop

INTERVAL = 0.04


class Reader:
    """Stands for a member: notes when something came."""

    number = 1

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.came: list[tuple[float, bytes]] = []

    def offer(self, frame: Frame, now: float) -> None:
        self.came.append((self._loop.now, frame.event["bytes"][1:]))


@dataclass
class Process:
    """Channels of one reader each, and their departures."""

    patience: float = 1.0
    loop: Loop = field(default_factory=Loop)

    def __post_init__(self) -> None:
        pacer = Pacer(fastest=INTERVAL, slowest=INTERVAL)
        loop = cast(asyncio.AbstractEventLoop, self.loop)
        self.departures = Departures(loop, pacer, Counters(), self.patience)
        self.readers: dict[str, Reader] = {}
        self.channels: dict[str, Channel] = {}

    def say(self, name: str, said: bytes = b".", waited: bool = False) -> None:
        channel = self._channel(name)
        channel.batch.add("bytes", said, 0, True)
        if waited:
            self.departures.add_waited(channel, self.loop.now)
        else:
            self.departures.add(channel)

    def _channel(self, name: str) -> Channel:
        if name not in self.channels:
            self.channels[name] = Channel(name, 1)
            self.readers[name] = Reader(self.loop)
            self.channels[name].members.add(cast(Member, self.readers[name]))
        return self.channels[name]

    def came(self, name: str) -> list[Any]:
        """What came, and after how many seconds."""
        came = self.readers[name].came
        return [(pytest.approx(at - 100, abs=2 * CLOCK), said) for at, said in came]


def test_what_is_said_where_it_was_quiet_leaves_at_once() -> None:
    process = Process()
    process.say("room")
    process.loop.advance()
    assert process.came("room") == [(0, b".")]


def test_what_is_said_next_waits_for_an_interval_and_leaves_together() -> None:
    process = Process()
    process.say("room", b"a")
    process.loop.advance(0.01)
    process.say("room", b"b")
    process.loop.advance(0.01)
    process.say("room", b"c")
    process.loop.advance(1)
    assert process.came("room") == [(0, b"a"), (INTERVAL, b"bc")]


def test_each_channel_has_a_time_of_its_own() -> None:
    process = Process()
    process.say("one", b"a")
    process.loop.advance(0.01)
    process.say("other", b"b")
    process.say("one", b"c")
    process.loop.advance(0.01)
    process.say("other", b"d")
    process.loop.advance(1)
    assert process.came("one") == [(0, b"a"), (INTERVAL, b"c")]
    assert process.came("other") == [(0.01, b"b"), (0.01 + INTERVAL, b"d")]


def test_what_has_waited_elsewhere_leaves_sooner_and_takes_along_what_waits_here() -> None:
    process = Process()
    process.say("room", b"a")
    process.loop.advance(0.01)
    process.say("room", b"b")
    process.say("room", b"c", waited=True)
    process.loop.advance(1)
    assert process.came("room") == [(0, b"a"), (INTERVAL / 2, b"bc")]


def test_processes_that_take_turns_keep_leaving_in_one_batch() -> None:
    process = Process(patience=1.1)
    for _ in range(20):
        process.say("room", b"here")
        process.loop.advance(INTERVAL - 0.001)
        process.say("room", b"there", waited=True)
        process.loop.advance(0.001)
    first, *rest = [said for _, said in process.readers["room"].came]
    assert first == b"here"
    assert set(rest[1:]) == {b"herethere"}


@given(st.lists(st.tuples(st.floats(0, 0.1), st.sampled_from("abc"), st.booleans())))
def test_everything_leaves_once_in_order_and_in_time(
    said: list[tuple[float, str, bool]],
) -> None:
    process = Process()
    due: dict[str, list[float]] = {name: [] for name in "abc"}
    for pause, name, waited in said:
        process.loop.advance(pause)
        process.say(name, bytes([len(due[name])]), waited)
        due[name].append(process.loop.now + INTERVAL)
    process.loop.advance(1)
    for name, reader in process.readers.items():
        came = [(at, number) for at, numbers in reader.came for number in numbers]
        assert [number for _, number in came] == list(range(len(due[name])))
        assert all(at <= due[name][number] + CLOCK for at, number in came)
        times = [at for at, _ in reader.came]
        assert all(after - before >= INTERVAL / 2 - CLOCK for before, after in pairwise(times))


def test_everything_leaves_now_where_that_is_asked_for() -> None:
    process = Process()
    process.say("room", b"a")
    process.departures.all_leave()
    process.say("room", b"b")
    process.departures.all_leave()
    assert process.came("room") == [(0, b"a"), (0, b"b")]
    process.loop.advance(1)
    assert len(process.came("room")) == 2


def test_what_cannot_be_sent_in_one_channel_holds_no_other_up(
    caplog: pytest.LogCaptureFixture,
) -> None:
    process = Process()
    for said in (b"a", b"b"):
        process.say("one", said)
        process.say("other", said)
        process.channels["one"].batch.add("text", cast(str, ["of another version"]), 0, True)
        process.loop.advance(INTERVAL / 2)
    process.loop.advance(1)
    assert [said for _, said in process.readers["other"].came] == [b"a", b"b"]
    assert "'one'" in caplog.text
