"""The layer as others install it: its wheel, its npm package, and nothing else of ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Person
from e2e.servers import ROOT, free_port, stop, wait_until_healthy

pytestmark = [pytest.mark.once, pytest.mark.thorough]

PACKAGES = ROOT / "scripts" / "packages.py"
EXAMPLE = ROOT / "examples" / "chat"
UV = shutil.which("uv") or str(ROOT / ".tools" / "uv" / "bin" / "uv")
BUILT_HERE = shutil.ignore_patterns(".venv", "node_modules", "*.sqlite3", "__pycache__")

CONSUMER = """
import { type Channel, Socket } from "drawnby-sockets";
import { TestSocketPair } from "drawnby-sockets/testing";

const pair = new TestSocketPair();
const socket: Socket = new Socket("ws://127.0.0.1/socket", pair.options);
const channel: Channel = socket.subscribe("room-1", { message: (data, sender) => [data, sender] });
// @ts-expect-error: types are there, and strict
channel.send(Symbol("no message"));
"""


class Workplace:
    """A folder with dist/ and the example, and an environment that knows nothing of this one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.example = folder / "examples" / "chat"
        shutil.copytree(EXAMPLE, self.example, ignore=BUILT_HERE)
        kept = {name: os.environ[name] for name in os.environ if not name.startswith("DJANGO")}
        kept.pop("PYTHONPATH", None)
        self.environment = {
            **kept,
            "DJANGO_SUPERUSER_USERNAME": "staff",
            "DJANGO_SUPERUSER_PASSWORD": "a password for a test",
            "DJANGO_SUPERUSER_EMAIL": "staff@example.org",
        }

    def run(self, command: str) -> str:
        result = subprocess.run(
            ["/bin/sh", "-ec", command],
            cwd=self.example,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        return result.stdout

    def activate(self) -> None:
        """What the line `. .venv/bin/activate` does, for all commands after it."""
        bin_ = self.example / ".venv" / "bin"
        self.environment["PATH"] = f"{bin_}{os.pathsep}{self.environment['PATH']}"
        self.environment["VIRTUAL_ENV"] = str(bin_.parent)


def guides_commands() -> list[str]:
    """The lines of the guide's block, without their last one: the server is the test's to stop."""
    block = re.search(r"```sh\n(.*?)```", (EXAMPLE / "README.md").read_text("utf-8"), re.DOTALL)
    assert block
    lines = block[1].splitlines()
    assert lines[-1] == "python manage.py runserver"
    return lines[:-1]


def quick(command: str) -> str:
    """The same command by uv, which takes the locked versions from its cache."""
    command = command.replace("python -m venv", f"{UV} venv -q --python {sys.executable}")
    command = command.replace("pip install", f"{UV} pip install -c {ROOT / 'requirements.txt'}")
    return command.replace("createsuperuser", "createsuperuser --noinput")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Everything the guide says has been done, up to `runserver`."""
    place = Workplace(tmp_path_factory.mktemp("standalone"))
    for command in guides_commands():
        if command == "make packages":
            place.run(f"{sys.executable} {PACKAGES} {place.folder / 'dist'}")
        elif command.startswith(". "):
            place.activate()
        elif not command.startswith("cd "):
            place.run(quick(command))
    return place


@pytest.fixture(scope="module")
def chat(workplace: Workplace) -> Iterator[str]:
    """The base URL of the example."""
    port = free_port()
    log = workplace.folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            ["python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=workplace.example,
            env={**workplace.environment, "PYTHONUNBUFFERED": "1"},
            executable=str(workplace.example / ".venv" / "bin" / "python"),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url, server, log, path="/")
        yield url
    finally:
        stop(server)
    assert "Traceback" not in log.read_text("utf-8")


def come_in(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Come in").click()


def say(page: Page, text: str) -> None:
    page.get_by_label("Say", exact=True).fill(text)
    page.get_by_role("button", name="Send").click()


def open_room(page: Page, chat: str, room: str) -> None:
    page.goto(chat)
    page.get_by_label("New room").fill(room)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name=room)).to_be_visible()


def lines(page: Page) -> list[str]:
    return page.locator("#lines li").all_inner_texts()


def test_nothing_else_of_ours_is_installed(workplace: Workplace) -> None:
    listed = workplace.run(f"{UV} pip list -q --format=json")
    assert "drawnby-sockets" in listed
    assert "uvicorn" not in listed  # the environment is not the one the tests run in
    code = "import drawnby, drawnby.sockets as s; print(drawnby.__file__, s.__file__)"
    assert workplace.run(f"python -c '{code}'").split()[0] == "None"


def test_only_django_and_channels_are_required(workplace: Workplace) -> None:
    code = "from importlib.metadata import requires; print(*requires('drawnby-sockets'), sep=';;')"
    required = workplace.run(f'python -c "{code}"').strip().split(";;")
    assert sorted(re.split(r"[<>=]", r)[0] for r in required if "extra" not in r) == [
        "channels",
        "django",
    ]


def test_the_packages_types_are_found_by_nodes_own_rules(workplace: Workplace) -> None:
    (workplace.example / "consumer.ts").write_text(CONSUMER)
    options = {"noEmit": True, "strict": True, "module": "nodenext", "target": "es2022"}
    settings = {"compilerOptions": {**options, "types": []}, "include": ["consumer.ts"]}
    (workplace.example / "tsconfig.json").write_text(json.dumps(settings))
    (workplace.example / "package.json").write_text('{"type": "module"}')
    workplace.run(str(ROOT / "frontend" / "node_modules" / ".bin" / "tsc"))


def test_two_people_talk(chat: str, person: Person) -> None:
    anna, ben = person(chat), person(chat)
    open_room(anna, chat, "Harbour")
    come_in(anna, "Anna")
    expect(anna.locator("#people")).to_have_text("Anna")
    ben.goto(anna.url)
    come_in(ben, "Ben")
    expect(anna.get_by_text("Ben has come in")).to_be_visible()
    say(ben, "Good morning")
    expect(anna.get_by_text("Ben: Good morning")).to_be_visible()
    say(anna, "<b>Hello</b>")
    expect(ben.get_by_text("Anna: <b>Hello</b>")).to_be_visible()
    expect(ben.locator("#people")).to_have_text("Anna, Ben")
    ben.close()
    expect(anna.get_by_text("Ben has left")).to_be_visible()
    expect(anna.locator("#people")).to_have_text("Anna")


def test_a_name_in_use_is_refused_and_another_taken(chat: str, person: Person) -> None:
    anna, other = person(chat), person(chat)
    open_room(anna, chat, "Names")
    come_in(anna, "Anna")
    expect(anna.locator("#people")).to_have_text("Anna")
    other.goto(anna.url)
    come_in(other, "Anna")
    expect(other.get_by_role("alert")).to_contain_text("Anna is here already")
    come_in(other, "Another Anna")
    expect(anna.locator("#people")).to_have_text("Anna, Another Anna")


def test_history_is_kept_and_shown_once_after_a_reconnection(chat: str, person: Person) -> None:
    anna = person(chat)
    open_room(anna, chat, "History")
    come_in(anna, "Anna")
    for text in ("one", "two"):
        say(anna, text)
        expect(anna.get_by_text(f"Anna: {text}")).to_be_visible()
    ben = person(chat)
    ben.goto(anna.url)
    come_in(ben, "Ben")
    expect(ben.get_by_text("Ben has come in")).to_be_visible()
    assert lines(ben)[:2] == ["Anna: one", "Anna: two"]


def test_staff_speaks_to_one_room_or_to_all(
    chat: str, person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("favicon.ico")  # of the admin's page to log in
    staff, near, far = person(chat), person(chat), person(chat)
    open_room(near, chat, "Near")
    open_room(far, chat, "Far")
    for page in (near, far):
        come_in(page, "Anna")
        expect(page.locator("#people")).to_have_text("Anna")
    staff.goto(f"{chat}/announce")
    staff.get_by_label("Username").fill("staff")
    staff.get_by_label("Password").fill("a password for a test")
    staff.get_by_role("button", name="Log in").click()
    announce(staff, "Near", "The kettle is on")
    expect(near.get_by_text("System: The kettle is on")).to_be_visible()
    announce(staff, "all rooms", "Closing at ten")
    for page in (near, far):
        expect(page.get_by_text("System: Closing at ten")).to_be_visible()
    assert "System: The kettle is on" not in lines(far)


def announce(page: Page, room: str, text: str) -> None:
    page.get_by_label("To").select_option(label=room)
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_have_text("Sent.")


def test_a_room_that_does_not_exist_has_no_channel(chat: str, person: Person) -> None:
    page = person(chat)
    open_room(page, chat, "Real")
    answer = page.evaluate(
        """async () => {
          const { Socket } = await import("drawnby-sockets");
          return new Promise((resolve) => {
            Socket.fromPage().subscribe("room-999999", { refused: resolve });
          });
        }"""
    )
    assert answer == {"about": "subscribe", "reason": "There is no such room."}
