"""Nothing drawn is ever lost: servers stop and crash, networks go, tabs close, and all is there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Dialog, Page, expect
from playwright.sync_api import Error as PlaywrightError

from e2e.pages import Drawing, new_drawing, sign_up
from e2e.pens import PenHand, Touch, polyline
from e2e.servers import ROOT, RestartableServer

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Person

pytestmark = pytest.mark.once

WITHOUT_INDEXED_DB = "Object.defineProperty(window, 'indexedDB', {value: undefined})"
SEND_A_FORM = """
() => {
  const form = Object.assign(document.createElement('form'), {
    method: 'post', action: `${location.pathname}/branch`,
  });
  document.body.append(form);
  form.submit();
}
"""
UNTIL_SOMETHING_IS_KEPT = """
async () => {
  const database = await new Promise((opened) => {
    indexedDB.open('drawnby').onsuccess = ({target}) => opened(target.result);
  });
  const count = () => new Promise((counted) => {
    const counting = database.transaction('outbox').objectStore('outbox').count();
    counting.onsuccess = () => counted(counting.result);
  });
  while (await count() === 0) await new Promise(requestAnimationFrame);
  database.close();
}
"""

HOLD_THE_DATABASE = """
async () => {
  const database = await new Promise((opened) => {
    indexedDB.open('drawnby').onsuccess = ({target}) => opened(target.result);
  });
  const store = database.transaction('outbox', 'readwrite').objectStore('outbox');
  await new Promise((held) => {
    const goOn = () => {
      held();
      store.count().onsuccess = goOn;
    };
    store.count().onsuccess = goOn;
  });
}
"""


@pytest.fixture(scope="module")
def restartable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RestartableServer]:
    server = RestartableServer(tmp_path_factory.mktemp("restartable"))
    yield server
    server.stop()


@pytest.fixture
def server(restartable: RestartableServer, expected_errors: list[str]) -> RestartableServer:
    """A server that may be stopped, running when the test begins."""
    # The second of parts of the page, which come when it idles.
    expected_errors += ["WebSocket connection to", "Failed to load resource: net::ERR_"]
    restartable.start()
    return restartable


def short_lines(count: int) -> list[list[Touch]]:
    """Lines that do not touch each other, in rows of five."""
    places = [(80 + 140 * (n % 5), 120 + 60 * (n // 5)) for n in range(count)]
    return [polyline((x, y), (x + 80, y + 20), step=20) for x, y in places]


def draw_lines(page: Page, count: int) -> None:
    pen = PenHand(page)
    for line in short_lines(count):
        pen.draw(line)


def waits(drawing: Drawing, count: int) -> None:
    strokes = "stroke" if count == 1 else "strokes"
    expect(drawing.status.locator("[data-words]")).to_have_text(f"{count} {strokes} waiting")


def is_cut_off(drawing: Drawing) -> None:
    expect(drawing.status).to_have_attribute("data-kind", "connecting")


def reopened(page: Page, url: str) -> Drawing:
    """The drawing in a new tab of the browser that `page` was in."""
    return Drawing(page.context.new_page()).open(url)


def meeting(person: Person, server: RestartableServer) -> tuple[Drawing, Drawing]:
    """Two people on one drawing."""
    mia = new_drawing(person(server.url))
    tom = Drawing(person(server.url)).open(mia.page.url)
    return mia, tom


def both_show(mia: Drawing, tom: Drawing, strokes: int) -> None:
    """All is there, once, and looks the same; also to those who read it anew."""
    for each in (mia, tom):
        each.shows(strokes)
    assert mia.seen().tobytes() == tom.seen().tobytes()
    expect(tom.paper).to_have_attribute("data-applied", str(strokes))
    expect(mia.status).to_have_attribute("data-kind", "saved")


def test_the_outbox_keeps_its_contract_in_the_browsers_database(
    person: Person, servers: list[str], tmp_path: Path
) -> None:
    bundle = tmp_path / "contract.js"
    source = "src/canvas/outbox/testing/browser.ts"
    rolldown = ["npx", "--no", "rolldown", source, "--format", "iife", "--file", str(bundle)]
    subprocess.run(rolldown, cwd=ROOT / "frontend", check=True, capture_output=True)
    page = person(servers[0])
    page.goto("/healthz")
    page.evaluate(bundle.read_text(encoding="utf-8"))
    results = page.evaluate("runContract()")
    assert len(results) >= 8
    assert {case: trouble for case, trouble in results.items() if trouble} == {}


def test_twenty_strokes_drawn_without_a_server_survive_the_tab(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    url = mia.page.url
    server.stop()
    draw_lines(mia.page, 20)
    waits(mia, 20)
    mia.page.close()
    server.start()
    mia = reopened(mia.page, url)
    both_show(mia, tom, 20)
    mia.undo()
    mia.shows(19)
    tom.shows(19)


@pytest.mark.thorough
def test_twenty_strokes_drawn_without_a_network_survive_the_tab(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    url = mia.page.url
    mia.page.context.set_offline(True)
    draw_lines(mia.page, 20)
    expect(mia.paper).to_have_attribute("data-pending", "20")
    mia.page.close()
    mia.page.context.set_offline(False)
    both_show(reopened(mia.page, url), tom, 20)


def test_a_reload_without_a_network_meets_a_calm_page_and_the_drawing_when_it_is_back(
    person: Person, server: RestartableServer
) -> None:
    mia = new_drawing(person(server.url, service_workers="allow"))
    mia.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    mia.page.context.set_offline(True)
    draw_lines(mia.page, 2)
    expect(mia.paper).to_have_attribute("data-pending", "2")
    mia.page.once("dialog", lambda dialog: dialog.accept())
    mia.page.reload()
    expect(mia.page.get_by_role("heading", name="No connection")).to_be_visible()
    assert mia.page.evaluate("document.querySelector('img').naturalWidth") > 0
    mia.page.context.set_offline(False)
    mia.ready().shows(2)


def test_the_calm_page_stays_where_it_stands_in_for_nothing(
    person: Person, servers: list[str]
) -> None:
    page = person(servers[0])
    page.clock.install()
    page.goto("/offline")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(10_000)
    page.evaluate("fetch('/healthz').then(() => undefined)")
    assert [url.partition("/healthz")[1:] for url in asked] == [("/healthz", "")]


@pytest.mark.thorough
def test_a_form_that_finds_no_network_is_left_to_the_browser_which_sends_nothing_twice(
    person: Person, server: RestartableServer
) -> None:
    mia = new_drawing(person(server.url, service_workers="allow"))
    mia.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    mia.page.reload()
    mia.ready()
    mia.page.context.set_offline(True)
    mia.page.evaluate(SEND_A_FORM)
    expect(mia.page).to_have_url(re.compile("^chrome-error:"))


@pytest.mark.thorough
def test_strokes_are_sent_by_the_open_tab_when_the_network_is_back(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    mia.page.context.set_offline(True)
    draw_lines(mia.page, 20)
    expect(mia.paper).to_have_attribute("data-pending", "20")
    mia.page.context.set_offline(False)
    both_show(mia, tom, 20)


def test_a_server_killed_in_mid_stroke_costs_nothing(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    draw_lines(mia.page, 3)
    tom.shows(3)
    pen = PenHand(mia.page)
    line = polyline((80, 400), (600, 420))
    pen.down(line[0])
    pen.move(line[1:20])
    tom.wait_for_ink(line[15].x, line[15].y)
    server.kill()
    pen.move(line[20:])
    pen.up(line[-1])
    waits(mia, 1)
    server.start()
    both_show(mia, tom, 4)
    assert tom.inked(line[-2].x, line[-2].y)


def test_a_reload_in_mid_stroke_keeps_the_stroke(person: Person, server: RestartableServer) -> None:
    mia, tom = meeting(person, server)
    pen = PenHand(mia.page)
    line = polyline((80, 400), (600, 420))
    pen.down(line[0])
    pen.move(line[1:30])
    tom.wait_for_ink(line[25].x, line[25].y)
    mia.page.reload()
    both_show(mia.ready(), tom, 1)
    assert mia.inked(line[25].x, line[25].y)


def test_lines_that_the_database_had_no_time_for_outlive_the_page(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    url = mia.page.url
    holder = mia.page.context.new_page()
    holder.goto("/healthz")
    holder.evaluate(HOLD_THE_DATABASE)
    server.kill()
    finished, begun = short_lines(2)
    pen = PenHand(mia.page)
    pen.draw(finished)
    pen.down(begun[0])
    pen.move(begun[1:])
    mia.page.goto("about:blank")  # a dialog, which asks whether to leave, would keep it
    holder.close()
    server.start()
    both_show(mia.open(url), tom, 2)


@pytest.mark.thorough
def test_a_tab_that_crashes_in_mid_stroke_leaves_what_was_drawn(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    url = mia.page.url
    pen = PenHand(mia.page)
    line = polyline((80, 400), (600, 420))
    pen.down(line[0])
    pen.move(line[1:20])
    mia.page.evaluate(UNTIL_SOMETHING_IS_KEPT)
    crash(mia.page)
    both_show(reopened(mia.page, url), tom, 1)
    assert tom.inked(line[10].x, line[10].y)


def crash(page: Page) -> None:
    """End the tab's process, as the system does when memory is short."""
    with page.expect_event("crash"), suppress(PlaywrightError):
        page.goto("chrome://crash")


