"""What pencils leave on paper, against the table it shares with the browser."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.graphite import (
    CORE,
    DEPOSITS,
    FLAT,
    LINE,
    SHARP,
    SIDE,
    TEXEL,
    coverage,
    level_at,
    side_of,
    strokes_of,
    tooth,
)
from canvas.ribbon import radius
from canvas.strokes import MAX_SIZE, Style, Tool, decode_stroke, encode_stroke

TABLE = json.loads((Path(__file__).parents[1] / "wire" / "graphite.json").read_text())


def test_the_tooth_is_the_same_in_both_languages() -> None:
    assert sha256(tooth()).hexdigest() == TABLE["tooth"]


@pytest.mark.parametrize(
    "known", TABLE["coverage"], ids=lambda known: f"{known['deposit']} at {known['level']}"
)
def test_coverage_is_the_same_in_both_languages(known: dict[str, Any]) -> None:
    covered = coverage(known["deposit"], known["level"])
    assert covered[:12].hex() == known["begins"]
    assert sha256(covered).hexdigest() == known["digest"]


@pytest.mark.parametrize(("scale", "level"), TABLE["levels"])
def test_the_level_is_the_same_in_both_languages(scale: float, level: int) -> None:
    assert level_at(scale) == level


@pytest.mark.parametrize("lines", TABLE["lines"])
def test_a_pencil_is_the_same_two_strokes_in_both_languages(lines: list[str]) -> None:
    pencil, *deposits = lines
    found = strokes_of(decode_stroke(bytes.fromhex(pencil)))
    assert [encode_stroke(stroke).hex() for stroke in found] == deposits


def test_paper_has_as_much_of_every_height() -> None:
    counts = Counter(tooth())
    assert len(counts) == 256
    assert max(counts.values()) - min(counts.values()) < SIDE


@pytest.mark.parametrize("deposit", [LINE, CORE])
def test_from_afar_a_line_is_as_dark_as_from_nearby(deposit: int) -> None:
    means = [sum(coverage(deposit, level)) / side_of(level) ** 2 for level in range(FLAT + 1)]
    assert max(means) - min(means) < 2


@given(st.floats(0.1, 100))
def test_a_texel_is_never_smaller_than_can_be_shown(scale: float) -> None:
    level = level_at(scale)
    assert TEXEL * 2**level * scale >= SHARP
    assert level == 0 or TEXEL * 2 ** (level - 1) * scale < SHARP


@given(st.integers(0, 255))
def test_what_stands_out_is_covered_more(height: int) -> None:
    for deposit in DEPOSITS:
        assert deposit.least <= deposit.cover(height) <= deposit.most
        assert height == 0 or deposit.cover(height - 1) <= deposit.cover(height)


@given(st.integers(3, MAX_SIZE), st.integers(0, 255))
def test_the_core_stays_within_the_line(size: int, pressure: int) -> None:
    core = Style(Tool.BRUSH, 0, size * 3 >> 2, 255)
    assert radius(core, pressure) < radius(Style(Tool.PENCIL, 0, size, 255), pressure)
