"""What is seen frame by frame: pixels of the paper, kept in the page and compared there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Each frame is kept as it was shown: before the next one is drawn.
WATCH = """
() => {
  const canvases = [...document.querySelectorAll('#paper > canvas')];
  const seen = document.createElement('canvas');
  const context = seen.getContext('2d', { willReadFrequently: true });
  seen.width = canvases[0].width;
  seen.height = canvases[0].height;
  const watched = (window.watched = { frames: [], going: true });
  const keep = () => {
    if (!watched.going) return;
    requestAnimationFrame(keep);
    context.clearRect(0, 0, seen.width, seen.height);
    for (const canvas of canvases) context.drawImage(canvas, 0, 0);
    watched.frames.push(context.getImageData(0, 0, seen.width, seen.height));
  };
  keep();
}
"""

# How far each frame is from the last one, of 255, as they look on white; leaving out a box.
COMPARE = """
([left, top, right, bottom]) => {
  const { frames } = window.watched;
  window.watched.going = false;
  const last = frames.at(-1);
  const onWhite = (data, at, channel) => 255 - ((255 - data[at + channel]) * data[at + 3]) / 255;
  const kept = new Uint32Array(last.data.buffer);
  return frames.map(({ data, width }) => {
    let most = 0;
    let pixels = 0;
    const whole = new Uint32Array(data.buffer);
    for (let index = 0; index < whole.length; index++) {
      if (whole[index] === kept[index]) continue;
      const [at, x, y] = [index * 4, index % width, Math.floor(index / width)];
      if (x >= left && x < right && y >= top && y < bottom) continue;
      let differs = 0;
      for (let channel = 0; channel < 3; channel++) {
        const apart = onWhite(data, at, channel) - onWhite(last.data, at, channel);
        differs = Math.max(differs, Math.abs(apart));
      }
      if (differs > 4) pixels++;
      most = Math.max(most, differs);
    }
    return [most, pixels];
  });
}
"""

NEXT_FRAMES = """
(count) => new Promise((resolve) => {
  const next = () => (count-- > 0 ? requestAnimationFrame(next) : resolve());
  next();
})
"""


def next_frames(page: Page, count: int) -> None:
    """Let a page show so many frames, however long it takes: as what counts frames waits."""
    page.evaluate(NEXT_FRAMES, count)


@dataclass(frozen=True)
class Apart:
    """How much a picture differs from another."""

    most: float  # of 255
    pixels: int  # by more than what is copied on its way is rounded


class Frames:
    """Watches the paper of a page from here on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(WATCH)

    def apart(self, but: tuple[float, float, float, float] = (0, 0, 0, 0)) -> list[Apart]:
        """How far each frame was from the last one, leaving out a box of device pixels."""
        frames: list[Any] = self.page.evaluate(COMPARE, list(but))
        return [Apart(most, pixels) for most, pixels in frames]
