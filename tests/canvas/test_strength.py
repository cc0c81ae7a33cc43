"""What changes much waits, and nothing that was said after it comes before it."""

from __future__ import annotations

from canvas.strength import COMES_AGAIN, Reserves, Strength
from drawnby.sockets.throttle import Limit

LIMIT = Limit(10, 100)  # items a second, at once
CLEAR, LINE, OTHER = b"clear", b"line", b"other"


def busy() -> Strength:
    """One that has just used all it had, and keeps a clear waiting."""
    strength = Strength(Reserves(LIMIT))
    assert strength.does(b"first", 100, now=0)
    assert not strength.does(CLEAR, 50, now=0)
    return strength


def test_what_comes_after_an_act_that_waits_waits_for_it() -> None:
    strength = busy()
    assert not strength.does(LINE, 0, now=1)
    assert not strength.does(OTHER, 1, now=1)
    assert strength.does(CLEAR, 50, now=5)
    assert strength.does(LINE, 0, now=5)


def test_what_waits_behind_it_takes_nothing_of_its_room() -> None:
    strength = busy()
    for tenth in range(50):
        strength.does(OTHER, 5, now=tenth / 10)
    assert strength.does(CLEAR, 50, now=5)


def test_an_act_that_never_comes_again_holds_nothing_up_for_long() -> None:
    strength = busy()
    assert not strength.does(LINE, 0, now=COMES_AGAIN - 1)
    assert strength.does(LINE, 0, now=COMES_AGAIN)


def test_an_act_that_is_refused_again_and_again_keeps_its_place() -> None:
    strength = Strength(Reserves(Limit(1, 100)))
    assert strength.does(b"first", 100, now=0)
    for second in range(0, 90, 2):
        assert not strength.does(CLEAR, 100, now=second)
        assert not strength.does(LINE, 0, now=second)
    assert strength.does(CLEAR, 100, now=100)


def test_lines_weigh_nothing_where_nothing_waits() -> None:
    strength = Strength(Reserves(LIMIT))
    assert strength.does(b"first", 100, now=0)
    assert strength.does(LINE, 0, now=0)


def test_more_than_there_is_ever_room_for_passes_where_all_of_it_is_left() -> None:
    strength = Strength(Reserves(LIMIT))
    assert strength.does(b"huge", 1_000, now=0)
    assert not strength.does(b"again", 1_000, now=9)
    assert strength.does(b"again", 1_000, now=10)


def test_tabs_of_one_person_share_what_is_left_and_nobody_elses_do() -> None:
    reserves = Reserves(LIMIT)
    one, other, tom = (Strength(reserves, person) for person in (1, 1, 2))
    assert one.does(b"first", 100, now=0)
    assert not other.does(b"second", 100, now=0)
    assert tom.does(b"his", 100, now=0)


def test_an_act_that_waits_in_one_tab_holds_up_no_line_in_another() -> None:
    reserves = Reserves(LIMIT)
    one, other = Strength(reserves, 1), Strength(reserves, 1)
    assert one.does(b"first", 100, now=0)
    assert not one.does(CLEAR, 50, now=0)
    assert not one.does(LINE, 0, now=0)
    assert other.does(OTHER, 0, now=0)


def test_whoever_comes_again_finds_what_they_left() -> None:
    reserves = Reserves(LIMIT)
    assert Strength(reserves, 1).does(b"first", 100, now=0)
    again = Strength(reserves, 1)
    assert not again.does(b"second", 60, now=5)
    assert again.does(b"second", 60, now=6)


def test_a_tab_that_was_idle_shares_a_room_that_was_full_meanwhile() -> None:
    reserves = Reserves(LIMIT)
    one, other = Strength(reserves, 1), Strength(reserves, 1)
    assert one.does(b"first", 100, now=0)
    assert Strength(reserves, 2).does(b"his", 1, now=20)
    assert other.does(b"second", 100, now=20)
    assert not one.does(b"third", 100, now=20)


def test_nothing_is_remembered_of_whoever_has_gone_once_their_room_is_full_again() -> None:
    reserves = Reserves(LIMIT)
    assert Strength(reserves, 1).does(b"first", 50, now=0)
    assert Strength(reserves, 2).does(b"his", 1, now=4)
    assert len(reserves) == 2
    assert Strength(reserves, 2).does(b"his next", 1, now=6)
    assert len(reserves) == 1
