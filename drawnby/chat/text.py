"""What may be said: text, cleaned of what would disturb other people's lines. (pure)"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext

TEXT_LENGTH = 2000
TITLE_LENGTH = 40

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\u0085]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
# Overrides, embeddings and isolates reach beyond the line they are in, and make text read as
# something else. Marks (LRM, RLM, ALM) stay: people who mix scripts need them.
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_TEXT = re.compile("[\ufeff\ufff9-\ufffb]")  # byte order marks, ruby controls
_INKED = frozenset("LNPS")  # major categories that leave a mark: letters, numbers, signs


class TextRefused(ValueError):
    """Not a line; the message is for whoever wrote it."""


def clean_text(text: str) -> str:
    """The line as it is kept and shown. Markup is text like any other: clients never parse it.

    Raises TextRefused when nothing visible, or more than TEXT_LENGTH characters, are left.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _NOT_TEXT.sub("", _DIRECTION_CONTROLS.sub("", text))
    text = "".join(character for character in text if _may_stand(character))
    text = _BLANK_LINES.sub("\n\n", text).strip()
    if not any(unicodedata.category(character)[0] in _INKED for character in text):
        raise TextRefused(gettext("Write something first."))
    if len(text) > TEXT_LENGTH:
        limit = {"length": TEXT_LENGTH}
        raise TextRefused(gettext("A line can have %(length)d characters at most.") % limit)
    return text


def clean_title(text: str) -> str:
    """What a room is called: one line, nothing that disguises it. Raises TextRefused."""
    title = unicodedata.normalize("NFC", " ".join(clean_text(text).split()))
    if not any(unicodedata.category(character)[0] in "LN" for character in title):
        raise TextRefused(gettext("A title needs at least one letter."))
    if len(title) > TITLE_LENGTH:
        limit = {"length": TITLE_LENGTH}
        raise TextRefused(gettext("A title can have %(length)d characters at most.") % limit)
    return title


def _may_stand(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
