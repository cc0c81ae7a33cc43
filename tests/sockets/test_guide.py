"""What the guide shows works: its start by itself, the rest as lines of the example."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from drawnby.sockets import Refused
from drawnby.sockets.testing import connect
from tests.sockets.guide import GUIDE, blocks, excerpts, start

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "chat"


def code_lines(path: Path) -> int:
    return sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("path", excerpts())
def test_the_guide_shows_lines_of_the_example_in_their_order(path: str) -> None:
    lines = iter((EXAMPLE / path).read_text("utf-8").splitlines())
    missing = [line for line in excerpts()[path] if line.strip() and line not in lines]
    assert missing == []


def test_the_guide_shows_every_step() -> None:
    assert {"project/settings.py", "talk/events.py", "talk/static/talk/room.js"} <= set(excerpts())
    wanted = {"settings.py", "asgi.py", "events.py", "urls.py", "live.html"}
    assert {Path(path).name for path in start()} == wanted  # e2e/test_standalone.py opens the page


async def test_the_ten_minutes_handlers_do_what_the_page_expects() -> None:
    exec("\n".join(start()["live/events.py"]), {})  # noqa: S102 (that is what a reader does)
    async with connect() as one, connect() as other:
        for client in (one, other):
            await client.subscribe("page-one")
        assert await one.ask("page-one", "hello") is None
        for client in (one, other):
            assert (await client.receive()).data == {"text": "hello", "page": "one"}
        with pytest.raises(Refused, match="1 to 200 characters"):
            await one.ask("page-one", "")


def test_guide_and_example_give_the_same_commands() -> None:
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    assert blocks(readme)[0] in blocks(GUIDE)


def test_the_chat_is_as_short_as_it_says() -> None:
    python = [path for path in (EXAMPLE / "talk").glob("*.py") if path.name != "__init__.py"]
    assert sum(map(code_lines, python)) < 60
    assert sum(map(code_lines, (EXAMPLE / "talk").rglob("*.js"))) < 60


def test_both_packages_have_one_name_and_version() -> None:
    papers = ROOT / "packaging" / "sockets"
    wheel = tomllib.loads((papers / "pyproject.toml").read_text("utf-8"))["project"]
    tarball = json.loads((papers / "package.json").read_text("utf-8"))
    assert (wheel["name"], wheel["version"]) == (tarball["name"], tarball["version"])
