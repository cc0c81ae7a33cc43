"""Throttle, window, pacing, group names: pure rules, by example and by chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets import FrameError
from drawnby.sockets.pacing import Pacer
from drawnby.sockets.throttle import Bucket, Limit, Limits, Throttle
from drawnby.sockets.window import Window

steps = st.lists(st.tuples(st.floats(0, 2), st.integers(0, 100)), max_size=60)


# -- how much a socket may send


@given(steps)
def test_a_bucket_never_gives_more_than_burst_and_rate(taken: list[tuple[float, int]]) -> None:
    bucket, now, given_out = Bucket(Limit(rate=10, burst=50)), 0.0, 0
    for pause, amount in taken:
        now += pause
        if bucket.take(amount, now):
            given_out += amount
        assert given_out <= 50 + 10 * now + 1e-5


def test_a_bucket_fills_up_again() -> None:
    bucket = Bucket(Limit(rate=10, burst=20))
    assert bucket.take(20, now=0)
    assert not bucket.take(1, now=0)
    assert bucket.take(10, now=1)
    assert [bucket.is_full(now) for now in (2, 3)] == [False, True]
    assert not bucket.take(21, now=100)


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    bucket = Bucket(Limit(rate=10, burst=10))
    assert bucket.take(10, now=5)
    assert not bucket.take(1, now=1)
    assert not bucket.take(1, now=5)


def throttle() -> Throttle:
    return Throttle(Limits(Limit(rate=10, burst=20), Limit(rate=1000, burst=5000)))


def heard(socket: Throttle, now: float) -> str:
    """What becomes of one short frame."""
    return "heard" if socket.admit(1, now) else "dropped" if socket.bears(now) else "closed"


def test_what_is_too_much_is_dropped_and_then_the_socket_closed() -> None:
    flood = throttle()
    frames = [heard(flood, now=0) for _ in range(100)]
    assert frames == ["heard"] * 20 + ["dropped"] * 40 + ["closed"] * 40


def test_twice_the_rate_only_loses_what_is_too_much() -> None:
    busy = throttle()
    frames = [heard(busy, now=number / 19) for number in range(2000)]
    assert "closed" not in frames
    assert 0.45 < frames.count("heard") / len(frames) < 0.6


def test_bytes_count_too() -> None:
    assert not throttle().admit(5001, now=0)


def test_a_warning_comes_at_most_once_a_second() -> None:
    flood = throttle()
    assert sum(flood.should_warn(number / 100) for number in range(300)) == 3


# -- how much a socket is sent


@given(st.lists(st.integers(1, 300_000)), st.integers(0, 10_000_000))
def test_no_report_opens_the_window_wider_than_its_limit(sizes: list[int], report: int) -> None:
    window, largest = Window(limit=1_000_000), max([0])
    for size in sizes:
        if window.take(size, droppable=False, now=0):
            largest = max(largest, size)
        assert window.sent - window.received < 1_000_000 + largest + 1
    if report > window.sent:
        with pytest.raises(FrameError):
            window.report(report, now=0)
    else:
        window.report(report, now=0)
        assert window.received == report


def test_signals_are_dropped_first() -> None:
    window = Window(limit=100)
    window.push(60, now=0)
    assert not window.take(1, droppable=True, now=0)
    assert window.take(1, droppable=False, now=0)


def test_a_window_in_the_way_for_too_long_is_stalled() -> None:
    window = Window(limit=100, patience=15)
    window.push(100, now=0)
    assert not window.stalled(now=14)
    assert window.stalled(now=15)


def test_a_report_is_progress() -> None:
    window = Window(limit=100, patience=15)
    window.push(200, now=0)
    window.report(50, now=10)
    assert not window.stalled(now=24)
    assert window.stalled(now=25)
    window.report(150, now=25)
    assert not window.stalled(now=1000)


def test_an_older_report_is_no_progress() -> None:
    window = Window(limit=100, patience=15)
    window.push(200, now=0)
    window.report(50, now=1)
    window.report(40, now=10)
    assert window.received == 50
    assert window.stalled(now=16)


# -- when a batch leaves


def test_a_batch_leaves_at_once_when_it_was_quiet() -> None:
    pacer = Pacer()
    assert pacer.due(left_at=float("-inf"), now=5.0) == 5.0
    assert pacer.due(left_at=5.0, now=6.0) == 6.0


def test_the_next_batch_waits_for_an_interval_or_a_part_of_it() -> None:
    pacer = Pacer(fastest=0.004)
    assert pacer.due(left_at=5.0, now=5.001) == pytest.approx(5.004)
    assert pacer.due(left_at=5.0, now=5.001, times=0.5) == pytest.approx(5.002)


def measure_for(pacer: Pacer, load: float, seconds: int, start: float) -> float:
    now = start
    while now < start + seconds:
        now += 0.2
        pacer.measure(used=now * load, now=now)
    return now


def test_intervals_grow_longer_under_load_and_shorter_after_it() -> None:
    pacer = Pacer(fastest=0.004, slowest=0.033)
    now = measure_for(pacer, load=0.9, seconds=10, start=0)
    assert pacer.interval == 0.033
    pacer.measure(used=now * 0.1, now=now + 0.2)
    measure_for(pacer, load=0.1, seconds=20, start=now + 0.2)
    assert pacer.interval == 0.004


@given(st.lists(st.tuples(st.floats(0.001, 3), st.floats(0, 2))))
def test_an_interval_keeps_within_its_bounds(measures: list[tuple[float, float]]) -> None:
    pacer, now, used = Pacer(fastest=0.004, slowest=0.033), 0.0, 0.0
    for pause, load in measures:
        now, used = now + pause, used + pause * load
        pacer.measure(used, now)
        assert 0.004 <= pacer.interval <= 0.033
        assert now <= pacer.due(left_at=now, now=now) <= now + 0.033
