"""What the machine has, and what its package manager can add."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from reports import say

POLICY = Path("/usr/sbin/policy-rc.d")
APT = {
    "redis": ["redis-server"],
    "postgresql": ["postgresql"],
    "chromium": ["chromium-headless-shell", "fonts-liberation"],
}
BREW = {"redis": ["redis"], "postgresql": ["postgresql@17"]}


def find(names: list[str], patterns: list[str]) -> str | None:
    """The first program on PATH of these names, else the newest path that fits a pattern."""
    for name in names:
        if path := shutil.which(name):
            return path
    for pattern in patterns:
        for path in sorted(glob.glob(pattern), reverse=True):
            if os.access(path, os.X_OK):
                return path
    return None


def install(*things: str) -> None:
    """With apt as root or by a sudo that asks nothing, or with brew. Tries; does not promise."""
    as_root = root_prefix()
    if shutil.which("apt-get") and as_root is not None:
        apt_install(as_root, [package for thing in things for package in APT[thing]])
    elif shutil.which("brew"):
        packages = [package for thing in things for package in BREW.get(thing, [])]
        if packages:
            subprocess.run(["brew", "install", "-q", *packages])


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; None where that would need a password."""
    if os.name != "posix":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_install(as_root: list[str], packages: list[str]) -> None:
    say(f"installing {' '.join(packages)} with apt-get")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    with no_services_started(as_root):
        subprocess.run([*apt, "update"], capture_output=True)
        result = subprocess.run(
            [*apt, "install", "-y", "--no-install-recommends", *packages],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    if result.returncode:
        say("apt-get could not install them", details=result.stdout[-2000:])


@contextlib.contextmanager
def no_services_started(as_root: list[str]) -> Iterator[None]:
    """Packages of servers start them at once; the tests start their own, elsewhere."""
    if POLICY.exists():
        yield
        return
    script = f"printf '#!/bin/sh\\nexit 101\\n' >{POLICY} && chmod +x {POLICY}"
    subprocess.run([*as_root, "sh", "-c", script])
    try:
        yield
    finally:
        subprocess.run([*as_root, "rm", "-f", str(POLICY)])


def is_debian() -> bool:
    """Ubuntu is not meant: its chromium package only points to a snap."""
    release = Path("/etc/os-release")
    return release.exists() and "\nID=debian" in "\n" + release.read_text()
