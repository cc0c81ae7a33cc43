"""Painting in other processes: real ones, started and killed here."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from canvas.render import farm, jobs
from canvas.render.farm import Farm, RenderBusy
from canvas.render.wanted import Wanted
from canvas.strokes import StrokeError, Tool, encode_stroke
from tests.canvas.render.raster_contract import draw

BODIES = [encode_stroke(draw(Tool.PEN, 8, (10, 10), (90, 60)))]


@pytest.fixture(scope="module", autouse=True)
def processes_end() -> Iterator[None]:
    yield
    farm.farm().close()


def test_a_worker_paints_what_this_process_would() -> None:
    assert farm.render(jobs.thumbnail, BODIES) == jobs.thumbnail(BODIES)
    wanted = Wanted(background=None, scale=2.0)
    assert farm.render(jobs.picture, BODIES, wanted) == jobs.picture(BODIES, wanted)


def test_the_event_loop_runs_on_while_a_picture_is_painted() -> None:
    async def paint() -> tuple[bytes, int]:
        picture = asyncio.ensure_future(farm.arender(jobs.card, BODIES, "Boats", "by Mia"))
        turns = 0
        while not picture.done():
            await asyncio.sleep(0)
            turns += 1
        return picture.result(), turns

    picture, turns = asyncio.run(paint())
    assert picture == jobs.card(BODIES, "Boats", "by Mia")
    assert turns > 10


def test_what_is_wrong_with_a_job_is_told_to_who_asked() -> None:
    with pytest.raises(StrokeError, match="truncated"):
        farm.render(jobs.thumbnail, [b"\x01"])


def test_more_than_may_wait_are_turned_away_and_places_come_back() -> None:
    small = Farm(workers=1, waiting=1)
    accepted = [small.submit(jobs.thumbnail, BODIES) for _ in range(2)]
    with pytest.raises(RenderBusy):
        small.submit(jobs.thumbnail, BODIES)
    assert len({future.result() for future in accepted}) == 1
    assert small.submit(jobs.thumbnail, BODIES).result() == accepted[0].result()
    small.close()


def test_a_killed_worker_costs_one_picture() -> None:
    with pytest.raises(RenderBusy):
        farm.render(os._exit, 9)
    assert farm.render(jobs.thumbnail, BODIES) == jobs.thumbnail(BODIES)


def test_painting_needs_no_django() -> None:
    look = "import sys, canvas.render.jobs; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
