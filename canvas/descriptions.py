"""What a picture shows, in words, for whoever hears a drawing. (pure)

The twin of frontend/src/canvas/descriptions.ts. Layout:

    id   16 bytes: the operation that placed the picture
    …    the words in UTF-8, to the end; none, and it is described no more

The words are held to what a text on the paper may hold, and refused with a reason, never repaired.
Both languages obey tests/wire/descriptions.json.
"""

from __future__ import annotations

from typing import NamedTuple

from canvas.texts import TextError, check_words, decode_words

MAX_CHARACTERS = 500

_ID_BYTES = 16  # as canvas.log has them, which is above


class Description(NamedTuple):
    id: bytes  # of the picture's operation
    words: str


def encode_description(description: Description) -> bytes:
    """Raise TextError if the words break a rule, so that whatever was encoded decodes."""
    _check(description)
    return description.id + description.words.encode()


def decode_description(data: bytes) -> Description:
    """Raise TextError unless the bytes are exactly one description within all limits."""
    description = Description(data[:_ID_BYTES], decode_words(data[_ID_BYTES:], MAX_CHARACTERS))
    _check(description)
    return description


def _check(description: Description) -> None:
    if len(description.id) != _ID_BYTES:
        raise TextError("truncated")
    if description.words:
        check_words(description.words, MAX_CHARACTERS)
