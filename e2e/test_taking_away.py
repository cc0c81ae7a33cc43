"""Drawings leave as files, and come back."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
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

FRAMES = """
async ([bytes, shares]) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(
    new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]));
  const at = async (time) => {
    video.currentTime = time;
    await new Promise((done) => { video.onseeked = done; });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };
  await new Promise((done, failed) => { video.onloadeddata = done; video.onerror = failed; });
  video.currentTime = 1e6;  // a recording says its length only at its end
  await new Promise((done) => { video.onseeked = done; });
  const {duration} = video;
  const frames = [];
  for (const share of shares) frames.push(await at(share * duration));
  return {duration, frames};
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
    note = mia.page.get_by_role("alert").filter(has_text="holds no drawing")
    expect(note.locator("p")).to_have_css("background-color", "rgb(255, 255, 255)")  # no picture
    mia.page.evaluate(DROP, [b64encode(file.read_bytes()).decode(), "a.drawnby"])
    mia.page.wait_for_url(re.compile(r"/d/[\w-]{22}$"))
    Drawing(mia.page).ready().shows(1)


@pytest.mark.once
@pytest.mark.thorough
def test_a_time_lapse_plays_from_blank_paper_to_the_whole_drawing(mia: Drawing) -> None:
    hand = MouseHand(mia.page)
    hand.draw(polyline((320, 440), (580, 260)))
    mia.shows(2)
    mia.undo()
    mia.shows(1)
    hand.draw(polyline((300, 350), (600, 350)))
    mia.shows(2)
    open_dialog(mia, "Film")
    dialog = mia.page.locator("#download")
    dialog.get_by_role("button", name="Make time-lapse").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog.get_by_role("progressbar")).to_be_hidden()
    film = taken(mia.page, "Make time-lapse").read_bytes()
    elsewhere = mia.page.context.new_page()  # our own pages show no video
    shares = [0, 0.5, 1]
    told = elsewhere.evaluate(FRAMES, [b64encode(film).decode(), shares])
    assert 9 < told["duration"] < 12
    first, middle, last = (picture(b64decode(frame)) for frame in told["frames"])
    assert first.size == (1280, 720)
    assert darkest(first) > 240
    # The server's picture, twice as large, in the middle.
    whole = Image.new("RGB", first.size, "white")
    painted = picture(mia.page.request.get(f"{mia.path}.png?scale=2&background=white").body())
    whole.paste(painted, ((1280 - painted.width) // 2, (720 - painted.height) // 2))
    ink, shown = (frame.convert("L").point(dark) for frame in (whole, last))
    assert inked(ImageChops.difference(ink, shown)) < 0.15 * inked(ink)  # half a pixel aside
    # What was taken back comes, and goes.
    taken_back = (640 - 2 * 100, 360 + 2 * 69)
    assert near(middle, taken_back)
    assert not near(last, taken_back)


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def dark(level: int) -> int:
    return 255 if level < 128 else 0


def inked(mask: Image.Image) -> int:
    return mask.histogram()[255]


def near(frame: Image.Image, at: tuple[int, int]) -> bool:
    """Whether there is ink within a few pixels."""
    x, y = at
    return darkest(frame.crop((x - 6, y - 6, x + 7, y + 7))) < 128


def darkest(frame: Image.Image) -> int:
    return next(level for level, count in enumerate(frame.convert("L").histogram()) if count)
