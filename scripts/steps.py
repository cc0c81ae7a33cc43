"""Runs the steps of a test, some at once: whenever one has ended, the next in order begins."""

from __future__ import annotations

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from reports import say

ROOT = Path(__file__).resolve().parent.parent
COUNTS = re.compile(r"^.*\b\d+ (?:passed|failed)\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    folder: Path = ROOT
    extra: dict[str, str] = field(default_factory=dict)  # environment of this step alone


def run_steps(environment: dict[str, str], steps: list[Step], at_once: int) -> bool:
    """True if every step passed. No step is skipped because another failed."""
    with ThreadPoolExecutor(at_once) as lanes:
        passed = list(lanes.map(lambda step: _run_step(environment, step), steps))
    return all(passed)


def _run_step(environment: dict[str, str], step: Step) -> bool:
    """Says nothing until the step has ended, so that steps do not mix their lines."""
    started = time.monotonic()
    result = subprocess.run(
        step.command,
        cwd=step.folder,
        env={**environment, **step.extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    seconds = time.monotonic() - started
    if result.returncode:
        say(f"✗ {step.name} ({seconds:.1f} s)", details=result.stdout)
    else:
        say(f"✓ {step.name} ({seconds:.1f} s)", details=_counts(result.stdout))
    return result.returncode == 0


def _counts(output: str) -> str:
    """How many tests passed, as the test runner closed with it."""
    lines = COUNTS.findall(output)
    return str(lines[-1]) if lines else ""
