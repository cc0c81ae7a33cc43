"""What Lighthouse makes of our pages: its performance score, as of a phone on a slow network."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from statistics import median

FOLDER = Path(__file__).with_name("lighthouse")
ROUNDS = 3
PATIENCE = 120.0  # seconds, for one page
CHROME = "--headless --no-sandbox --disable-gpu"


def install() -> None:
    """From packages exactly as locked."""
    lock, done = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)


def score(url: str, browser: str | None) -> float:
    """The median of three, 0 to 100."""
    return median(_score(url, browser) for _ in range(ROUNDS))


def _score(url: str, browser: str | None) -> float:
    environment = {**os.environ, **({"CHROME_PATH": browser} if browser else {})}
    told = subprocess.run(
        [
            *("node_modules/.bin/lighthouse", url, "--quiet", "--output=json"),
            *("--only-categories=performance", f"--chrome-flags={CHROME}"),
        ],
        cwd=FOLDER,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return float(json.loads(told.stdout)["categories"]["performance"]["score"]) * 100
