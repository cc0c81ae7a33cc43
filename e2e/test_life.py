"""Which events fire, however a connection ends: real servers, real sockets, a real browser killed.

The table is the guide's ("What fires when", drawnby/sockets/README.md), line by line.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from e2e.conftest import LAUNCH, THOROUGH, Person
from e2e.servers import ROOT, free_port, stop, wait_until_healthy

PATIENCE = 10.0
UVICORN = ("uvicorn", "--ws", "websockets-sansio", "--lifespan", "off", "--no-access-log")
DAPHNE = ("daphne", "-v0", "-b", "127.0.0.1")
GONE_SECONDS = 35.0  # the bar, after a kill -9

Line = tuple[str, str | None]
COMING: list[Line] = [("connect", None), ("subscribe", "room-1")]
OFF: list[Line] = [("unsubscribe", "room-1"), ("also unsubscribe", "room-1")]
LEFT: list[Line] = [("disconnect", None), ("also disconnect", None)]
FINISH: list[Line] = [("finish", None), ("also finish", None)]
ERROR: list[Line] = [("error", None), ("also error", None)]


class Recorder:
    """A server of the recording site, and what its handlers heard."""

    def __init__(self, url: str, process: subprocess.Popen[bytes], record: Path) -> None:
        self.url = url
        self.process = process
        self.wires = ExitStack()
        self._record = record

    def open(self, query: str, subscribe: bool = True) -> ClientConnection:
        """A socket that is on room-1."""
        url = f"{self.url.replace('http', 'ws', 1)}/socket?{query}"
        wire = self.wires.enter_context(connect(url, compression=None, close_timeout=1))
        hear(wire, "connected")
        if subscribe:
            say(wire, "subscribe")
            hear(wire, "subscribed")
        return wire

    def heard(self, who: str) -> list[Line]:
        lines = map(json.loads, self._record.read_text().splitlines())
        return [(event, channel) for name, event, channel in lines if name == who]

    def hears(self, who: str, expected: list[Line]) -> None:
        """Wait for the last of it; then it must be exactly that."""
        until(lambda: expected[-1] in self.heard(who), f"{who}: {self.heard(who)}")
        assert self.heard(who) == expected


def say(wire: ClientConnection, kind: str, data: Any = None) -> None:
    wire.send(json.dumps([kind, "room-1", data]))


def hear(wire: ClientConnection, kind: str) -> Any:
    while (frame := json.loads(wire.recv(PATIENCE)))[0] != kind:
        pass
    return frame[2]


def code_of(wire: ClientConnection) -> int:
    """Read to the end; the code it was closed with."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            wire.recv(PATIENCE)
    received = closed.value.rcvd
    return received.code if received else 1006


def cut(wire: ClientConnection) -> None:
    """As a network is cut, or a process killed: without a word."""
    wire.socket.shutdown(socket.SHUT_RDWR)


