"""A time-lapse as one file that moves in every browser: animated WebP or GIF.

It shows the drawing after ever more of its operations, evenly, so that what was taken back comes
and goes as it did; the finished drawing rests at the end. frontend/src/replay/timelapse makes
videos so.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageColor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SECONDS = 10
NEAR = 8  # of 255, in any channel
MOST_PAPERS = 8  # that a film with few colours shows as they are
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
    papers: Sequence[str],
) -> bytes:
    """Encode `count` pictures; the last one rests.

    In `samples` the colours of what is drawn can be seen; `papers` are what it is drawn on, those
    that matter most first.
    """
    if form.colors is not None:
        pictures = _limited(pictures, _palette(samples, form.colors, papers))
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


def _palette(samples: Iterable[Image.Image], colors: int, papers: Sequence[str]) -> Image.Image:
    """Choose the colours for all pictures at once: for each anew takes ten times as long."""
    every = list(samples)
    width, height = every[0].size
    strip = Image.new("RGB", (width, height * len(every)))
    for row, sample in enumerate(every):
        strip.paste(sample, (0, row * height))
    grounds: list[tuple[int, ...]] = []
    for paper in papers[:MOST_PAPERS]:
        grounds += _far_from(grounds, [ImageColor.getrgb(paper)[:3]])
    free = colors - len(grounds)
    numbers = strip.quantize(free, Image.Quantize.MEDIANCUT).getpalette() or []
    chosen = zip(*(iter(numbers[: 3 * free]),) * 3, strict=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chain(*grounds, *_far_from(grounds, chosen))])
    return palette


def _far_from(
    grounds: Sequence[tuple[int, ...]], colors: Iterable[tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """Leave out what is near a ground: Pillow finds one nearest colour for eight shades."""
    return [one for one in colors if not any(_near(one, ground) for ground in grounds)]


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(here - there) <= NEAR for here, there in zip(one, other, strict=True))


def _limited(pictures: Iterator[Image.Image], palette: Image.Image) -> Iterator[Image.Image]:
    for picture in pictures:
        yield picture.quantize(palette=palette, dither=Image.Dither.NONE)
