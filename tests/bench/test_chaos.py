"""The arithmetic of `make chaos`: its bars, its page; it breaks nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.chaos import bars, page
from bench.chaos.bars import Bar
from bench.chaos.clock import WallClock
from bench.chaos.soak import slope
from bench.servers import Server

STORM: dict[str, Any] = {
    **dict.fromkeys(page.ROWS.values(), 0),
    "saved_ms": {"p50": 5.5, "p99": 11},
    "saved_with_faults_ms": {"p50": 6, "p99": 8000.5},
    "faults": {"kill -9 of a server": {"times": 3}, "network cut": {"times": 4}},
}
FIGURES: dict[str, Any] = {
    page.STORM_CLUSTER: STORM,
    page.STORM_SQLITE: {**STORM, "acknowledged": 77},
    "control: no outbox": {"drawn": 900, "lost": 88},
}


@pytest.mark.parametrize(
    ("figure", "holds"), [(None, False), (0.9, False), (1, True), (5, True), (5.1, False)]
)
def test_a_bar_holds_between_its_limits_and_never_without_a_figure(
    figure: float | None, holds: bool
) -> None:
    assert Bar("section", "what", figure, least=1, most=5).holds is holds


def test_the_page_says_what_was_measured() -> None:
    made = page.text(FIGURES, [Bar("soak", "files left open", 2, most=8)], 601)
    assert "coming with the log | 0 | 77 |" in made
    assert "while 14 faults hit: kill -9 of a server and network cut." in made.replace("\n", " ")
    assert "88 of 900 strokes lost" in made
    assert "| soak: files left open | 2 | ≤ 8 |" in made
    assert "| 6 / 8000.5 | 6 / 8000.5 |" in made


def test_growth_is_the_slope_of_what_was_sampled() -> None:
    assert slope([(0, 100), (1, 102), (2, 104)]) == pytest.approx(2)
    assert slope([(0, 100)]) == 0


def test_whoever_is_put_out_has_two_seconds_and_a_minute_without_redis() -> None:
    its = {"kept_before": 9, "kept_after": 0, "gone_s": 3.0}
    judged = bars.of_dismissal("put out", {"logout": its, "logout_without_redis": its})
    assert [bar.holds for bar in judged] == [True, False, True, True]


def test_tracebacks_are_counted_by_what_they_say(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    log.write_text(
        "12:00:00 ERROR x: a mistake\n"
        'Traceback (most recent call last):\n  File "a.py", line 1, in a\n    b()\nKeyError: 1\n'
        "\nDuring handling of the above exception, another exception occurred:\n\n"
        'Traceback (most recent call last):\n  File "a.py", line 2, in a\nValueError: 2\n'
        "12:00:01 WARNING x: Redis is away\n"
    )
    found = Server(1, {}, log).tracebacks()
    assert found == ["KeyError: 1", "ValueError: 2"]
    assert [bar.holds for bar in (*bars.of_logs(found), *bars.of_logs([]))] == [False, True]


WHAT_TIME = "import datetime, time; print(time.time(), datetime.datetime.now().timestamp())"


def test_a_servers_wall_clock_can_be_moved_and_its_other_clock_goes_on(tmp_path: Path) -> None:
    clock = WallClock(tmp_path)
    if not clock.movable or sys.platform != "linux":
        pytest.skip("no C compiler to make the clock with")

    def told() -> list[float]:
        command = [sys.executable, "-c", WHAT_TIME]
        output = subprocess.run(command, env=clock.environment, check=True, capture_output=True)
        return [float(word) for word in output.stdout.split()]

    before = told()
    clock.move(-86_400)
    assert told() == pytest.approx([at - 86_400 for at in before], abs=60)
    clock.move(0)
    assert told() == pytest.approx(before, abs=60)
