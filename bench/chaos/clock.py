"""A server's wall clock, to be moved while it runs: Linux, and a C compiler to make it with."""

from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")


class WallClock:
    """Of the processes started with its `environment`; right until it is moved."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._library = folder / "clock.so"
        self._compiler = shutil.which("cc") or shutil.which("gcc")
        self.move(0)
        if self._compiler:
            flags = ["-O2", "-shared", "-fPIC", "-o", str(self._library), str(SOURCE), "-ldl"]
            subprocess.run([self._compiler, *flags], check=True)

    @property
    def movable(self) -> bool:
        return self._compiler is not None

    @property
    def environment(self) -> dict[str, str]:
        if not self.movable:
            return {}
        return {"LD_PRELOAD": str(self._library), "CHAOS_CLOCK": str(self._file)}

    def move(self, seconds: int) -> None:
        """Let it be wrong by so much from now on."""
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("l", seconds))
