"""The house drawing, drawn live by four guests: all of it arrives, and looks the same."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from canvas.demo import live
from canvas.demo.harbour import TALK, harbour
from canvas.strokes import encode_stroke
from e2e.logs import log_of
from e2e.pages import Drawing
from e2e.pictures import EDGE, SHAPE, differing
from e2e.servers import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from e2e.conftest import Person
    from e2e.guests import Guest

    Enter = Callable[..., Guest]

SPEED = 300  # times a human pace
EACH = 12  # of its strokes: enough in a hurry
PATIENCE = 60_000  # ms until all strokes must have arrived
EDGES_DIFFERING, SHAPES_DIFFERING = 0.05, 0.001  # shares of the inked pixels
SHEET: dict[str, Any] = {"viewport": {"width": 1600, "height": 1000}}  # all of it is in sight


@pytest.mark.once
def test_each_stroke_arrives_in_its_turn_as_it_was_drawn(
    guest: Enter, servers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    some = replace(harbour(), strokes=harbour().strokes[::EACH])
    monkeypatch.setattr(live, "harbour", lambda: some)
    with ThreadPoolExecutor(1) as aside:  # here Playwright's loop runs
        path = aside.submit(lambda: asyncio.run(live.draw_live(servers[0], SPEED, print))).result()
    log = log_of(guest().http, path)
    assert [entry.body for entry in log] == [encode_stroke(drawn.stroke) for drawn in some.strokes]
    drawn = (stroke.author for stroke in some.strokes)
    hands = set(zip((each.author for each in log), drawn, strict=True))
    assert len(hands) == len({credited for credited, _ in hands}) == len(some.people)


@pytest.mark.thorough
@pytest.mark.once  # the same four sockets on every target
def test_the_harbour_is_drawn_live_and_seen_whole(person: Person, servers: list[str]) -> None:
    told = harbour()
    command = [sys.executable, "manage.py", "demo", "--server", servers[0], "--speed", str(SPEED)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout
        path = "/d/" + demo.stdout.readline().rsplit("/d/")[1].strip()
        watcher = Drawing(person(servers[-1], **SHEET)).open(servers[-1] + path)
        expect(watcher.paper).to_have_attribute(
            "data-visible", str(len(told.strokes)), timeout=PATIENCE
        )
        assert demo.stdout.read().splitlines() == [
            "Drawn: 413 strokes by 4 people.",
            f"Watch it again: {servers[0]}{path}/replay",
        ]
        assert demo.wait(PATIENCE / 1000) == 0
    expect(watcher.title).to_have_text(told.title)

    watcher.hears(TALK[-1][2])
    assert watcher.chat.locator(".chat-text").all_inner_texts() == [line[2] for line in TALK]
    watcher.page.keyboard.press("Escape")
    check_picture(watcher)
    watcher.page.keyboard.press("Shift+Digit1")  # all of it, as newcomers see it first
    newcomer = Drawing(person(servers[0], **SHEET)).open(servers[0] + path)
    for each in (watcher, newcomer):
        each.shows(len(told.strokes))
    whole = watcher.seen().tobytes()
    assert newcomer.seen().tobytes() == whole
    newcomer.page.reload()
    newcomer.ready().shows(len(told.strokes))
    assert newcomer.seen().tobytes() == whole


def check_picture(drawing: Drawing) -> None:
    """The server's PNG is what the browser shows, but for antialiasing."""
    seen = drawing.seen()
    picture = drawing.server_picture()
    edges, shapes = differing(picture, seen, EDGE), differing(picture, seen, SHAPE)
    print(f"PNG against canvas: of the inked pixels {edges:.2%} graded, {shapes:.3%} differ")
    assert edges <= EDGES_DIFFERING
    assert shapes <= SHAPES_DIFFERING


def environment() -> dict[str, str]:
    """The demo's own: it needs no database, only the server's address."""
    return {**os.environ, "DATABASE_URL": "sqlite://:memory:", "REDIS_URL": ""}
