"""What a name may be, and what a guest is called before choosing one. (pure)"""

from __future__ import annotations

import unicodedata
from random import Random

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

NAME_LENGTH = 40

_JOINERS = "\u200c\u200d"  # shape letters and emoji; harmless within a name
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
_INKED = frozenset("LNPS")  # major categories that leave a mark: letters, numbers, signs


def clean_line(text: str) -> str:
    """Free text as it may be shown on one line: nothing invisible that could disguise it.

    Control characters, direction overrides, lone surrogates and blank letters are dropped, white
    space is collapsed. Nothing may be left.
    """
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(character for character in spaced if _may_stand(character))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def clean_name(name: str) -> str:
    """The name as it may be shown, cleaned as `clean_line` does.

    Raises ValidationError when nothing visible or too much is left.
    """
    cleaned = clean_line(name)
    if not any(unicodedata.category(character)[0] in _INKED for character in cleaned):
        raise ValidationError(gettext("Write a name."), code="empty")
    if len(cleaned) > NAME_LENGTH:
        raise ValidationError(
            gettext("A name can have %(length)d characters at most.") % {"length": NAME_LENGTH},
            code="too_long",
        )
    return cleaned


def _may_stand(character: str) -> bool:
    if character in _JOINERS:
        return True
    return unicodedata.category(character)[0] != "C" and character not in _BLANK_LETTERS


_MEDIA = (
    gettext_lazy("Ink"),
    gettext_lazy("Chalk"),
    gettext_lazy("Crayon"),
    gettext_lazy("Charcoal"),
    gettext_lazy("Pastel"),
    gettext_lazy("Pencil"),
    gettext_lazy("Paper"),
    gettext_lazy("Brush"),
    gettext_lazy("Feather"),
    gettext_lazy("Sepia"),
    gettext_lazy("Indigo"),
    gettext_lazy("Ochre"),
)
_ANIMALS = (
    gettext_lazy("Otter"),
    gettext_lazy("Heron"),
    gettext_lazy("Badger"),
    gettext_lazy("Finch"),
    gettext_lazy("Hare"),
    gettext_lazy("Lynx"),
    gettext_lazy("Owl"),
    gettext_lazy("Fox"),
    gettext_lazy("Gecko"),
    gettext_lazy("Hedgehog"),
    gettext_lazy("Ibis"),
    gettext_lazy("Jackdaw"),
    gettext_lazy("Koala"),
    gettext_lazy("Lemur"),
    gettext_lazy("Marten"),
    gettext_lazy("Newt"),
    gettext_lazy("Octopus"),
    gettext_lazy("Puffin"),
    gettext_lazy("Quail"),
    gettext_lazy("Raven"),
    gettext_lazy("Seal"),
    gettext_lazy("Tapir"),
    gettext_lazy("Walrus"),
    gettext_lazy("Wren"),
)


def guest_name(random: Random) -> str:
    """A friendly name for somebody who has not given one: "Ink Otter"."""
    words = {"medium": random.choice(_MEDIA), "animal": random.choice(_ANIMALS)}
    return gettext("%(medium)s %(animal)s") % words
