"""Others who draw all the time: `python -m bench.browser.company SERVER PATH PEOPLE STROKES`.

Each sends ink 30 times a second and ends a stroke every second and a half, around the middle of a
drawing of so many strokes. Prints a line once everybody draws; goes on until it is ended.
"""

from __future__ import annotations

import asyncio
import math
import random
import secrets
import sys

from bench import client
from bench.scenes import side_of
from canvas import messages
from canvas.log import Kind
from canvas.strokes import UNITS_PER_PIXEL, Stroke, Style, Tool, encode_stroke
from canvas.varint import append_varint

INK_SECONDS = 1 / 30
PIECES = 45  # in a stroke
POINTS = 4  # in a piece
AROUND = 350  # px


async def draw_on(line: client.Line, middle: float, chance: random.Random) -> None:
    listening = asyncio.create_task(_listen(line))
    while not listening.done():
        await _draw(line, _swirl(middle, chance))
    listening.result()


async def _draw(line: client.Line, stroke: Stroke) -> None:
    id = secrets.token_bytes(16)
    for offset in range(0, len(stroke.x), POINTS):
        out = bytearray((messages.INK,)) + id[: messages.PREFIX_LENGTH]
        append_varint(out, offset)
        await line.put(bytes(out) + encode_stroke(_part(stroke, offset)))
        await asyncio.sleep(INK_SECONDS)
    draft = messages.Draft(id, Kind.STROKE, encode_stroke(stroke))
    await line.put(messages.encode_operation(draft))


async def _listen(line: client.Line) -> None:
    """Take all that comes and say so, as a browser does; it need not be understood."""
    told = 0
    while True:
        line.received += len(await line.connection.recv(decode=False))
        if line.received - told > 1 << 16:
            told = line.received
            await line.beat()


def _part(stroke: Stroke, start: int) -> Stroke:
    end = start + POINTS
    return Stroke(
        stroke.style,
        stroke.x[start:end],
        stroke.y[start:end],
        stroke.pressure[start:end],
        stroke.dt[start:end],
    )


def _swirl(middle: float, chance: random.Random) -> Stroke:
    x, y = (middle + chance.uniform(-AROUND, AROUND) for _ in "xy")
    count, turn = PIECES * POINTS, chance.uniform(0.05, 0.2)
    places = [(x + 0.5 * k * math.cos(turn * k), y + 20 * math.sin(turn * k)) for k in range(count)]
    style = Style(Tool.PEN, chance.randrange(1 << 24), 5 * UNITS_PER_PIXEL, opacity=255)
    return Stroke(
        style,
        [round(x * UNITS_PER_PIXEL) for x, _ in places],
        [round(y * UNITS_PER_PIXEL) for _, y in places],
        [170] * count,
        [8] * count,
    )


async def main() -> None:
    server, path, people, strokes = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    async with asyncio.TaskGroup() as group:
        for number in range(people):
            ticket = await asyncio.to_thread(client.Ticket.take, server, path)
            line = await client.Line.open(server, ticket)
            await line.subscribe()
            await line.expect("subscribed")
            group.create_task(draw_on(line, side_of(strokes) / 2, random.Random(number)))
        print("drawing", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
