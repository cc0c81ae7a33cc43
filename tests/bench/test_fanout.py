"""The arithmetic of `make bench-fanout`: its search, its bars, its chart; it measures nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bench.fanout import bars, chart, report
from bench.fanout.processors import Taken
from bench.fanout.search import Search
from bench.fanout.together import Together
from bench.fanout.trial import MOST_MS, Load, Outcome


def find(search: Search, carries: int) -> int:
    """How many trials it takes to find what carries so much."""
    trials = 0
    while (count := search.next) is not None:
        search.tell(count <= carries)
        trials += 1
        assert trials < 60
    return trials


@pytest.mark.parametrize("start", [2, 14, 72, 400])
@pytest.mark.parametrize("carries", [2, 3, 14, 36, 63, 72, 443, 731])
def test_a_search_ends_within_five_percent_below_what_is_carried(start: int, carries: int) -> None:
    search = Search(start)
    find(search, carries)
    assert carries - max(1, 0.055 * carries) <= search.most <= carries


def test_who_carries_nothing_is_found_out() -> None:
    search = Search(50)
    find(search, 0)
    assert search.most == 0


def test_a_search_stops_at_its_limit() -> None:
    search = Search(400, limit=500)
    find(search, 10_000)
    assert search.most == 500


def test_one_failure_is_not_believed() -> None:
    search = Search(100)
    search.tell(False)
    assert search.next == 100
    search.tell(True)
    assert search.most == 100


def test_a_clear_failure_is_believed_at_once_and_leads_far_down() -> None:
    search = Search(100)
    search.tell(False, clear=True)
    assert search.next == 80


def test_what_passed_easily_leads_far_up() -> None:
    search = Search(100)
    search.tell(True, clear=True)
    assert search.next == 125


@pytest.mark.parametrize("carries", [40, 100, 650])
def test_a_good_guess_saves_trials(carries: int) -> None:
    assert find(Search(carries), carries) <= 3
    assert find(Search(round(carries * 1.04)), carries) <= 6


@pytest.mark.parametrize(
    ("share", "p99", "waited", "lag", "beyond_doubt"),
    [
        (0.99, 400, 0.02, 1, True),
        (0.99, 130, 0.02, 1, False),  # a hiccup may have done that
        (0.80, 400, 0.02, 1, False),  # it had time to spare
        (0.99, 400, 0.30, 1, False),  # which others took
        (0.99, 400, 0.02, 30, False),  # the generator was late itself
        (0.99, 90, 0.02, 1, False),  # it did not fail
    ],
)
def test_a_failure_is_beyond_doubt_where_the_server_had_its_processor_and_was_far_too_late(
    share: float, p99: float, waited: float, lag: float, beyond_doubt: bool
) -> None:
    trouble = dict.fromkeys(("lost", "repeated", "unknown", "gone", "refused"), 0)
    answer = {**trouble, "hopeless": p99 > MOST_MS, "p99_ms": p99, "lag_p99_ms": lag}
    outcome = Outcome(Load(4, 100, 4.0), answer, 1.0, share, waited)
    assert outcome.overrun is beyond_doubt
    assert not outcome.easy


def test_waiting_for_threads_of_its_own_disturbs_no_server() -> None:
    used = Taken(ran=3.0, waited=1.5, beside=1.0) - Taken(ran=1.0, waited=0.5, beside=0.5)
    assert used.disturbed == 0.5
    assert Taken(ran=2.0, waited=0.5, beside=0.7).disturbed == 0


def test_bars_are_ratios_and_only_what_was_measured_can_miss_one() -> None:
    figures = {"one_room": {"drawnby": 300, "socketio": 40}}
    assert bars.missed(figures) == ["one room, Socket.IO relay: 7.5×, not 8×"]
    assert bars.missed({}) == []


def test_light_load_has_bars_in_milliseconds() -> None:
    missed = bars.missed({"light_p50_ms": {"drawnby": 3.4}, "light_p99_ms": {"drawnby": 9.0}})
    assert missed == ["light_p50_ms: 3.4 ms, not 3 ms"]


def test_the_chart_is_well_formed_and_says_every_figure() -> None:
    rows = [("DrawnBy & co", 431.0, True), ("bare ws relay", 72.0, False)]
    drawn = "".join(ET.fromstring(chart.bars([("drawers", rows)])).itertext())  # noqa: S314 (ours)
    assert all(text in drawn for text in ("drawers", "DrawnBy & co", "431", "72"))


def test_two_processes_have_a_bar_for_what_they_carry_and_one_for_what_redis_does() -> None:
    together = Together([(5.0, 8.0)], published=1.5)
    assert together.times_one == 1.25
    figures = report.Results([], together=together).figures()
    assert bars.missed(figures) == [
        "two processes: 1.25×, not 1.7×",
        "Redis messages of a process and tick: 1.5, not 1.2",
    ]
    fine = report.Results([], together=Together([(5.0, 5.5)], published=1.02))
    assert bars.missed(fine.figures()) == []
