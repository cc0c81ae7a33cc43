"""Items after some changes, as one looks them up in the shared table: all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas.changes import Look, image_as, stroke_as, text_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from canvas.changes import Change
    from canvas.images import Image
    from canvas.strokes import Stroke
    from canvas.texts import Text


def changed_stroke(stroke: Stroke, changes: Iterable[Change]) -> Stroke:
    return stroke_as(stroke, look_after(stroke.x[0], stroke.y[0], changes))


def changed_text(text: Text, changes: Iterable[Change]) -> Text:
    return text_as(text, look_after(text.x, text.y, changes))


def changed_image(image: Image, changes: Iterable[Change]) -> Image:
    return image_as(image, look_after(image.x, image.y, changes))


def look_after(x: int, y: int, changes: Iterable[Change]) -> Look:
    look = Look(x, y)
    for change in changes:
        look = look.after(change)
    return look
