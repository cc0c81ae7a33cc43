"""What is done to items after they were made: the shared table, and what holds for every change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas import messages
from canvas.changes import (
    MAX_SCALE,
    MAX_SHIFT,
    MIN_SCALE,
    ONE,
    Change,
    ChangeError,
    Move,
    encode_change,
    read_change,
)
from canvas.log import Fold, Kind, Numbered, fold, visible
from canvas.lying import Lying
from canvas.messages import MessageError
from canvas.strokes import (
    MAX_COORDINATE,
    MAX_SIZE,
    Stroke,
    check_stroke,
    decode_stroke,
    encode_stroke,
)
from tests.canvas.changed import changed_stroke
from tests.wire.make_changes import CHANGES, FILE, line, log_of_chance, table

TABLE: dict[str, Any] = json.loads(FILE.read_text())

coordinates = st.integers(-MAX_COORDINATE, MAX_COORDINATE)
shifts = st.integers(-MAX_SHIFT, MAX_SHIFT)
moves = st.builds(Move, st.integers(MIN_SCALE, MAX_SCALE), shifts, shifts)
changes = st.builds(
    Change, st.none() | moves, st.none() | st.integers(0, 0xFFFFFF), st.booleans()
).filter(lambda change: change != Change())


@st.composite
def strokes(draw: st.DrawFn, within: int = MAX_COORDINATE) -> Stroke:
    at = st.integers(-within, within)
    points = draw(st.lists(st.tuples(at, at), min_size=1, max_size=5))
    x, y = ([point[side] for point in points] for side in (0, 1))
    return line(x, y, draw(st.integers(1, MAX_SIZE)))


def test_the_table_says_what_we_do() -> None:
    assert json.loads(json.dumps(table())) == TABLE, "run python -m tests.wire.make_changes"


@pytest.mark.parametrize("row", TABLE["bodies"], ids=lambda row: row["name"])
def test_a_body_says_what_the_table_says(row: dict[str, Any]) -> None:
    assert read_change(bytes.fromhex(row["hex"])) == (CHANGES[row["name"]], b"\x0a" * 16)


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: row["name"])
def test_what_says_nothing_is_refused_with_a_reason(row: dict[str, Any]) -> None:
    with pytest.raises(MessageError, match=r"\w"):
        messages.check_body(Kind.CHANGE, bytes.fromhex(row["hex"]))


@given(changes)
def test_what_is_written_is_read(change: Change) -> None:
    assert read_change(encode_change(change) + b"rest") == (change, b"rest")


@given(st.binary(max_size=40))
def test_no_bytes_do_anything_but_read_or_be_refused(body: bytes) -> None:
    try:
        change, rest = read_change(body)
    except ChangeError:
        return
    assert encode_change(change) + rest == body


@given(strokes(), st.lists(changes, max_size=8))
def test_whatever_is_done_to_a_stroke_it_stays_one(stroke: Stroke, done: list[Change]) -> None:
    check_stroke(changed_stroke(stroke, done))


@given(strokes(1 << 20), st.integers(-(1 << 20), 1 << 20), st.integers(-(1 << 20), 1 << 20))
def test_a_move_moves_every_point_by_as_much_and_back(stroke: Stroke, dx: int, dy: int) -> None:
    there, back = Change(Move(ONE, dx, dy)), Change(Move(ONE, -dx, -dy))
    moved = changed_stroke(stroke, [there])
    assert list(moved.x) == [x + dx for x in stroke.x]
    assert list(moved.y) == [y + dy for y in stroke.y]
    assert encode_stroke(changed_stroke(stroke, [there, back])) == encode_stroke(stroke)


@given(strokes(1 << 16), st.lists(st.integers(ONE // 2, 2 * ONE), max_size=12))
def test_a_shape_is_as_true_after_many_scalings_as_after_one(
    stroke: Stroke, scales: list[int]
) -> None:
    done = [Change(Move(scale)) for scale in scales]
    after = changed_stroke(stroke, done)
    widths = [x - stroke.x[0] for x in stroke.x]
    total = 1.0
    for scale in scales:
        total *= scale / ONE
    if not MIN_SCALE < total * ONE < MAX_SCALE:
        return
    for was, now in zip(widths, after.x, strict=True):
        # As wide as it should be, but for the last bits of the scale and half a unit.
        assert abs(now - after.x[0] - was * total) <= 1 + abs(was) * len(scales) * 2 * total / ONE


def numbered(*operations: tuple[int, str, bytes]) -> list[Numbered]:
    return [
        Numbered(seq, bytes.fromhex(name) * 16, kind, 1, 0, body)
        for seq, (kind, name, body) in enumerate(operations, 1)
    ]


A, B = b"\x0a" * 16, b"\x0b" * 16
BODY = encode_stroke(line([0, 160], [0, 160]))
TWO = [(Kind.STROKE, "0a", BODY), (Kind.STROKE, "0b", BODY)]
SHIFT = encode_change(Change(Move(ONE, 16, 0)))
FRONT = encode_change(Change(fronted=True))


def names(log: list[Numbered]) -> list[str]:
    return [item.id.hex()[:2] for item in visible(log)]


def test_what_is_brought_to_the_front_is_painted_last_until_something_is_drawn() -> None:
    log = numbered(*TWO, (Kind.CHANGE, "c1", FRONT + A), (Kind.STROKE, "0d", BODY))
    assert names(log) == ["0b", "0a", "0d"]


def test_what_comes_to_the_front_together_lies_as_it_is_named() -> None:
    assert names(numbered(*TWO, (Kind.CHANGE, "c1", FRONT + B + A))) == ["0b", "0a"]


def test_a_change_taken_back_never_was() -> None:
    log = numbered(*TWO, (Kind.CHANGE, "c1", SHIFT + A), (Kind.HIDE, "f1", b"\xc1" * 16))
    assert visible(log) == visible(log[:2])


def test_the_first_of_two_changes_can_be_taken_back() -> None:
    first, second = (Kind.CHANGE, "c1", SHIFT + A), (Kind.CHANGE, "c2", SHIFT + A)
    log = numbered(*TWO, first, second, (Kind.HIDE, "f1", b"\xc1" * 16))
    assert decode_stroke(visible(log)[0].body).x == (16, 176)


def test_taking_back_a_change_costs_what_was_done_to_the_items_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = [(Kind.CHANGE, f"{number:02x}", SHIFT + A) for number in range(0x10, 0x90)]
    folded = fold(numbered(*TWO, *many, (Kind.CHANGE, "c1", SHIFT + B)))
    before = folded.visible()
    done: list[Change | None] = []
    do = Lying.do

    def counted(lying: Lying, change: Change | None, place: float) -> None:
        done.append(change)
        do(lying, change, place)

    monkeypatch.setattr(Lying, "do", counted)
    for seq, kind in enumerate([Kind.HIDE, Kind.SHOW] * 5, 200):
        folded.apply(Numbered(seq, seq.to_bytes(16), kind, 1, 0, b"\xc1" * 16))
        folded.visible()
    assert folded.visible() == before
    assert len(done) == 5  # as often as the change of B is done again


def test_what_is_removed_comes_back_as_it_lay_when_that_is_taken_back() -> None:
    log = numbered(*TWO, (Kind.CHANGE, "c1", SHIFT + A), (Kind.REMOVE, "e1", A))
    assert names(log) == ["0b"]
    back = [*log, Numbered(5, b"\xf1" * 16, Kind.HIDE, 1, 0, b"\xe1" * 16)]
    assert visible(back) == visible(log[:3])


def test_what_two_people_removed_comes_back_when_both_take_it_back() -> None:
    log = numbered(
        *TWO,
        (Kind.REMOVE, "e1", A),
        (Kind.REMOVE, "e2", A + B),
        (Kind.HIDE, "f1", b"\xe1" * 16),
        (Kind.HIDE, "f2", b"\xe2" * 16),
    )
    assert [names(log[:count]) for count in (4, 5, 6)] == [[], [], ["0a", "0b"]]


def test_the_paper_has_the_colour_it_was_given_last() -> None:
    log = numbered(
        (Kind.PAPER, "a1", b"\x00\x00\x01"),
        (Kind.PAPER, "a2", b"\x00\x00\x02"),
        (Kind.CLEAR, "c1", b""),
        (Kind.HIDE, "f1", b"\xa2" * 16),
        (Kind.HIDE, "f2", b"\xa1" * 16),
    )
    folded, papers = Fold(), []
    for operation in log:
        folded.apply(operation)
        papers.append(folded.paper)
    assert papers == [1, 2, 2, 1, None]


def test_a_change_of_a_newer_version_is_passed_over() -> None:
    log = numbered(*TWO, (Kind.CHANGE, "c1", b"\x08" + A), (Kind.PAPER, "a1", b"many colours"))
    assert visible(log) == visible(log[:2])


def test_a_change_of_a_stroke_we_cannot_read_leaves_it_as_it_is() -> None:
    newer = b"\xff" + BODY[1:]
    log = numbered((Kind.STROKE, "0a", newer), (Kind.CHANGE, "c1", SHIFT + A))
    assert [item.body for item in visible(log)] == [newer]


@given(st.integers(0, 10_000))
def test_whoever_asks_after_every_operation_is_told_what_the_fold_of_the_prefix_says(
    seed: int,
) -> None:
    log, grown = log_of_chance(seed), Fold()
    for count, operation in enumerate(log, 1):
        grown.apply(operation)
        assert (grown.visible(), grown.paper) == looks(log[:count])


ACTS = (Kind.CHANGE, Kind.REMOVE, Kind.PAPER)


def told(kind: Kind, acts: list[Numbered], seq: int) -> list[Numbered]:
    """Operations that hide or show acts, one each."""
    return [
        Numbered(seq + at, bytes([128 + at] * 16), kind, 1, 0, act.id)
        for at, act in enumerate(acts, 1)
    ]


def looks(log: list[Numbered]) -> tuple[list[Numbered], int | None]:
    folded = fold(log)
    return folded.visible(), folded.paper


@given(st.integers(0, 10_000), st.data())
def test_acts_taken_back_in_any_order_never_were_and_brought_back_were_never_gone(
    seed: int, data: st.DataObject
) -> None:
    kinds = (Kind.STROKE, Kind.CLEAR, *ACTS)
    log = [row for row in log_of_chance(seed) if row.kind in kinds]
    acts = data.draw(st.lists(st.sampled_from(log), unique=True)) if log else []
    undone = [act for act in acts if act.kind in ACTS]
    rest = [row for row in log if row not in undone]
    hidden = [*log, *told(Kind.HIDE, undone, 100)]
    assert looks(hidden) == looks(rest)
    back = data.draw(st.permutations(undone))
    shows = [row._replace(seq=row.seq + 100) for row in told(Kind.SHOW, back, 100)]
    assert looks([*hidden, *shows]) == looks(log)
