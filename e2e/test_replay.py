"""The replay: what it shows at a moment is what the drawing was, to the pixel; and its controls."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from canvas.log import Kind
from canvas.strokes import decode_stroke
from e2e.accessibility import MISSED, assert_axe_finds_nothing, tab_stops
from e2e.logs import Entry, log_of
from e2e.pages import Drawing, new_drawing
from e2e.parts import HeldCode
from e2e.pens import PenHand, Touch, polyline, wave

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from e2e.conftest import Person
    from e2e.guests import Guest

LEAD, TAIL = 300, 400  # ms of a replay before its first stroke and after its last operation

# Somebody comes back to the page: nobody waits until it asks again by itself.
LOOKS_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
CODE = re.compile(r"/assets/replay-[^/]*\.js$")
PATIENCE = 30_000  # ms: where it asked just before, it asks again only after a pause

# A page looks where a replay looked: it finds that place remembered, as after a reload.
LOOK = """
document.addEventListener('readystatechange', () => {
  const page = document.querySelector('script#page');
  if (!page || document.readyState !== 'interactive') return;
  sessionStorage.setItem('drawnby.view.' + JSON.parse(page.textContent).uid, '%s');
});
"""


class Replay:
    """The replay's page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.paper = page.locator("#paper")

    def open(self, path: str) -> Replay:
        self.page.goto(f"{path}/replay")
        expect(self.page.locator("#replay")).to_have_attribute("data-state", "ready")
        return self

    def pause(self) -> None:
        self.page.get_by_role("button", name="Pause").click()

    def seek(self, share: float) -> None:
        """Point at a place of the timeline."""
        box = self.page.locator("#lane-field").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)

    def shows(self, operations: int) -> None:
        expect(self.paper).to_have_attribute("data-applied", str(operations))

    def seen(self) -> bytes:
        expect(self.paper).to_have_attribute("data-underway", "0")
        return Drawing(self.page).seen().tobytes()

    def window(self) -> tuple[dict[str, Any], str]:
        """The paper's size, and the place it shows, as a drawing's page remembers one."""
        box = self.paper.bounding_box()
        assert box is not None
        x, y, zoom = map(float, (self.paper.get_attribute("data-view") or "").split())
        middle = {"x": x + box["width"] / 2 / zoom, "y": y + box["height"] / 2 / zoom}
        size = {"width": round(box["width"]), "height": round(box["height"])}
        return size, json.dumps({**middle, "zoom": zoom})


def happened_at(log: list[Entry], share: float) -> int:
    """How many operations had happened after a share of the time, where no pause was long."""
    starts = [e.at - sum(decode_stroke(e.body).dt) for e in log if e.kind == Kind.STROKE]
    begin = min(starts) - LEAD
    end = log[-1].at + TAIL
    return sum(entry.at <= begin + share * (end - begin) for entry in log)


def tap(path: list[Touch], x: float, y: float) -> list[Touch]:
    return [Touch(at.x + x, at.y + y, at.pressure) for at in path]


LINE = wave(300, 250, 300)
STILL: dict[str, Any] = {"reduced_motion": "reduce"}


@pytest.mark.once
def test_a_stranger_sees_the_drawing_as_it_was(person: Person, servers: list[str]) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    began = time.monotonic()
    PenHand(mia.page).draw(LINE)
    PenHand(tom.page).draw(tap(LINE, 40, 60))
    tom.shows(2)
    mia.undo()
    tom.shows(1)
    mia.choose("Marker")
    PenHand(mia.page).draw(tap(LINE, 10, 90))
    tom.shows(2)
    # A pause as long as what came before: wherever a slow machine draws, the middle lies in it.
    mia.page.wait_for_timeout(min(6_000, max(1_500, 1000 * (time.monotonic() - began))))
    tom.choose("Eraser")
    PenHand(tom.page).draw(tap(LINE, 0, 75))
    mia.shows(3)
    PenHand(mia.page).draw(tap(LINE, -60, 160))
    tom.shows(4)

    replay = Replay(person(servers[-1])).open(servers[-1] + mia.path)
    replay.pause()
    log = log_of(replay.page.request, replay.page.url.removesuffix("/replay"))
    half = happened_at(log, 0.5)
    assert 0 < half < len(log)
    replay.seek(0.5)
    replay.shows(half)
    size, place = replay.window()
    in_the_middle = replay.seen()

    # The drawing goes on meanwhile; the replay stays where it is.
    PenHand(tom.page).draw(tap(LINE, 0, 250))
    mia.shows(5)
    replay.shows(half)

    replay.page.keyboard.press("End")
    replay.shows(len(log))
    at_the_end = replay.seen()
    tom.undo()
    mia.shows(4)
    live = Drawing(person(servers[0], viewport=size))
    live.page.context.add_init_script(LOOK % place)
    live.open(servers[0] + mia.path).shows(4)
    assert live.seen().tobytes() == at_the_end

    replay.seek(0.5)
    replay.shows(half)
    replay.page.context.add_init_script(LOOK % place)
    credit = replay.page.locator(".replay-words .credit").inner_text()
    replay.page.get_by_role("button", name="New drawing from here").click()
    then = Drawing(replay.page).ready()
    replay.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    replay.page.reload()
    then.ready().shows(2)
    assert then.seen().tobytes() == in_the_middle
    assert log_of(then.page.request, then.page.url) == log[:half]
    expect(then.page.locator(".lineage .credit")).to_have_text(credit)


