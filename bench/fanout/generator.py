"""Compiles the load generator with the machine's own compiler."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SOURCES = Path(__file__).parent / "load"


def build(folder: Path) -> Path:
    """The program, made in `folder` from load/*.c."""
    program = folder / "load"
    sources = sorted(str(source) for source in SOURCES.rglob("*.c"))
    compiler = os.environ.get("CC", "gcc")
    flags = ["-O2", "-std=gnu11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([compiler, *flags, "-o", str(program), *sources], check=True)
    return program
