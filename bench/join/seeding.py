"""Drawings of many strokes, put straight into the database of this process's settings.

`python -m bench.join.seeding 10000 …` makes one of each size and prints their paths as JSON.
"""

from __future__ import annotations

import json
import math
import sys
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from canvas.strokes import Stroke, Style, Tool, encode_stroke

if TYPE_CHECKING:
    from collections.abc import Iterator

    from canvas.models import Drawing, Operation, Participant

POINTS = 40
SPREAD = 16.0  # px of paper, each way, for a stroke
STEP = 3 * 16  # units between two points
MARGIN = 200 * 16
COLORS = (0x262833, 0xDD4B33, 0x2F6FDE, 0x2E8B57, 0xE0A030, 0x7A4FBF)
TOOLS = (Tool.PEN, Tool.PEN, Tool.BRUSH, Tool.MARKER)
UNDONE = 50  # every so many operations one takes back the one before
BATCH = 500


def seed(strokes: int) -> str:
    """A drawing with so many operations, by four people; its path."""
    from django.urls import reverse

    from canvas.models import Drawing, Operation

    drawing, hands = _open(strokes)
    rows = list(_operations(drawing, hands, strokes))
    Operation.objects.bulk_create(rows, batch_size=BATCH)
    size = sum(len(row.body) for row in rows)
    Drawing.objects.filter(pk=drawing.pk).update(head=strokes, size=size)
    return reverse("canvas:drawing", args=[drawing.key])


def _open(strokes: int) -> tuple[Drawing, list[Participant]]:
    from accounts.models import Person
    from canvas.models import Drawing
    from canvas.participants import come_in

    people = [Person.objects.create(name=name) for name in ("Mia", "Tom", "Aiko", "Sam")]
    drawing = Drawing.objects.create(owner=people[0], title=f"{strokes} strokes")
    return drawing, [come_in(drawing, person, drawing.key) for person in people]


def _operations(drawing: Drawing, hands: list[Participant], count: int) -> Iterator[Operation]:
    from canvas.log import Kind
    from canvas.models import Operation

    chance = Random(count)
    side = int(math.sqrt(count) * SPREAD * 16)
    before = b""
    for seq in range(1, count + 1):
        undoes = before and seq % UNDONE == UNDONE // 2
        id = chance.randbytes(16)
        yield Operation(
            drawing=drawing,
            seq=seq,
            op_id=UUID(bytes=id),
            author=hands[(seq - bool(undoes)) % len(hands)],
            kind=Kind.HIDE if undoes else Kind.STROKE,
            body=before if undoes else encode_stroke(_stroke(chance, side)),
            at=seq * 700,
        )
        before = id


def _stroke(chance: Random, side: int) -> Stroke:
    """A line that bends as a hand's does."""
    x, y = MARGIN + chance.randrange(side), MARGIN + chance.randrange(side)
    heading, pressure = chance.uniform(0, 2 * math.pi), chance.randrange(90, 200)
    xs, ys, pressures = [x], [y], [pressure]
    for _point in range(POINTS - 1):
        heading += chance.gauss(0, 0.25)
        xs.append(xs[-1] + round(STEP * math.cos(heading)))
        ys.append(ys[-1] + round(STEP * math.sin(heading)))
        pressures.append(min(255, max(20, pressures[-1] + chance.randrange(-8, 9))))
    tool = chance.choice(TOOLS)
    style = Style(
        tool,
        chance.choice(COLORS),
        chance.choice((3, 5, 8, 14)) * 16,
        120 if tool is Tool.MARKER else 255,
    )
    return Stroke(style, xs, ys, pressures, [0] + [chance.choice((8, 8, 9)) for _ in xs[1:]])


def main() -> None:
    import django

    django.setup()
    print(json.dumps({size: seed(int(size)) for size in sys.argv[1:]}))


if __name__ == "__main__":
    main()