@pytest.mark.once
def test_what_is_drawn_meanwhile_is_offered_and_watched_on(
    person: Person, guest: Callable[[], Guest]
) -> None:
    mia = new_drawing(person())
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    replay = Replay(person(**STILL)).open(mia.path)
    page = replay.page
    page.keyboard.press("Home")
    replay.shows(0)
    tom = guest()
    tom.enter(tom.open(mia.path)).draw()
    mia.shows(2)
    page.evaluate(LOOKS_AGAIN)
    offer = page.locator("#meanwhile")
    expect(offer).to_have_text("1 new stroke: watch on", timeout=PATIENCE)
    expect(page.locator("#news")).to_have_text("1 new stroke: watch on")
    replay.shows(0)  # whoever looks at a moment is left there

    for _ in range(6):
        page.keyboard.press(">")  # it took as long as this machine does
    page.keyboard.press(" ")  # played on to the end, it goes on with what is new
    replay.shows(2)
    expect(offer).to_be_hidden()
    expect(page.locator("#end-card")).to_be_visible()
    expect(page.locator(".replay-person")).to_have_count(2)

    PenHand(mia.page).draw(tap(LINE, 0, 80))
    mia.shows(3)
    page.keyboard.press("Home")
    page.evaluate(LOOKS_AGAIN)
    offer.click(timeout=PATIENCE)
    replay.shows(3)
    expect(offer).to_be_hidden()
    expect(page.locator("#end-card")).to_be_visible()


@pytest.mark.once
@pytest.mark.thorough
def test_what_is_pressed_before_the_code_has_come_is_pressed_once_it_has(person: Person) -> None:
    mia = new_drawing(person())
    for line in range(2):
        PenHand(mia.page).draw(tap(LINE, 0, 60 * line))
    mia.shows(2)
    page = person()
    code = HeldCode(page, CODE)
    page.goto(f"{mia.path}/replay", wait_until="commit")
    faster = page.get_by_role("button", name="16×", exact=True)
    faster.click()
    page.keyboard.press(".")
    code.come()
    replay = Replay(page)
    replay.shows(1)
    expect(faster).to_have_attribute("aria-pressed", "true")
    # Left alone, the one would play, and the other rest at the end.
    for manner in ({}, STILL):
        page = person(**manner)
        code = HeldCode(page, CODE)
        page.goto(f"{mia.path}/replay", wait_until="commit")
        play = page.get_by_role("button", name="Play", exact=True)
        play.click()
        page.keyboard.press(" ")
        code.come()
        expect(page.locator("#replay")).to_have_attribute("data-state", "ready")
        expect(play).to_be_visible()
        Replay(page).shows(0)
    page = person(**STILL)
    code = HeldCode(page, CODE)
    page.goto(f"{mia.path}/replay", wait_until="commit")
    replay = Replay(page)
    replay.seek(0)
    code.come()
    replay.shows(0)


# How many frames are asked for in the time of ten.
FRAMES_ASKED = """
() => new Promise((done) => {
  const ask = window.requestAnimationFrame;
  let [asked, frames] = [0, 0];
  window.requestAnimationFrame = (draw) => {
    asked++;
    return ask(draw);
  };
  const count = () => {
    if (++frames > 10) done(asked);
    else ask(count);
  };
  ask(count);
})
"""


@pytest.mark.once
@pytest.mark.thorough
def test_a_replay_draws_once_a_frame_whatever_becomes_of_its_window(person: Person) -> None:
    mia = new_drawing(person())
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    page = Replay(person()).open(mia.path).page
    for width in (900, 1000, 1100):
        page.set_viewport_size({"width": width, "height": 700})
    page.keyboard.press("<")  # slower: it is still playing when frames are counted
    # In the page itself: what is played may be over before a slow one is asked.
    home = "dispatchEvent(new KeyboardEvent('keydown', {key: 'Home', bubbles: true}))"
    assert 5 <= page.evaluate(f"() => {{ document.body.{home}; return ({FRAMES_ASKED})(); }}") <= 12
    expect(page.locator("#end-card")).to_be_visible()
    expect(page.locator("#cursors .cursor")).to_have_count(0)
    expect(page.locator("#paper")).to_have_attribute("data-developed", "true")
    assert page.evaluate(FRAMES_ASKED) == 0  # it rests


# What is told to those who do not see it, from now on.
NEWS = """
() => {
  const news = document.querySelector("#news");
  window.told = [];
  new MutationObserver(() => window.told.push(news.textContent)).observe(news, {childList: true});
}
"""

THOROUGH = pytest.mark.thorough


