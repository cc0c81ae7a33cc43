"""Drawings in others' pages: framed by the code that is copied, watched without a cookie."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from e2e.accessibility import assert_axe_finds_nothing
from e2e.pages import new_drawing
from e2e.pens import PenHand, Touch, wave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import FrameLocator, Page

    from e2e.conftest import Person

LINE = wave(300, 250, 300)
BLACKBOARD = "rgb(46, 74, 64)"


# Ink below the first line, the frame being so large that nothing is moved for it.
SECOND_LINE = """
() => [...document.querySelectorAll('#paper > canvas')].some((canvas) => {
  const {data} = canvas.getContext('2d').getImageData(0, 290, canvas.width, 60);
  return data.some((value, index) => index % 4 === 3 && value > 0);
})
"""


def below(path: list[Touch], by: float) -> list[Touch]:
    return [Touch(at.x, at.y + by, at.pressure) for at in path]


class Blog(BaseHTTPRequestHandler):
    """A site of somebody else's; its only page is `body`."""

    body = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>A blog</title>{self.body}".encode())

    def log_message(self, *_of_the_request: object) -> None:
        """Says nothing."""


@pytest.fixture
def blog() -> Iterator[str]:
    """Its address: by name, so that it is another site than ours, not just another port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Blog) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def framed(page: Page, blog: str, code: str) -> FrameLocator:
    Blog.body = code
    page.goto(blog)
    return page.frame_locator("iframe")


@pytest.mark.once
@pytest.mark.thorough
def test_a_drawing_and_its_replay_are_watched_in_other_sites_pages(
    person: Person, blog: str, axe: str
) -> None:
    mia = new_drawing(person(permissions=["clipboard-read", "clipboard-write"]))
    path = mia.path
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    mia.share().get_by_role("button", name="Copy code that embeds it").click()
    live_code = mia.page.evaluate("navigator.clipboard.readText()")
    assert path not in live_code  # the link that draws is not for all the world
    mia.page.keyboard.press("Escape")

    reader = person()
    live = framed(reader, blog, live_code)
    paper = live.locator("#paper")
    expect(paper).to_have_attribute("data-visible", "1")
    pen, line = PenHand(mia.page), below(LINE, 60)
    pen.down(line[0])
    pen.move(line[1:])
    reader.frames[-1].wait_for_function(SECOND_LINE)  # the pen is still down
    expect(paper).to_have_attribute("data-visible", "1")
    pen.up(line[-1])
    mia.shows(2)
    expect(paper).to_have_attribute("data-visible", "2")
    expect(live.locator("#note")).to_be_hidden()
    mia.page.get_by_role("button", name="More colours").click()
    mia.page.get_by_role("button", name="Blackboard").click()
    expect(paper).to_have_css("background-color", BLACKBOARD)
    paper = framed(reader, blog, live_code).locator("#paper")
    expect(paper).to_have_css("background-color", BLACKBOARD)

    mia.page.goto(f"{path}/replay")
    mia.page.get_by_role("button", name="Embed").click()
    expect(mia.page.locator("#toasts")).to_contain_text("Code copied")
    replay = framed(reader, blog, mia.page.evaluate("navigator.clipboard.readText()"))
    expect(replay.locator("#paper")).to_have_attribute("data-applied", "3")
    replay.get_by_role("button", name="Play").click()  # until then it waits
    expect(replay.get_by_role("button", name="Pause")).to_be_visible()
    expect(replay.locator("#paper")).to_have_attribute("data-applied", "1")
    assert not reader.context.cookies()
    for frame in ("embed", "embed/replay"):
        reader.goto(f"{path}/{frame}")
        assert_axe_finds_nothing(reader, axe, frame)


@pytest.mark.once
@pytest.mark.thorough
def test_a_frame_that_the_drawing_does_not_reach_says_so(
    person: Person, blog: str, expected_errors: list[str]
) -> None:
    expected_errors.append("ERR_FAILED")
    mia = new_drawing(person())
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    server = mia.page.url.split("/d/")[0]
    reader = person()
    reader.route("**/log/**", lambda route: route.abort())
    # A socket that says nothing. Closed in its handler, it would never be: Playwright's handlers of
    # sockets run where its calls are answered, so that whatever waits for one there waits for ever.
    reader.route_web_socket("**/watch*", lambda _socket: None)
    live = framed(reader, blog, f'<iframe src="{server}{mia.path}/embed"></iframe>')
    expect(live.locator("#note")).to_contain_text("did not reach you")
