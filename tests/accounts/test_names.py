"""What a name may be."""

from __future__ import annotations

from random import Random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import NAME_LENGTH, clean_name, guest_name, is_invented, name_list

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # with a joiner that belongs there


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("Mia", "Mia"),
        ("  Mia \t\n Lindqvist ", "Mia Lindqvist"),
        ("\u202emoT\u202c", "moT"),
        ("A\u2066b\u2069c\u200b\u200f\ufeff", "Abc"),
        ("M\0i\x07a\x7f", "Mia"),
        ("Mi\ud800a", "Mia"),
        ("Mia\u2028Tom", "Mia Tom"),
        ("e\u0301", "\u00e9"),
        ("<b>Mia</b>", "<b>Mia</b>"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\U0001f469\u200d\U0001f3a8", "\U0001f469\u200d\U0001f3a8"),
        ("x" * NAME_LENGTH, "x" * NAME_LENGTH),
    ],
)
def test_a_name_is_one_visible_line(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned


@pytest.mark.parametrize(
    "nothing",
    ["", " ", "\0", "\u202e\u202c", "\u3164", "\u2800", "\u200d", "\u0301", "\u115f"],
)
def test_a_name_that_nobody_could_see_is_refused(nothing: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_name(nothing)
    assert refusal.value.code == "empty"


def test_a_name_has_forty_characters_at_most() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_name("x" * (NAME_LENGTH + 1))
    assert refusal.value.code == "too_long"


@given(st.text(max_size=60))
def test_cleaning_a_clean_name_changes_nothing(text: str) -> None:
    try:
        cleaned = clean_name(text)
    except ValidationError:
        return
    assert clean_name(cleaned) == cleaned
    assert cleaned.encode()


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # a test wants the same names every time


def test_a_guest_is_called_after_something_to_draw_with_and_an_animal() -> None:
    name = guest_name(seeded(7))
    assert len(name.split()) == 2
    assert clean_name(name) == name
    assert name == guest_name(seeded(7))


def test_guests_rarely_share_a_name() -> None:
    random = seeded(1)
    assert len({guest_name(random) for _ in range(300)}) > 290


def test_a_guest_is_not_called_as_somebody_else_is() -> None:
    for seed in range(50):
        taken = {guest_name(seeded(seed)).casefold()}
        assert guest_name(seeded(seed), taken).casefold() not in taken


def test_an_invented_name_is_told_from_a_chosen_one() -> None:
    assert is_invented(guest_name(seeded(7)))
    assert not is_invented("Anna Otter")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["Mia"], "Mia"),
        (["Mia", "Tom"], "Mia & Tom"),
        (["Mia", "Tom", "Aiko"], "Mia, Tom & Aiko"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], told: str) -> None:
    assert name_list(names) == told
