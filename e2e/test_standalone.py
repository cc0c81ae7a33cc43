"""The layer as others install it: its wheel, its npm package, and nothing else of ours."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from bench.services import Redis
from e2e.conftest import Person
from e2e.servers import ROOT, free_port, stop, wait_until_healthy
from tests.sockets.guide import GUIDE, blocks, start

pytestmark = [pytest.mark.once, pytest.mark.thorough]

PACKAGES = ROOT / "scripts" / "packages.py"
EXAMPLE = ROOT / "examples" / "chat"
Process = subprocess.Popen[bytes]
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


TYPED = """
from typing import Any

from drawnby.sockets import Context, Refused, Socket, SocketRequest, on_message
from drawnby.sockets.numbered import Append, NumberedLog
from drawnby.sockets.testing import connect


class Talk(NumberedLog[Append, Any]):
    rows, parent = Any, "room"

    def make(self, room: object, append: Append) -> Any:
        raise Refused("never", field=str(append.body))


@on_message(channel="^room-", rate=5)
async def talk(request: SocketRequest, socket: Socket, context: Context, message: Any) -> list[Any]:
    await socket.send_and_broadcast_channel(b"bytes")
    await socket.send({1, 2})  # type: ignore[arg-type]  # types are there, and strict
    return [entry.meta for entry in socket.here()]


async def test_talk() -> None:
    async with connect(query="as=anna") as client:
        await client.subscribe("room-1")
        assert (await client.receive()).data["text"] == "hello"