@pytest.mark.thorough
def test_another_open_tab_sends_what_a_closed_one_left(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    other = reopened(mia.page, mia.page.url)
    server.stop()
    draw_lines(mia.page, 5)
    draw_lines(other.page, 2)
    waits(mia, 5)
    waits(other, 2)
    mia.page.close()
    server.start()
    both_show(other, tom, 7)


@pytest.mark.thorough
def test_what_a_guest_drew_is_never_sent_as_somebody_elses(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    url, context = mia.page.url, mia.page.context
    server.stop()
    draw_lines(mia.page, 3)
    waits(mia, 3)
    mia.page.close()
    server.start()
    cookies = context.cookies()
    context.clear_cookies()  # logged out: the browser draws as a new guest
    stranger = reopened(mia.page, url)
    stranger.shows(0)
    stranger.page.close()
    context.clear_cookies()
    context.add_cookies(cookies)  # type: ignore[arg-type]  # what cookies() gives, it takes
    both_show(reopened(mia.page, url), tom, 3)


@pytest.mark.thorough
def test_the_open_page_goes_on_after_a_sign_up_in_another_tab_and_ends_with_the_logout(
    person: Person, server: RestartableServer
) -> None:
    mia = new_drawing(person(server.url))
    other = mia.page.context.new_page()
    sign_up(other, "Mia", "mia@example.com")
    draw_lines(mia.page, 2)
    mia.shows(2)
    expect(mia.status).to_have_attribute("data-kind", "saved")
    other.get_by_role("button", name="Menu of Mia").click()
    other.get_by_role("button", name="Log out").click()
    mia.is_gone("This page needs a fresh start")
    expect(mia.page.get_by_text("You are logged out.")).to_be_visible()


@pytest.mark.thorough
def test_leaving_is_warned_of_only_where_work_would_be_lost(
    person: Person, server: RestartableServer
) -> None:
    kept = new_drawing(person(server.url))
    unkept_page = person(server.url)
    unkept_page.add_init_script(WITHOUT_INDEXED_DB)
    unkept = new_drawing(unkept_page)
    server.stop()
    for each in (kept, unkept):
        draw_lines(each.page, 2)
        waits(each, 2)
    with kept.page.expect_event("close"):
        kept.page.close(run_before_unload=True)
    with unkept.page.expect_event("dialog") as asked:
        unkept.page.once("dialog", Dialog.dismiss)
        unkept.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    server.start()
    unkept.shows(2)
    with unkept.page.expect_event("close"):
        unkept.page.close(run_before_unload=True)


@pytest.mark.thorough
def test_whoever_comes_back_is_told_what_was_drawn_meanwhile(
    person: Person, server: RestartableServer
) -> None:
    mia, tom = meeting(person, server)
    tom.rename_self("Tom")
    draw_lines(mia.page, 1)
    mia.shows(1)
    mia.page.goto("/drawings")
    draw_lines(tom.page, 3)
    tom.shows(4)
    mia.open(server.url + tom.path)
    mia.hears("Since you left: 3 strokes by Tom")
    mia.page.reload()
    mia.ready().open_chat()
    expect(mia.chat.get_by_text("Since you left")).to_have_count(0)
