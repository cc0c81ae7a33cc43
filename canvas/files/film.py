"""A time-lapse as one file that moves in every browser: animated WebP or GIF.

It shows the drawing after ever more of its operations, evenly, so that what was taken back comes
and goes as it did; the finished drawing rests at the end. frontend/src/replay/timelapse makes
videos so.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageColor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECONDS = 10
NEAR = 8  # of 255, in any channel
REST = 1.5  # of these the finished drawing stands still


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: how large, how often, and what its encoder is told."""

    name: str
    size: tuple[int, int]
    rate: int  # pictures a second
    options: tuple[tuple[str, Any], ...]
    colors: int | None = None  # as many as it can have, all films' pictures together

    def stops(self, operations: int) -> list[int]:
        """Say after how many operations each picture is: none at first, all in the last."""
        steps = min(max(int((SECONDS - REST) * self.rate), 1), max(operations, 1))
        return [operations * step // steps for step in range(steps + 1)]


FORMS = {
    "webp": Form("WEBP", (960, 540), 10, (("quality", 80), ("method", 0))),
    "gif": Form("GIF", (800, 450), 10, (("disposal", 1), ("optimize", False)), 256),
}


def write_film(
    pictures: Iterator[Image.Image],
    form: Form,
    count: int,
    samples: Iterable[Image.Image],
    paper: str,
) -> bytes:
    """Encode `count` pictures; the last one rests. In `samples` all their colours can be seen."""
    if form.colors is not None:
        pictures = _limited(pictures, _palette(samples, form.colors, paper))
    file = BytesIO()
    first = next(pictures)
    first.save(
        file,
        form.name,
        save_all=True,
        append_images=pictures,
        duration=[round(1000 / form.rate)] * (count - 1) + [round(1000 * REST)],
        loop=0,
        **dict(form.options),
    )
    return file.getvalue()


def _palette(samples: Iterable[Image.Image], colors: int, paper: str) -> Image.Image:
    """Choose the colours for all pictures at once: for each anew takes ten times as long."""
    every = list(samples)
    width, height = every[0].size
    strip = Image.new("RGB", (width, height * len(every)))
    for row, sample in enumerate(every):
        strip.paste(sample, (0, row * height))
    numbers = strip.quantize(colors - 1, Image.Quantize.MEDIANCUT).getpalette() or []
    chosen = zip(*(iter(numbers[: 3 * (colors - 1)]),) * 3, strict=True)
    ground = ImageColor.getrgb(paper)[:3]
    palette = Image.new("P", (1, 1))
    # Pillow finds the nearest colour for eight shades together: paper has none near.
    others = [color for color in chosen if max(map(_apart, color, ground)) > NEAR]
    palette.putpalette([part for color in (ground, *others) for part in color])
    return palette


def _apart(one: int, other: int) -> int:
    return abs(one - other)


def _limited(pictures: Iterator[Image.Image], palette: Image.Image) -> Iterator[Image.Image]:
    for picture in pictures:
        yield picture.quantize(palette=palette, dither=Image.Dither.NONE)
