"""How an item lies after what was done to it: found step by step, never from the beginning. Pure.

A log may do things to items by the million, and whoever films it asks after every picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from canvas.changes import Look, image_as, stroke_as, text_as
from canvas.images import ImageError, decode_image, encode_image
from canvas.strokes import StrokeError, decode_stroke, encode_stroke
from canvas.texts import TextError, decode_text, encode_text

if TYPE_CHECKING:
    from canvas.changes import Change

    Matter = Literal["stroke", "text", "image"] | None


class Lying:
    """One item. What is done to it stands until `begin` is called again."""

    __slots__ = ("_look", "_made", "_matter", "_shown", "_start", "place", "read", "removed")

    def __init__(self, body: bytes, matter: Matter) -> None:
        self._made = body
        self._matter = matter
        self._start = _start(body, matter)
        self._shown = self._start, body
        self.begin(0)

    def begin(self, place: float) -> None:
        """Nothing was done to it, and it lies at `place` in the stack."""
        self.place = place
        self.read = 0  # how much of what was done to it
        self.removed = False
        self._look = self._start

    def do(self, change: Change | None, place: float) -> None:
        """Change it, and bring it to the front, at `place`, if the change says so; None: remove."""
        if change is None:
            self.removed = True
            return
        if change.fronted:
            self.place = place
        if self._look is not None and (change.move or change.color is not None):
            self._look = self._look.after(change)

    @property
    def body(self) -> bytes:
        """Its bytes as it lies; as it was made where we cannot tell."""
        look, body = self._shown
        if self._look is not None and self._look != look:
            body = _changed(self._made, self._matter, self._look)
            self._shown = self._look, body
        return body


def _start(body: bytes, matter: Matter) -> Look | None:
    """Return how an item was made; None for what only a newer version can read."""
    try:
        match matter:
            case "text":
                text = decode_text(body)
                return Look(text.x, text.y)
            case "stroke":
                stroke = decode_stroke(body)
                return Look(stroke.x[0], stroke.y[0])
            case "image":
                image = decode_image(body)
                return Look(image.x, image.y)
    except (StrokeError, TextError, ImageError):
        pass
    return None


def _changed(body: bytes, matter: Matter, look: Look) -> bytes:
    if matter == "text":
        return encode_text(text_as(decode_text(body), look))
    if matter == "image":
        return encode_image(image_as(decode_image(body), look))
    return encode_stroke(stroke_as(decode_stroke(body), look))
