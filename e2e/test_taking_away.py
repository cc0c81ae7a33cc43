"""Drawings leave as files, and come back."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from e2e.pages import Drawing, new_drawing
from e2e.pens import MouseHand, polyline

if TYPE_CHECKING:
    from e2e.conftest import Person

DROP = """
([bytes, name]) => {
  const data = new DataTransfer();
  const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  data.items.add(new File([content], name));
  document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
}
"""

FIRST_AND_LAST = """
async (bytes) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(
    new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]));
  const at = async (time) => {
    video.currentTime = time;
    await new Promise((done) => { video.onseeked = done; });
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0);
    const {data} = context.getImageData(0, 0, canvas.width, canvas.height);
    let ink = 0;
    for (let i = 0; i < data.length; i += 4) ink += data[i] < 128;
    return ink;
  };
  await new Promise((done, failed) => { video.onloadeddata = done; video.onerror = failed; });
  video.currentTime = 1e6;  // a recording says its length only at its end
  await new Promise((done) => { video.onseeked = done; });
  const {duration, videoWidth, videoHeight} = video;
  return {duration, size: [videoWidth, videoHeight], first: await at(0), last: await at(duration)};
}
"""


@pytest.fixture
def mia(person: Person) -> Drawing:
    drawing = new_drawing(person())
    MouseHand(drawing.page).draw(polyline((300, 250), (600, 450)))
    drawing.shows(1)
    expect(drawing.page.locator("#save-status")).to_contain_text("Saved")
    return drawing


def taken(page: Page, button: str) -> Path:
    with page.expect_download(timeout=20_000) as download:  # a film takes ten seconds
        page.locator("#download").get_by_role("button", name=button).click()
    return Path(download.value.path())


def open_dialog(drawing: Drawing, form: str) -> None:
    drawing.from_menu("Download…")
    drawing.page.locator("#download").get_by_text(form, exact=True).click()


@pytest.mark.once
def test_a_drawing_dropped_on_the_home_page_opens_again(
    mia: Drawing, expected_errors: list[str]
) -> None:
    expected_errors.append("400 (Bad Request)")  # the file that is none
    open_dialog(mia, "File")
    file = taken(mia.page, "Download file")
    mia.page.goto("/")
    mia.page.evaluate(DROP, [b64encode(b"scribble").decode(), "a.drawnby"])
    expect(mia.page.get_by_role("alert").filter(has_text="holds no drawing")).to_be_visible()
    mia.page.evaluate(DROP, [b64encode(file.read_bytes()).decode(), "a.drawnby"])
    mia.page.wait_for_url(re.compile(r"/d/[\w-]{22}$"))
    Drawing(mia.page).ready().shows(1)


@pytest.mark.once
@pytest.mark.thorough
def test_a_time_lapse_plays_from_blank_paper_to_the_whole_drawing(mia: Drawing) -> None:
    open_dialog(mia, "Film")
    dialog = mia.page.locator("#download")
    dialog.get_by_role("button", name="Make time-lapse").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    film = taken(mia.page, "Make time-lapse").read_bytes()
    elsewhere = mia.page.context.new_page()  # our own pages show no video
    told = elsewhere.evaluate(FIRST_AND_LAST, b64encode(film).decode())
    assert told["size"] == [1280, 720]
    assert 9 < told["duration"] < 12
    assert told["first"] == 0
    assert told["last"] > 1000