def until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
    """Wait; returns how long it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"never came: {what}"
        time.sleep(0.02)
    return time.monotonic() - began


@contextmanager
def recorder(folder: Path, program: tuple[str, ...], **environment: str) -> Iterator[Recorder]:
    port = free_port()
    url, log = f"http://127.0.0.1:{port}", folder / f"{port}.log"
    record = folder / "record"
    record.touch()
    option = "-p" if program[0] == "daphne" else "--port"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                str(Path(sys.executable).parent / program[0]),
                *program[1:],
                *(option, str(port), "e2e.recorder.asgi:application"),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "RECORD": str(record),
                "DJANGO_SETTINGS_MODULE": "e2e.recorder.settings",
                **environment,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_healthy(url, process, log, path="/")
        running = Recorder(url, process, record)
        with running.wires:
            yield running
    finally:
        stop(process)


@pytest.fixture(scope="module", params=[UVICORN, DAPHNE], ids=["uvicorn", "daphne"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Recorder]:
    with recorder(tmp_path_factory.mktemp("life"), request.param, REDIS_URL="") as running:
        yield running


pytestmark = pytest.mark.once


def test_a_client_that_says_goodbye(site: Recorder) -> None:
    wire = site.open("as=polite")
    say(wire, "message", "hello")
    heard = [*COMING, ("message", "room-1")]
    site.hears("polite", heard)
    wire.close()
    site.hears("polite", [*heard, *LEFT, *OFF, *FINISH])


def test_a_client_that_is_cut_off(site: Recorder) -> None:
    wire = site.open("as=cut")
    cut(wire)
    site.hears("cut", [*COMING, *LEFT, *OFF, *FINISH])


def test_a_client_that_leaves_the_channel_first(site: Recorder) -> None:
    wire = site.open("as=leaves")
    say(wire, "unsubscribe")
    hear(wire, "unsubscribed")
    wire.close()
    site.hears("leaves", [*COMING, *OFF, *LEFT, *FINISH])


def test_a_subscription_that_is_refused(site: Recorder) -> None:
    wire = site.open("as=refused&refused", subscribe=False)
    say(wire, "subscribe")
    assert hear(wire, "refused")["reason"] == "not you"
    say(wire, "message", "hello?")
    assert hear(wire, "refused")["reason"] == "not subscribed"
    wire.close()
    site.hears("refused", [*COMING, *LEFT, *FINISH])


# A handler that raises, in each event: what is heard, and the code the client is closed with.
RAISES: dict[str, tuple[list[Line], int | None]] = {
    "connect": ([*COMING[:1], *ERROR, *FINISH], 4500),
    "subscribe": ([*COMING, *ERROR, *FINISH], 4500),
    "message": ([*COMING, ("message", "room-1"), *ERROR, *OFF, *FINISH], 4500),
    # Of one who leaves: every handler is heard, on_error for each that raised.
    "disconnect": ([*COMING, LEFT[0], *ERROR, LEFT[1], *OFF, *FINISH], None),
    "unsubscribe": ([*COMING, *LEFT, OFF[0], *ERROR, OFF[1], *FINISH], None),
    "finish": ([*COMING, *LEFT, *OFF, FINISH[0], *ERROR, FINISH[1]], None),
}


@pytest.mark.parametrize("event", RAISES)
def test_a_handler_that_raises(site: Recorder, event: str) -> None:
    expected, code = RAISES[event]
    who = f"raises in {event}"
    wire = site.open(f"as={who.replace(' ', '%20')}&fail={event}", subscribe=False)
    if event != "connect":
        say(wire, "subscribe")
    if event == "message":
        say(wire, "message", "hello")
    if code is None:
        hear(wire, "subscribed")
        wire.close()
    else:
        assert code_of(wire) == code
    site.hears(who, expected)


def test_a_handler_that_raises_in_on_error_does_not_stop_the_others(site: Recorder) -> None:
    # `fail` names one event only, so what raises first is a message that on_error then hears of.
    wire = site.open("as=error&fail=error")
    say(wire, "message", {"raise": True})
    assert code_of(wire) == 4500
    site.hears("error", [*COMING, ("message", "room-1"), *ERROR, *OFF, *FINISH])


@pytest.mark.thorough
def test_a_browser_that_is_killed(site: Recorder, tmp_path: Path) -> None:
    program = os.environ.get("DRAWNBY_BROWSER") or shutil.which("chromium-headless-shell")
    program = program or shutil.which("chromium")
    if program is None:
        pytest.skip("no browser of the machine's own")
    options = [*LAUNCH, "--headless", f"--user-data-dir={tmp_path}", "--remote-debugging-port=0"]
    browser = subprocess.Popen(
        [program, *options, site.url],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until(lambda: COMING[-1] in site.heard("browser"), "the page's socket", 30)
    os.killpg(browser.pid, signal.SIGKILL)
    browser.wait()
    site.hears("browser", [*COMING, *LEFT, *OFF, *FINISH])


def test_a_server_told_to_end_closes_its_sockets_and_runs_their_last_handlers(
    tmp_path: Path,
) -> None:
    with recorder(tmp_path, UVICORN, REDIS_URL="") as server:
        wire = server.open("as=drained")
        server.process.terminate()
        assert code_of(wire) == 4012
        server.hears("drained", [*COMING, *OFF, *FINISH])
        server.process.wait(PATIENCE)


def test_a_daphne_told_to_end_does_the_same(tmp_path: Path) -> None:
    with recorder(tmp_path, DAPHNE, REDIS_URL="") as server:
        wire = server.open("as=drained")
        server.process.terminate()
        assert code_of(wire) == 4012
        server.hears("drained", [*COMING, *OFF, *FINISH])


def test_the_demo_chat_of_django_socketio_works_in_a_browser(
    site: Recorder, person: Person, expected_errors: list[str]
) -> None:
    expected_errors.append("favicon.ico")
    anna, ben = person(site.url), person(site.url)
    for page in (anna, ben):
        page.goto("/demo")
    told(anna, "Anna", "here: nobody", "Anna joins")
    told(ben, "Anna", "Anna joins", "Name is in use, please choose another")
    told(ben, "Ben", "here: Anna", "Ben joins")
    told(ben, "<b>hello</b>", "Ben: <b>hello</b>")
    expect(anna.locator("li").last).to_have_text("Ben: <b>hello</b>")
    ben.close()
    expect(anna.locator("li").last).to_have_text("Ben leaves")


def told(page: Page, text: str, *lines: str) -> None:
    """Send what is typed; these are the last lines of the page then."""
    page.get_by_label("Name or message").fill(text)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li").last).to_have_text(lines[-1])
    assert tuple(page.locator("li").all_inner_texts()[-len(lines) :]) == lines


# -- kill -9: nothing fires there, so others must find out


def killed(folder: Path, rhythm: float) -> float:
    """Kill a process with somebody on room-1; seconds until another process says they have left."""
    with ExitStack() as stack:
        redis = private_redis(stack, folder)
        environment = {"REDIS_URL": redis, "PRESENCE_SECONDS": str(rhythm)}
        first, second = (
            stack.enter_context(recorder(folder / name, UVICORN, **environment))
            for name in ("first", "second")
        )
        watcher = second.open("as=watcher")
        victim = first.open("as=victim")
        while not is_here(watcher, "victim"):
            pass
        first.process.kill()
        began = time.monotonic()
        assert code_of(victim) == 1006
        while hear_presence(watcher, GONE_SECONDS + 5).get("left", []) == []:
            pass
        # And not another event; where the rhythm is quick, it was asked for again meanwhile.
        assert list(dict.fromkeys(first.heard("victim"))) == COMING
        return time.monotonic() - began


def private_redis(stack: ExitStack, folder: Path) -> str:
    from bench.services import Redis

    for name in ("redis", "first", "second"):
        (folder / name).mkdir()
    redis = Redis(folder / "redis")
    redis.start()
    stack.callback(redis.stop)
    return redis.url


def hear_presence(wire: ClientConnection, seconds: float = PATIENCE) -> dict[str, Any]:
    """The next news of who is here; beats meanwhile, so that nobody takes us for dead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            frame = json.loads(wire.recv(5))
        except TimeoutError:
            continue
        if frame[0] == "presence":
            news: dict[str, Any] = frame[2]
            return news
    raise AssertionError("no news of who is here")


def is_here(wire: ClientConnection, who: str) -> bool:
    news = hear_presence(wire)
    return any(entry["meta"] == who for entry in news.get("joined", []) + news.get("here", []))


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="processes meet in Redis")
def test_those_of_a_killed_process_are_gone_after_its_lease(tmp_path: Path) -> None:
    rhythm = 0.2
    assert killed(tmp_path, rhythm) < PATIENCE


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("redis-server") is None, reason="processes meet in Redis")
def test_those_of_a_killed_process_are_gone_within_35_seconds(tmp_path: Path) -> None:
    assert THOROUGH
    assert killed(tmp_path, 10.0) <= GONE_SECONDS
