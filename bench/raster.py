"""What a picture costs on the server, and how near it is to a browser's: `python -m bench.raster`.

Each rasteriser paints the scenes of bench.scenes from the bytes of the log, in a process of its
own: decoding, geometry and filling are all counted, in seconds of CPU, with the memory at its peak.
The difference is the share of pixels that are more than 24 of 255 away, in any channel, from what
Chromium paints of the same outlines. Prints a table and, last, one JSON object; --write puts the
table into docs/. Ends with 1 where a bar is missed.
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from array import array
from base64 import b64decode, b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from bench.scenes import scene

PAGE = Path(__file__).resolve().parent.parent / "docs" / "bench-raster.md"
SCENES = ((1_000, (1920, 1080)), (10_000, (1920, 1080)), (100_000, (4096, 4096)))
COMPARED = 10_000
FAR = 24
BARS = {
    ("Blend2DRaster", 10_000): 0.8,
    ("PillowRaster", 10_000): 3.0,
    ("Blend2DRaster", 100_000): 5.0,
}
HEAD = "| rasteriser | strokes | size | CPU s | peak MB | differs from Chromium |"

FILL = """
([encoded, width, height]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const numbers = new Float64Array(bytes.buffer);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  for (let at = 0; at < numbers.length;) {
    context.fillStyle = '#' + numbers[at++].toString(16).padStart(6, '0');
    context.beginPath();
    for (let polygons = numbers[at++]; polygons > 0; polygons--) {
      for (let corner = 0, count = numbers[at++]; corner < count; corner++) {
        context[corner ? 'lineTo' : 'moveTo'](numbers[at++], numbers[at++]);
      }
      context.closePath();
    }
    context.fill();
  }
  return canvas.toDataURL('image/png').split(',')[1];
}
"""


def main() -> int:
    rows = [
        measure(name, count, size)
        for count, size in SCENES
        for name in ("Blend2DRaster", "PillowRaster")
        if not (name == "PillowRaster" and count > COMPARED)  # half a minute, and no bar
    ]
    lines = [HEAD, "| --- | --- | --- | --- | --- | --- |", *map(line, rows)]
    print("\n".join(lines))
    if "--write" in sys.argv:
        PAGE.write_text(INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")
    missed = [row for row in rows if row["cpu"] > BARS.get((row["raster"], row["strokes"]), 1e9)]
    print(json.dumps({"rows": rows, "missed": missed}))
    return bool(missed)


INTRODUCTION = """# What a picture costs on the server

`make bench-raster ARGS=--write` wrote this table: strokes of forty points, from the bytes of the
log to pixels, in seconds of CPU. The difference is the share of pixels more than 24 of 255 away
from Chromium's. The bars: 10,000 strokes in 0.8 s with Blend2D and 3 s with Pillow, 100,000 in 5 s.

"""


def line(row: dict[str, Any]) -> str:
    width, height = row["size"]
    differs = "" if row["differs"] is None else f"{row['differs']:.2%}"
    name = row["raster"].removesuffix("Raster")
    return (
        f"| {name} | {row['strokes']:,} | {width} × {height} | {row['cpu']:.2f} "
        f"| {row['peak_mb']} | {differs} |"
    )


def measure(name: str, count: int, size: tuple[int, int]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.raster", "--one", name, str(count), *map(str, size)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return {"raster": name, "strokes": count, "size": size, **found}


def measure_here(name: str, count: int, size: tuple[int, int]) -> dict[str, Any]:
    """In this process, which has done nothing else: so its peak is the painting's."""
    from canvas.render.bodies import Bodies
    from canvas.render.picture import fit

    raster = rasteriser(name)
    strokes = Bodies([placed.encode() for placed in scene(count)])
    gc.disable()  # as the farm's workers do
    began = time.process_time()
    frame = fit(raster.edges(strokes), size, 32)
    picture = raster.paint(strokes, frame, "#ffffff")
    cpu = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    differs = difference(picture, in_chromium(strokes, frame)) if count <= COMPARED else None
    return {"cpu": round(cpu, 3), "peak_mb": peak, "differs": differs}


def rasteriser(name: str) -> Any:
    if name == "PillowRaster":
        from canvas.render.pillow import PillowRaster

        return PillowRaster()
    from canvas.render.blend2d import Blend2DRaster

    return Blend2DRaster()


def in_chromium(strokes: Any, frame: Any) -> Image.Image:
    """Fill the same outlines in a browser's canvas."""
    from playwright.sync_api import sync_playwright

    from bench.browser.preparation import find_browser
    from canvas.ribbon import outline

    numbers = array("d")
    for stroke in strokes:
        polygons = outline(stroke, frame.scale)
        numbers.extend((stroke.style.color, len(polygons)))
        for polygon in polygons:
            numbers.append(len(polygon))
            for x, y in polygon:
                numbers.extend(((x - frame.x) * frame.scale, (y - frame.y) * frame.scale))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser())
        encoded = b64encode(numbers.tobytes()).decode()
        png = browser.new_page().evaluate(FILL, [encoded, *frame.size])
        browser.close()
    return Image.open(BytesIO(b64decode(png))).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> float:
    channels = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(worst.histogram()[FAR + 1 :]) / (one.width * one.height)


if __name__ == "__main__":
    if "--one" in sys.argv:
        _, _, which, strokes_, width_, height_ = sys.argv
        print(json.dumps(measure_here(which, int(strokes_), (int(width_), int(height_)))))
        sys.exit()
    sys.exit(main())
