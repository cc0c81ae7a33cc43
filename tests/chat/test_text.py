"""What may be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawnby.chat.text import TEXT_LENGTH, TextRefused, clean_text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  hello  ", "hello"),
        ("<script>alert(1)</script> & co", "<script>alert(1)</script> & co"),
        ("one\r\ntwo\rthree\u2028four\u0085five", "one\ntwo\nthree\nfour\nfive"),
        ("one\n\n \n\n\ntwo", "one\n\ntwo"),
        ("a\tb", "a b"),
        ("a\0b\x07c\x1b[31md\x7f", "abc[31md"),
        ("\u202eevil\u202c \u2066x\u2069 \u202ay", "evil x y"),
        ("\ufeffhi\ufff9", "hi"),
        ("a\ud800b", "ab"),
        ("\u200fשלום\u200f!", "\u200fשלום\u200f!"),
        ("\U0001f469\u200d\U0001f3a8", "\U0001f469\u200d\U0001f3a8"),
        ("\U0001f3f4\U000e0067\U000e007f", "\U0001f3f4\U000e0067\U000e007f"),
        ("x" * TEXT_LENGTH, "x" * TEXT_LENGTH),
    ],
)
def test_a_line_is_kept_without_what_disturbs_others(written: str, kept: str) -> None:
    assert clean_text(written) == kept


@pytest.mark.parametrize(
    "nothing", ["", "  \n ", "\0", "\u202e", "\u200b\u200d", "\u200f", "\u0301"]
)
def test_a_line_that_nobody_could_see_is_refused(nothing: str) -> None:
    with pytest.raises(TextRefused, match="Write something"):
        clean_text(nothing)


def test_a_line_has_two_thousand_characters_at_most() -> None:
    with pytest.raises(TextRefused, match="2000"):
        clean_text("x" * (TEXT_LENGTH + 1))


@given(st.text(max_size=300))
def test_cleaning_a_clean_line_changes_nothing(written: str) -> None:
    try:
        kept = clean_text(written)
    except TextRefused:
        return
    assert clean_text(kept) == kept
    assert kept.encode()
    assert "\0" not in kept
