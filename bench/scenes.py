"""Large drawings to measure with: `python -m bench.scenes STROKES…` puts one of each size into the
database that DATABASE_URL names, and prints the paths of their pages.

The same size is always the same scene: strokes of forty points like quick handwriting, spread so
that a screenful holds about as many whatever the size.
"""

from __future__ import annotations

import math
import os
import random
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from canvas.strokes import UNITS_PER_PIXEL, Stroke, Style, Tool, encode_stroke
from canvas.varint import append_zigzag, read_varint

POINTS = 40
COLOURS = (0x1E1E1E, 0xE03131, 0x1971C2, 0x2F9E44, 0xF08C00, 0x7048E8)
SIZES = (2, 3, 4, 5)  # px at full pressure
SHAPES = 1200  # strokes differ in place and, up to here, in shape
SPREAD = 60  # px of the paper's side for each root of a stroke
STYLE_BYTES = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """A stroke that starts at the origin, and its bytes around where it starts."""

    stroke: Stroke
    colour: int  # index
    head: bytes
    x: bytes
    rest: bytes

    def at(self, x: int, y: int) -> bytes:
        """Encode it where it starts at a place, in 1/16 px."""
        out = bytearray(self.head)
        append_zigzag(out, x)
        out += self.x
        append_zigzag(out, y)
        return bytes(out + self.rest)


@dataclass(frozen=True, slots=True)
class Placed:
    shape: Shape
    x: int
    y: int

    def encode(self) -> bytes:
        return self.shape.at(self.x, self.y)


def side_of(count: int) -> int:
    """Give the side of the square that a scene covers, in px."""
    return round(math.sqrt(count) * SPREAD)


def scene(count: int) -> Iterator[Placed]:
    """Give the strokes of a scene, bottom to top."""
    chance = random.Random(count)
    side = side_of(count) * UNITS_PER_PIXEL
    for index in range(count):
        yield Placed(shapes()[index % SHAPES], chance.randrange(side), chance.randrange(side))


def columns(count: int) -> bytes:
    """Give a scene as 32-bit numbers for those who do not read our format.

    The number of strokes and of points in each; then of every stroke its colour, its size in px,
    and the columns x, y (1/16 px) and pressure (0 to 255).
    """
    out = array("i", (count, POINTS))
    for placed in scene(count):
        stroke = placed.shape.stroke
        out.extend((stroke.style.color, stroke.style.size // UNITS_PER_PIXEL))
        out.extend([placed.x + x for x in stroke.x])
        out.extend([placed.y + y for y in stroke.y])
        out.extend(stroke.pressure)
    return out.tobytes()


@cache
def shapes() -> list[Shape]:
    chance = random.Random(7)
    return [_shape(_handwriting(chance, index)) for index in range(SHAPES)]


def _shape(stroke: Stroke) -> Shape:
    encoded = encode_stroke(stroke)
    _size, at = read_varint(encoded, STYLE_BYTES)
    _count, at = read_varint(encoded, at)
    x = y = at + 1  # where it starts is 0, a single byte
    for _ in range(POINTS - 1):
        _step, y = read_varint(encoded, y)
    return Shape(stroke, stroke.style.color, encoded[:at], encoded[x:y], encoded[y + 1 :])


def _handwriting(chance: random.Random, index: int) -> Stroke:
    """Swing around a direction while going on, the pressure swelling."""
    heading, swing = chance.uniform(0, 2 * math.pi), chance.uniform(-1.2, 1.2)
    often, phase = chance.uniform(0.05, 0.35), chance.uniform(0, 2 * math.pi)
    speed, drift = chance.uniform(1.5, 4.5), chance.uniform(-0.075, 0.075)
    x, y, places = 0.0, 0.0, []
    for k in range(POINTS):
        places.append((round(x * UNITS_PER_PIXEL), round(y * UNITS_PER_PIXEL)))
        direction = heading + swing * math.sin(often * k + phase) + drift * k
        step = speed * (1 + 0.5 * math.sin(0.2 * k + phase))
        x, y = x + step * math.cos(direction), y + step * math.sin(direction)
    style = Style(
        Tool.PEN, COLOURS[index % len(COLOURS)], chance.choice(SIZES) * UNITS_PER_PIXEL, opacity=255
    )
    pressure = [round(255 * (0.5 + 0.35 * math.sin(0.12 * k + phase))) for k in range(POINTS)]
    return Stroke(
        style, [x for x, _ in places], [y for _, y in places], pressure, [0] + [8] * (POINTS - 1)
    )


def plant(count: int) -> str:
    """Put a scene into the database as a drawing of somebody's; return its page's path."""
    from django.db import transaction

    from accounts.models import Person
    from canvas.log import Kind
    from canvas.models import Drawing, Operation
    from canvas.participants import come_in

    with transaction.atomic():
        drawing = Drawing.objects.create(title=f"{count:,} strokes")
        author = come_in(drawing, Person.objects.create(name="Nobody"), drawing.key)
        rows = [
            Operation(
                drawing=drawing,
                seq=seq,
                op_id=UUID(int=random.Random(seq).getrandbits(128)),
                author=author,
                kind=Kind.STROKE,
                body=placed.encode(),
                at=seq,
            )
            for seq, placed in enumerate(scene(count), 1)
        ]
        Operation.objects.bulk_create(rows, batch_size=1000)
        size = sum(len(row.body) for row in rows)
        Drawing.objects.filter(pk=drawing.pk).update(head=count, size=size)
    return drawing.get_absolute_url()


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drawnby.settings")
    django.setup()
    for argument in sys.argv[1:]:
        print(plant(int(argument)))


if __name__ == "__main__":
    main()
