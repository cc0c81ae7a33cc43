"""A time-lapse as one file that moves in every browser: animated WebP or GIF.

How the strokes are spread over the time is what frontend/src/canvas/timelapse/schedule.ts does for
video: evenly, and the finished drawing rests at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

SECONDS = 10
REST = 1.5  # of these the finished drawing stands still


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: how large, how often, and what its encoder is told."""

    name: str
    size: tuple[int, int]
    rate: int  # pictures a second
    options: tuple[tuple[str, Any], ...]

    def stops(self, strokes: int) -> list[int]:
        """Say how many strokes each picture shows: none at first, all in the last."""
        steps = min(max(int((SECONDS - REST) * self.rate), 1), max(strokes, 1))
        return [strokes * step // steps for step in range(steps + 1)]


FORMS = {
    "webp": Form("WEBP", (960, 540), 10, (("quality", 80), ("method", 0))),
    "gif": Form("GIF", (800, 450), 10, (("disposal", 1),)),
}


def write_film(pictures: Iterator[Image.Image], form: Form, count: int) -> bytes:
    """Encode `count` pictures; the last one rests."""
    file = BytesIO()
    next(pictures).save(
        file,
        form.name,
        save_all=True,
        append_images=pictures,
        duration=[round(1000 / form.rate)] * (count - 1) + [round(1000 * REST)],
        loop=0,
        **dict(form.options),
    )
    return file.getvalue()