@pytest.mark.once
@pytest.mark.thorough
@pytest.mark.parametrize(
    "look",
    [STILL, {**STILL, "phone": True, "color_scheme": "dark"}],
    ids=["desktop", "dark-phone"],
)
def test_the_replay_is_done_by_keyboard_and_clean(
    person: Person, axe: str, look: dict[str, Any]
) -> None:
    mia = new_drawing(person())
    for row in range(3):
        PenHand(mia.page).draw(tap(LINE, 0, 60 * row))
        mia.shows(row + 1)
    mia.say("Boats are mine then")
    replay = Replay(person(**look)).open(mia.path)
    replay.shows(3)  # with less motion, paused on the finished drawing
    page = replay.page
    assert_axe_finds_nothing(page, axe, "a replay")
    if "phone" not in look:
        stops = tab_stops(page)
        assert 'slider "Moment"' in stops
        assert page.evaluate(MISSED) == []

    page.keyboard.press("Home")
    replay.shows(0)
    for count in (1, 2):
        page.keyboard.press(".")
        replay.shows(count)
    expect(page.locator("#news")).to_contain_text("Stroke 2 of 3, by")
    page.keyboard.press(",")
    replay.shows(1)
    page.keyboard.press(">")
    expect(page.locator("#speed [data-words]")).to_have_text("2×")
    tint = page.locator("#tint")
    tint.click()
    assert_axe_finds_nothing(page, axe, "who drew what")
    page.locator("#paper").focus()
    page.evaluate(NEWS)
    page.keyboard.press("End")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#end-card")).to_be_visible()
    replay.shows(3)
    assert_axe_finds_nothing(page, axe, "the end of a replay")
    said, over = page.evaluate("window.told")
    assert said.endswith(": Boats are mine then")
    assert over.startswith("That was all. Drawn by ")

    # Whoever wants no single letters as shortcuts has none here either.
    page.keyboard.press("w")
    expect(tint).to_have_attribute("aria-pressed", "false")
    page.evaluate("localStorage.setItem('drawnby.keys.single', 'false')")
    page.keyboard.press("w")
    page.keyboard.press("Home")
    replay.shows(0)
    expect(tint).to_have_attribute("aria-pressed", "false")


@pytest.mark.once
@THOROUGH
def test_a_stroke_drawn_far_out_and_undone_leaves_the_rest_as_large_as_it_was(
    person: Person,
) -> None:
    mia = new_drawing(person())
    for row in range(3):
        PenHand(mia.page).draw(tap(LINE, 0, 60 * row))
    mia.shows(3)
    keys = mia.page.keyboard
    for _ in range(30):
        keys.press("-")
    expect(mia.paper).to_have_attribute("data-view", re.compile(r" 0\.01$"))
    PenHand(mia.page).draw(polyline((500, 250), (800, 350)))
    mia.shows(4)
    mia.undo()
    mia.shows(3)
    for way in ("", "/embed"):
        page = person(**STILL)
        paper = Replay(page).open(mia.path + way).paper
        expect(paper).to_have_attribute("data-view", re.compile(r" 1$"))
        assert Drawing(page).seen().getbbox()


# A pen rests on the words that tell how long nothing happened: which of them is seen?
SEEN_THERE = """
() => {
  const [words, pens] = ['#skipped', '#cursors'].map((one) => document.querySelector(one));
  words.hidden = false;
  const pen = pens.appendChild(document.createElement('div'));
  pen.className = 'cursor';
  pen.style.width = pen.style.height = '100%';
  for (const each of [words, pen]) each.style.pointerEvents = 'auto';
  const { left, top } = words.getBoundingClientRect();
  return [0, 30].map((y) => document.elementFromPoint(left + 30, top + 10 - y).className);
}
"""


@pytest.mark.once
@THOROUGH
def test_what_is_said_on_the_paper_lies_above_the_pens(person: Person) -> None:
    mia = new_drawing(person())
    PenHand(mia.page).draw(LINE)
    mia.shows(1)
    replay = Replay(person(**STILL)).open(mia.path)
    assert replay.page.evaluate(SEEN_THERE) == ["replay-skipped", "cursor"]


@pytest.mark.once
@THOROUGH
def test_a_link_to_a_moment_opens_at_it(person: Person) -> None:
    mia = new_drawing(person())
    for row in range(2):
        PenHand(mia.page).draw(tap(LINE, 0, 60 * row))
        mia.shows(row + 1)
    page = person(permissions=["clipboard-read", "clipboard-write"])
    replay = Replay(page).open(mia.path)
    replay.pause()
    page.keyboard.press("Home")
    page.keyboard.press(".")
    replay.shows(1)
    page.get_by_role("button", name="Copy replay link").click()
    expect(page.locator("#toasts")).to_contain_text("Link to this moment copied")
    link = page.evaluate("navigator.clipboard.readText()")
    again = Replay(person())
    again.page.goto(link)
    again.shows(1)
    expect(again.page.get_by_role("button", name="Play", exact=True)).to_be_visible()