"""


class Workplace:
    """Stands for the repository; a project, and an environment that knows nothing of this one."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder = folder
        self.project = project
        kept = {name: os.environ[name] for name in os.environ if not name.startswith("DJANGO")}
        kept.pop("PYTHONPATH", None)
        self.environment = {
            **kept,
            "DJANGO_SUPERUSER_USERNAME": "staff",
            "DJANGO_SUPERUSER_PASSWORD": "a password for a test",
            "DJANGO_SUPERUSER_EMAIL": "staff@example.org",
        }

    def run(self, command: str, folder: Path | None = None) -> str:
        result = subprocess.run(
            ["/bin/sh", "-ec", command],
            cwd=folder or self.project,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        return result.stdout

    def follow(self, commands: Iterable[str]) -> None:
        """Do what the guide says, in one shell; what takes long is done by uv."""
        dist = self.folder / "dist"
        made = ":" if dist.exists() else f"{sys.executable} {PACKAGES} {dist}"
        lines = [made if command == "make packages" else quick(command) for command in commands]
        self.run("\n".join(lines), self.folder)
        self._activate()

    def _activate(self) -> None:
        """What the line `. .venv/bin/activate` did, for all commands after these."""
        bin_ = self.project / ".venv" / "bin"
        self.environment["PATH"] = f"{bin_}{os.pathsep}{self.environment['PATH']}"
        self.environment["VIRTUAL_ENV"] = str(bin_.parent)


def guides_commands() -> list[str]:
    """The lines of the guide's block, without their last one: the server is the test's to stop."""
    lines, *_ = blocks((EXAMPLE / "README.md").read_text("utf-8"))
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
    repository = tmp_path_factory.mktemp("standalone") / "repository"
    place = Workplace(repository, repository / "examples" / "chat")
    shutil.copytree(EXAMPLE, place.project, ignore=BUILT_HERE)
    place.follow(guides_commands())
    return place


@contextmanager
def serving(workplace: Workplace, port: int, **environment: str) -> Iterator[Process]:
    log = workplace.folder / f"{port}.log"
    with log.open("ab") as output:
        server = subprocess.Popen(
            ["python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=workplace.project,
            env={**workplace.environment, "PYTHONUNBUFFERED": "1", **environment},
            executable=str(workplace.project / ".venv" / "bin" / "python"),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server, log, path="/")
        yield server
    finally:
        stop(server)
    assert "Traceback" not in log.read_text("utf-8")


@pytest.fixture(scope="module")
def chat(workplace: Workplace) -> Iterator[str]:
    """The base URL of the example."""
    port = free_port()
    with serving(workplace, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def live(workplace: Workplace) -> Iterator[str]:
    """The base URL of what the guide makes in ten minutes, beside the packages of the example."""
    place = Workplace(workplace.folder, workplace.folder.parent / "mysite")
    place.follow(blocks(GUIDE)[0])
    for path, lines in start().items():
        file = place.project / path
        file.parent.mkdir(exist_ok=True)
        with file.open("a" if file.name == "settings.py" else "w") as opened:
            opened.write("\n".join(["", *lines]))
    port = free_port()
    with serving(place, port):
        yield f"http://127.0.0.1:{port}"


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


def test_the_guide_in_the_packages_has_no_link_that_leads_nowhere(workplace: Workplace) -> None:
    dist = workplace.folder / "dist"
    (wheel,), (tarball,) = dist.glob("*.whl"), dist.glob("*.tgz")
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        guides = [archive.read(metadata)]
    with tarfile.open(tarball) as archive_of_npm:
        readme = archive_of_npm.extractfile("package/README.md")
        assert readme is not None
        guides.append(readme.read())
    for guide in guides:
        text = guide.decode()
        assert "is the next thing to read" in text
        assert re.findall(r"\]\((?!https?:|#)[^)]*\)", text) == []


def test_nothing_else_of_ours_is_installed(workplace: Workplace) -> None:
    listed = workplace.run(f"{UV} pip list -q --format=json")
    assert "drawnby-sockets" in listed
    assert "uvicorn" not in listed  # the environment is not the one the tests run in
    code = "import drawnby, drawnby.sockets as s; print(drawnby.__file__, s.__file__)"
    assert workplace.run(f"python -c '{code}'").split()[0] == "None"


def test_it_is_imported_where_nothing_but_django_and_channels_is(workplace: Workplace) -> None:
    bare = workplace.folder / "bare"
    workplace.run(f"{UV} venv -q --python {sys.executable} {bare}")
    python = bare / "bin" / "python"
    wheel = f"-c {ROOT / 'requirements.txt'} {workplace.folder / 'dist'}/*.whl"
    workplace.run(f"{UV} pip install -q --python {python} {wheel}")
    listed = workplace.run(f"{UV} pip list -q --python {python} --format=json")
    installed = {package["name"] for package in json.loads(listed)}
    assert installed == {"asgiref", "channels", "django", "drawnby-sockets", "sqlparse"}
    workplace.run(f"{python} -c 'import drawnby.sockets'")


def test_only_django_and_channels_are_required(workplace: Workplace) -> None:
    code = "from importlib.metadata import requires; print(*requires('drawnby-sockets'), sep=';;')"
    required = workplace.run(f'python -c "{code}"').strip().split(";;")
    assert sorted(re.split(r"[<>=]", r)[0] for r in required if "extra" not in r) == [
        "channels",
        "django",
    ]


def test_the_packages_types_are_found_by_nodes_own_rules(workplace: Workplace) -> None:
    (workplace.project / "consumer.ts").write_text(CONSUMER)
    options = {"noEmit": True, "strict": True, "module": "nodenext", "target": "es2022"}
    settings = {"compilerOptions": {**options, "types": []}, "include": ["consumer.ts"]}
    (workplace.project / "tsconfig.json").write_text(json.dumps(settings))
    (workplace.project / "package.json").write_text('{"type": "module"}')
    workplace.run(str(ROOT / "frontend" / "node_modules" / ".bin" / "tsc"))


def test_handlers_are_checked_against_the_wheels_types(workplace: Workplace) -> None:
    (workplace.project / "typed.py").write_text(TYPED)
    mypy = f"{sys.executable} -m mypy --strict --config-file= --cache-dir={workplace.folder}/mypy"
    workplace.run(f"{mypy} --python-executable .venv/bin/python typed.py")


def test_the_guides_ten_minutes_make_a_page_live(
    live: str, person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("favicon.ico")
    anna, ben = person(live), person(live)
    complaints: list[str] = []

    def read(dialog: Dialog) -> None:
        complaints.append(dialog.message)
        dialog.accept()

    anna.on("dialog", read)
    for page in (anna, ben):
        page.goto("/")
    expect(anna.get_by_text("Looking: 2")).to_be_visible()
    for text in ("", "hello"):
        anna.get_by_label("Say").fill(text)
        anna.get_by_role("button").click()
    for page in (anna, ben):
        expect(page.get_by_text("hello")).to_be_visible()
    assert complaints == ["Say it in 1 to 200 characters."]


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


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="processes meet in Redis")
def test_two_processes_number_one_log_and_one_of_them_may_be_killed(
    workplace: Workplace, person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("WebSocket connection to")  # while there is no server
    workplace.run(quick("pip install channels-redis"))
    redis = Redis(workplace.folder)
    redis.start()
    ports = free_port(), free_port()
    anna, ben = person(), person()
    with ExitStack() as stack:
        stack.callback(redis.stop)
        servers = [
            stack.enter_context(serving(workplace, port, REDIS_URL=redis.url)) for port in ports
        ]
        open_room(anna, f"http://127.0.0.1:{ports[0]}", "Bridge")
        come_in(anna, "Anna")
        expect(anna.locator("#people")).to_have_text("Anna")
        ben.goto(anna.url.replace(str(ports[0]), str(ports[1])))
        come_in(ben, "Ben")
        expect(anna.locator("#people")).to_have_text("Anna, Ben")
        for number in range(5):
            say(anna, f"from one {number}")
            say(ben, f"from the other {number}")
        for page in (anna, ben):
            expect(page.locator("#lines .line")).to_have_count(10)
        assert spoken(anna) == spoken(ben)  # both in the order of their numbers

        servers[0].kill()
        servers[0].wait()
        expect(anna.get_by_text("Connecting…").last).to_be_visible()
        say(ben, "are you there?")
        say(anna, "said while nobody listened")
        stack.enter_context(serving(workplace, ports[0], REDIS_URL=redis.url))
        for page in (anna, ben):
            expect(page.locator("#lines .line")).to_have_count(12, timeout=30_000)
        assert spoken(anna) == spoken(ben)


def spoken(page: Page) -> list[str]:
    return page.locator("#lines .line").all_inner_texts()


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
