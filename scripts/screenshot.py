"""Takes the README's picture: `python -m scripts.screenshot` writes docs/screenshots/canvas.png.

A real server, the harbour drawn live by four people who talk meanwhile, three friends looking on.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from canvas.demo.harbour import TALK  # noqa: E402
from e2e.conftest import LAUNCH  # noqa: E402
from e2e.pages import Drawing  # noqa: E402
from e2e.servers import manage, running  # noqa: E402

PICTURE = ROOT / "docs" / "screenshots" / "canvas.png"
SIZE = {"width": 1440, "height": 900}
PLACES = {"Samir": (395, 310), "Tom": (690, 560)}


def friend(browser: Browser, url: str, name: str) -> Drawing:
    drawing = Drawing(browser.new_context(viewport=SIZE).new_page()).open(url)
    drawing.rename_self(name)
    return drawing


def take(browser: Browser, server: str) -> bytes:
    told = manage(dict(os.environ), "demo", "--server", server, "--speed", "60")
    url = next(word for word in told.split() if "/d/" in word)
    friends = {name: friend(browser, url, name) for name in ("Mia", "Tom", "Samir")}
    friends["Mia"].hears(TALK[-1][2])
    for name, (x, y) in PLACES.items():
        friends[name].page.mouse.move(x - 20, y)
        friends[name].page.mouse.move(x, y, steps=4)
    page = friends["Mia"].page
    page.locator(".cursor").nth(len(PLACES) - 1).wait_for()
    page.mouse.move(720, 40)
    return page.screenshot()


def main() -> None:
    executable = os.environ.get("DRAWNBY_BROWSER") or (
        shutil.which("chromium-headless-shell") or shutil.which("chromium")
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as servers,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=LAUNCH)
        picture = take(browser, servers[0].url)
        browser.close()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
