"""A time-lapse made in the page's own dialog: how long it takes, and whether the file plays."""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageStat

from bench.replay.watching import WINDOW

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE = (1280, 720)
PAPER = "#FDFBF6"
MARGIN, LARGEST = 40, 2.0  # as the time-lapse leaves and grows
PICTURE_MARGIN = 32  # px that the server leaves round the whole drawing
COARSE = (SIZE[0] // 8, SIZE[1] // 8)  # thin lines lie half a pixel aside
BARE = 0.1  # of 255, of ink: the grain of a video
PATIENCE_MS = 60_000

# What the bar shows, whenever that changes.
WATCH_PROGRESS = """
() => {
  window.shares = [];
  const bar = document.querySelector('#download progress');
  const look = () => {
    if (!bar.hidden && bar.position >= 0 && bar.value !== window.shares.at(-1))
      window.shares.push(bar.value);
    requestAnimationFrame(look);
  };
  look();
}
"""

FRAMES = """
async (bytes) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(
    new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))]));
  await new Promise((done, failed) => { video.onloadeddata = done; video.onerror = failed; });
  const at = async (time) => {
    video.currentTime = time;
    await new Promise((done) => { video.onseeked = done; });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  };
  await at(1e6);  // a recording says its length only at its end
  const {duration} = video;
  return {duration, frames: [await at(0), await at(duration)]};
}
"""


@dataclass(frozen=True, slots=True)
class Filmed:
    """The last frame is held to the server's picture: 0 is the same, 1 as far off as bare paper."""

    strokes: int
    seconds: float  # from the press on the button to the file
    steps: int  # that the progress bar was seen to take
    bytes: int
    duration: float
    size: tuple[int, int]
    first_is_bare: bool
    last_is_off: float


def filmed(browser: Browser, url: str, strokes: int) -> Filmed:
    page = browser.new_page(viewport=WINDOW)
    page.goto(url)
    page.wait_for_selector(f"#paper[data-visible='{strokes}']", timeout=PATIENCE_MS)
    seconds, film = _made(page)
    steps = len(page.evaluate("window.shares"))
    elsewhere = browser.new_page()  # our own pages show no video
    told = elsewhere.evaluate(FRAMES, b64encode(film).decode())
    first, last = (_picture(b64decode(frame)) for frame in told["frames"])
    server = _framed(page.request.get(f"{url}.png?background=transparent&scale=1").body())
    elsewhere.close()
    page.close()
    bare = Image.new("RGB", SIZE, PAPER)
    return Filmed(
        strokes,
        seconds,
        steps,
        len(film),
        told["duration"],
        last.size,
        _apart(first, bare) < BARE,
        _apart(last, server) / _apart(bare, server),
    )


def _made(page: Page) -> tuple[float, bytes]:
    page.get_by_role("button", name="More", exact=True).click()
    page.locator("#menu").get_by_text("Download…").click()
    dialog = page.locator("#download")
    dialog.get_by_text("Film", exact=True).click()
    page.evaluate(WATCH_PROGRESS)
    began = time.perf_counter()
    with page.expect_download(timeout=PATIENCE_MS) as download:
        dialog.get_by_role("button", name="Make time-lapse").click()
    path = download.value.path()
    return time.perf_counter() - began, Path(path).read_bytes()


def _picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def _framed(content: bytes) -> Image.Image:
    """The server's picture as the film shows it: on our paper, in the middle."""
    ink = Image.open(BytesIO(content)).convert("RGBA")
    across, down = ink.width - 2 * PICTURE_MARGIN, ink.height - 2 * PICTURE_MARGIN
    zoom = min((SIZE[0] - 2 * MARGIN) / across, (SIZE[1] - 2 * MARGIN) / down, LARGEST)
    ink = ink.resize((round(ink.width * zoom), round(ink.height * zoom)), Image.Resampling.BOX)
    whole = Image.new("RGB", SIZE, PAPER)
    whole.paste(ink, ((SIZE[0] - ink.width) // 2, (SIZE[1] - ink.height) // 2), ink)
    return whole


def _apart(one: Image.Image, other: Image.Image) -> float:
    """How far the ink of two pictures is from one another, of 255, seen from afar."""
    coarse = (_ink(each).resize(COARSE, Image.Resampling.BOX) for each in (one, other))
    return float(ImageStat.Stat(ImageChops.difference(*coarse)).mean[0])


def _ink(picture: Image.Image) -> Image.Image:
    """How much darker than its paper it is: a video's paper is a shade off."""
    grey = picture.convert("L")
    shades = grey.histogram()
    paper = shades.index(max(shades))
    return grey.point([max(paper - shade, 0) for shade in range(256)])
