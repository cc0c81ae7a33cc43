"""Questions to the database that are asked at the same moment share a call."""

from __future__ import annotations

import asyncio

import pytest

from drawnby.sockets import Refused, on_database_together
from drawnby.sockets.together import MOST

pytestmark = pytest.mark.django_db(transaction=True)


async def test_who_asks_at_the_same_moment_shares_a_call_and_gets_an_answer_of_their_own() -> None:
    calls: list[list[int]] = []

    @on_database_together
    def double(numbers: list[int]) -> list[int]:
        calls.append(numbers)
        return [2 * number for number in numbers]

    assert await asyncio.gather(*map(double, range(5))) == [0, 2, 4, 6, 8]
    assert await double(7) == 14
    assert calls == [[0, 1, 2, 3, 4], [7]]


async def test_very_many_questions_are_asked_in_several_calls() -> None:
    sizes: list[int] = []

    @on_database_together
    def same(numbers: list[int]) -> list[int]:
        sizes.append(len(numbers))
        return numbers

    assert await asyncio.gather(*map(same, range(MOST + 1))) == list(range(MOST + 1))
    assert sorted(sizes) == [1, MOST]


async def test_what_the_call_raises_reaches_everybody_who_asked() -> None:
    @on_database_together
    def refuse(numbers: list[int]) -> list[int]:
        raise Refused("no")

    answers = await asyncio.gather(refuse(1), refuse(2), return_exceptions=True)
    assert [str(answer) for answer in answers] == ["no", "no"]


async def test_who_stopped_waiting_keeps_nobody_else_from_the_answer() -> None:
    @on_database_together
    def same(numbers: list[int]) -> list[int]:
        return numbers

    gone, stays = asyncio.ensure_future(same(1)), asyncio.ensure_future(same(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 2


def test_a_loop_that_ends_before_its_call_leaves_no_other_without_an_answer() -> None:
    @on_database_together
    def same(numbers: list[int]) -> list[int]:
        return numbers

    async def ask(number: int) -> int:
        return await asyncio.wait_for(same(number), 5)

    ends = asyncio.new_event_loop()
    asking = ends.create_task(ask(1))
    ends.call_soon(ends.stop)  # behind the question's turn, before the call's
    ends.run_forever()
    assert not asking.done()
    assert asyncio.run(ask(2)) == 2
    assert ends.run_until_complete(asking) == 1
    ends.close()
