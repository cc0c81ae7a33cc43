"""The browser of the end-to-end tests: the machine's, else Playwright's, else Debian's."""

from __future__ import annotations

import os
import subprocess

import machine
from reports import Failure, say

# The headless shell first: whole Chromium keeps a window's interface alive for every person.
NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
MACS = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]


def chromium() -> str | None:
    """DRAWNBY_BROWSER overrides what the machine has."""
    return os.environ.get("DRAWNBY_BROWSER") or machine.find(NAMES, MACS)


def missing() -> list[str]:
    """What the machine's package manager may be asked for: on Debian only, see `is_debian`."""
    return [] if chromium() or not machine.is_debian() else ["chromium"]


def ensure(python: str) -> None:
    """Failure if there is no browser in the end."""
    if chromium() or playwrights_own(python):
        return
    say("installing Playwright's Chromium")
    command = [python, "-m", "playwright", "install", "--only-shell", "chromium"]
    if subprocess.run(command, capture_output=True).returncode:
        raise Failure(
            "There is no browser. Install Chrome or Chromium, or set DRAWNBY_BROWSER to its path."
        )


def playwrights_own(python: str) -> bool:
    code = (
        "import os, sys\n"
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: sys.exit(not os.path.exists(p.chromium.executable_path))"
    )
    return subprocess.run([python, "-c", code], capture_output=True).returncode == 0
