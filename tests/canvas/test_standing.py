"""Which acts still stand."""

from __future__ import annotations

from dataclasses import fields
from typing import SupportsIndex

from hypothesis import given
from hypothesis import strategies as st

from canvas.standing import Standing


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40))))
def test_what_was_added_and_not_taken_away_stands_and_the_highest_is_the_last(
    steps: list[tuple[bool, int]],
) -> None:
    standing, numbers = Standing(), set[int]()
    for adds, seq in steps:
        (standing.add if adds else standing.discard)(seq)
        (numbers.add if adds else numbers.discard)(seq)
        assert standing.last == max(numbers, default=0)


class EndsOnly(list[int]):
    """A list in which nothing has to make room, or to move up."""

    def insert(self, at: SupportsIndex, value: int) -> None:
        assert at == len(self)
        super().insert(at, value)

    def __delitem__(self, at: SupportsIndex | slice) -> None:
        assert at == len(self) - 1
        super().__delitem__(at)


def test_taking_back_from_the_first_on_moves_none_of_the_others() -> None:
    standing = Standing()
    for attribute in fields(standing):
        if isinstance(getattr(standing, attribute.name), list):
            setattr(standing, attribute.name, EndsOnly())
    for seq in range(1, 100):
        standing.add(seq)
    for seq in range(1, 99):
        standing.discard(seq)
        assert standing.last == 99
    standing.add(50)
    standing.discard(99)
    assert standing.last == 50
