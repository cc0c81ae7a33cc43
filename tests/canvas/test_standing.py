"""Which acts still stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canvas.standing import Standing


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9))))
def test_what_was_added_and_not_taken_away_stands_and_the_highest_is_the_last(
    steps: list[tuple[bool, int]],
) -> None:
    standing, numbers = Standing(), set[int]()
    for adds, seq in steps:
        (standing.add if adds else standing.discard)(seq)
        (numbers.add if adds else numbers.discard)(seq)
        assert standing.last == max(numbers, default=0)
