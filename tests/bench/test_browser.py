"""What is made of the figures of `make bench-client`."""

from __future__ import annotations

import pytest

from bench.browser import bars, trial
from bench.browser.report import Results, as_json, table


def results(ours: float, theirs: float) -> Results:
    found = Results()
    for name, spent in (("drawnby", ours), ("excalidraw", theirs)):
        found.add(name, 1, {"load_cpu": 100})
        for factor in (0.9, 1, 1.3):
            found.add(name, 10_000, {"load_cpu": 100 + spent * factor, "pan_cpu": spent / 10})
    return found


def test_what_strokes_cost_is_what_a_page_with_one_does_not_spend() -> None:
    figures = results(ours=20, theirs=150).figures()
    assert figures["drawnby", 10_000]["strokes_cpu"] == pytest.approx(20)
    assert figures["excalidraw", 10_000]["strokes_cpu"] == pytest.approx(150)


def test_a_bar_is_missed_where_others_spend_too_little_more() -> None:
    assert bars.missed(results(ours=20, theirs=150).figures()) == []
    missed = bars.missed(results(ours=50, theirs=150).figures())
    assert missed == ["load, 10,000 strokes, excalidraw: 3×, not 5×"]


def test_a_limit_is_missed_where_we_spend_more_than_we_may() -> None:
    figures = {("drawnby", 100_000): {"draw_cpu_p95": 8.5}, ("drawnby", 0): {"bundle_kb": 59.0}}
    assert bars.missed(figures) == ["draw, 95 % of the moves: 8.5 ms, not 8 ms"]


def test_a_bar_that_nothing_was_found_out_about_is_told() -> None:
    untold = bars.unmeasured(results(ours=20, theirs=150).figures())
    assert "load, 10,000 strokes, tldraw: not measured" in untold
    assert "draw, 95 % of the moves: not measured" in untold
    assert "load, 10,000 strokes, excalidraw: not measured" not in untold


def test_a_table_has_a_row_for_what_was_measured() -> None:
    rows = table(results(ours=20, theirs=150)).splitlines()
    assert rows[0].startswith("| 10,000 strokes |")
    assert any(
        row.startswith("| pan: main thread, ms a frame | 2 (2–2) | 15 (15–15) |") for row in rows
    )
    assert not any("zoom" in row for row in rows)


def test_the_last_line_tells_figures_and_what_was_missed() -> None:
    told = as_json(results(ours=50, theirs=150).figures(), ["a bar"])
    assert told["missed"] == ["a bar"]
    assert isinstance(told["ratios"], dict)
    assert told["ratios"]["load, 10,000 strokes, excalidraw"] == pytest.approx(3)


def test_95_percent_are_within_the_95th_percentile() -> None:
    assert trial.percentile95([float(n) for n in range(100)]) == 94
