"""What can be seen after a log: the shared examples, and what holds for every log."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.log import Fold, Kind, Numbered, split_ids, visible

TABLE = Path(__file__).parents[1] / "wire" / "visibility.json"
EXAMPLES: list[dict[str, Any]] = json.loads(TABLE.read_text())["examples"]


def kind_of(name: str) -> int:
    return int(name) if name.isdigit() else Kind[name.upper()]


def id_of(name: str) -> bytes:
    return bytes.fromhex(name) * 16


def log_of(entries: list[list[Any]]) -> list[Numbered]:
    numbers = count(1)
    return [
        Numbered(
            next(numbers),
            id_of(entry[1]),
            kind_of(entry[0]),
            1,
            0,
            b"".join(id_of(name) for name in (entry[2] if len(entry) > 2 else [])),
        )
        for entry in entries
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_every_example_shows_what_the_table_says(example: dict[str, Any]) -> None:
    seen = [operation.id for operation in visible(log_of(example["log"]))]
    assert seen == [id_of(name) for name in example["visible"]]


names = st.sampled_from([f"{number:02x}" for number in range(1, 6)])
entries: st.SearchStrategy[tuple[str, list[str]]] = st.one_of(
    st.tuples(st.sampled_from(["hide", "show", "remove"]), st.lists(names, min_size=1, max_size=3)),
    st.tuples(st.just("stroke"), st.just([])),
    st.tuples(st.just("clear"), st.just([])),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Numbered]:
    drawn = draw(st.lists(entries, max_size=20))
    numbered = [[kind, f"{at + 1:02x}", targets] for at, (kind, targets) in enumerate(drawn)]
    return log_of([entry if entry[2] else entry[:2] for entry in numbered])


@given(logs())
def test_what_is_seen_is_a_part_of_what_was_drawn_in_the_same_order(log: list[Numbered]) -> None:
    strokes = [operation for operation in log if operation.kind == Kind.STROKE]
    seen = visible(log)
    assert [stroke for stroke in strokes if stroke in seen] == seen


@given(logs())
def test_repeating_the_last_hide_show_or_removal_changes_nothing(log: list[Numbered]) -> None:
    kinds = (Kind.HIDE, Kind.SHOW, Kind.REMOVE)
    words = [operation for operation in log if operation.kind in kinds]
    if not words or words[-1] is not log[-1]:
        return
    again = words[-1]._replace(seq=len(log) + 1, id=id_of("ff"))
    assert visible([*log, again]) == visible(log)


@given(logs(), st.integers(0, 20))
def test_folding_in_two_parts_is_folding_at_once(log: list[Numbered], cut: int) -> None:
    fold = Fold()
    for operation in log[:cut]:
        fold.apply(operation)
    for operation in log[cut:]:
        fold.apply(operation)
    assert fold.visible() == visible(log)


@pytest.mark.parametrize("body", [b"", b"x", b"x" * 17])
def test_a_body_that_is_no_list_of_ids_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="list of ids"):
        split_ids(body)
