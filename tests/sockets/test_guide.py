"""What the guide shows is what the example does, and the two packages are one product."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "chat"
GUIDE = (ROOT / "drawnby" / "sockets" / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^ *```\w+\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"(?:# |// |<!-- )([\w/]+\.\w+)(?: -->)?")


def blocks(text: str) -> list[list[str]]:
    return [textwrap.dedent(block).splitlines() for block in BLOCK.findall(text)]


def excerpts() -> dict[str, list[str]]:
    """File of the example → the lines the guide shows of it."""
    named = [(PATH.fullmatch(lines[0]), lines[1:]) for lines in blocks(GUIDE)]
    return {path[1]: lines for path, lines in named if path}


def code_lines(path: Path) -> int:
    return sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("path", excerpts())
def test_the_guide_shows_lines_of_the_example_in_their_order(path: str) -> None:
    lines = iter((EXAMPLE / path).read_text("utf-8").splitlines())
    missing = [line for line in excerpts()[path] if line.strip() and line not in lines]
    assert missing == []


def test_the_guide_shows_every_step() -> None:
    assert {"project/settings.py", "talk/events.py", "talk/static/talk/room.js"} <= set(excerpts())


def test_guide_and_example_give_the_same_commands() -> None:
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    assert blocks(readme)[0] == next(b for b in blocks(GUIDE) if b[0] == "make packages")


def test_the_chat_is_as_short_as_it_says() -> None:
    python = [path for path in (EXAMPLE / "talk").glob("*.py") if path.name != "__init__.py"]
    assert sum(map(code_lines, python)) < 60
    assert sum(map(code_lines, (EXAMPLE / "talk").rglob("*.js"))) < 60


def test_both_packages_have_one_name_and_version() -> None:
    papers = ROOT / "packaging" / "sockets"
    wheel = tomllib.loads((papers / "pyproject.toml").read_text("utf-8"))["project"]
    tarball = json.loads((papers / "package.json").read_text("utf-8"))
    assert (wheel["name"], wheel["version"]) == (tarball["name"], tarball["version"])
