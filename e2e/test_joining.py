"""Coming late into a long drawing: its log over HTTP, or from the socket, is the same picture."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.pages import Drawing
from e2e.pens import PenHand, polyline
from e2e.servers import ROOT, RestartableServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Request

    from e2e.conftest import Person

pytestmark = [pytest.mark.once, pytest.mark.thorough]

OPERATIONS = 3500
CHUNKS = ["1-2000", "2001-3000"]  # its full thousands; a tail follows
VISIBLE = OPERATIONS - 2 * OPERATIONS // 50  # one in fifty takes another back


class LongDrawing(RestartableServer):
    """A server that has a drawing of many strokes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        command = [sys.executable, "-m", "bench.join.seeding", str(OPERATIONS)]
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "drawnby.settings"}
        made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        self.path: str = json.loads(made.stdout)[str(OPERATIONS)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LongDrawing]:
    server = LongDrawing(tmp_path_factory.mktemp("long"))
    server.start()
    yield server
    server.stop()


def fetches(page: Page) -> list[str]:
    """The parts of the log that are asked for from now on, by the page and by its worker."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/log/" in request.url:
            asked.append(request.url.rsplit("/")[-1])

    page.context.on("request", note)
    return asked


def test_a_late_joiner_sees_the_same_picture_whichever_way_the_log_comes(
    server: LongDrawing, person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("ERR_FAILED")
    by_http, by_socket = person(server.url), person(server.url)
    by_socket.context.route("**/log/*", lambda route: route.abort())
    fetched = fetches(by_http)
    late = Drawing(by_http).open(server.path)
    other = Drawing(by_socket).open(server.path)
    for drawing in (late, other):
        drawing.shows(VISIBLE)
        expect(drawing.paper).to_have_attribute("data-applied", str(OPERATIONS))
    assert fetched == [*CHUNKS, "3001-3500"]
    assert late.seen().tobytes() == other.seen().tobytes()
    PenHand(by_socket).draw(polyline((300, 300), (500, 400), step=20))
    late.shows(VISIBLE + 1)


def test_a_replay_reads_in_chunks_what_is_to_be_had_so(server: LongDrawing, person: Person) -> None:
    page = person(server.url)
    fetched = fetches(page)
    page.goto(f"{server.path}/replay")
    expect(page.locator("#replay")).to_have_attribute("data-state", "ready")
    *chunks, tail = fetched
    assert chunks == CHUNKS
    assert tail.startswith("3001-")


def test_one_can_draw_before_the_log_is_there(server: LongDrawing, person: Person) -> None:
    page = person(server.url)
    held: list[object] = []
    page.route("**/log/1-2000", lambda route: held.append(route))
    page.goto(server.path)
    drawing = Drawing(page)
    expect(drawing.paper).to_have_attribute("data-pending", "0")
    PenHand(page).draw(polyline((300, 300), (500, 400), step=20))
    expect(drawing.paper).to_have_attribute("data-pending", "1")
    while not held:
        page.wait_for_timeout(10)
    held[0].continue_()  # type: ignore[attr-defined]
    drawing.ready()
    expect(drawing.paper).to_have_attribute("data-pending", "0")
