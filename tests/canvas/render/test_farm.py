"""Painting in other processes: real ones, started and killed here."""

import os
import select
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from canvas.files.packed import Packed
from canvas.log import Kind, Numbered
from canvas.messages import encode_log
from canvas.render import farm, jobs
from canvas.render.farm import Farm, RenderBusy, RenderTooLong
from canvas.render.wanted import Wanted
from canvas.strokes import Tool, encode_stroke
from canvas.varint import VarintError
from tests.canvas.render.contract.specimens import draw

STROKE = encode_stroke(draw(Tool.PEN, 8, (10, 10), (90, 60)))
LOG = Packed([zlib.compress(encode_log([Numbered(1, bytes(16), Kind.STROKE, 1, 0, STROKE)]))])


def log() -> Packed:
    return LOG


def never_gathered() -> Packed:
    raise AssertionError("there is no place for it")


@pytest.fixture(scope="module", autouse=True)
def processes_end() -> Iterator[None]:
    yield
    farm.farm().close()
    farm.exports().close()
    farm.photos().close()


def test_a_worker_paints_what_this_process_would() -> None:
    assert farm.render(jobs.thumbnail, log) == jobs.thumbnail(LOG)
    picture = partial(jobs.picture, wanted=Wanted(background="transparent", scale=2.0))
    with farm.export(picture, log) as file:
        assert [file.read()] == list(picture(LOG))


def test_what_is_wrong_with_a_job_is_told_to_who_asked() -> None:
    with pytest.raises(VarintError, match="cut off"):
        farm.render(jobs.thumbnail, lambda: Packed([zlib.compress(b"\x81")]))


def test_more_than_may_wait_are_turned_away_and_places_come_back() -> None:
    with closing(Farm(workers=1, waiting=1)) as small:
        accepted = [small.submit(jobs.thumbnail, log) for _ in range(2)]
        with pytest.raises(RenderBusy):
            small.submit(jobs.thumbnail, never_gathered)
        assert len({future.result() for future in accepted}) == 1
        assert small.submit(jobs.thumbnail, log).result() == accepted[0].result()


def test_a_place_comes_back_when_there_is_nothing_to_paint() -> None:
    with closing(Farm(workers=1, waiting=0)) as small:
        with pytest.raises(AssertionError):
            small.submit(jobs.thumbnail, never_gathered)
        assert small.submit(jobs.thumbnail, log).result() == jobs.thumbnail(LOG)


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_painted() -> None:
    with closing(Farm(workers=1, patience=0.2)) as hasty:
        endless = hasty.submit(cast("Callable[[float], bytes]", time.sleep), lambda: 600.0)
        with pytest.raises(RenderTooLong):
            endless.result()
        assert hasty.submit(cast("Callable[[int], bytes]", bytes), lambda: 2).result() == b"\0\0"


def test_who_asks_waits_a_little_longer_than_the_painter_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(Farm(workers=1, patience=0.2)) as hasty:
        assert hasty.submit(cast("Callable[[int], bytes]", bytes), lambda: 1).result() == b"\0"
        monkeypatch.setattr(farm, "farm", lambda: hasty)
        monkeypatch.setattr(farm, "PATIENCE", 0.2)
        monkeypatch.setattr(farm, "ANSWER", 20.0)  # of a machine that is busy with all else
        with pytest.raises(RenderTooLong):
            farm.render(cast("Callable[[float], bytes]", time.sleep), lambda: 600.0)


def test_a_painter_that_does_not_answer_at_all_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent: Future[bytes] = Future()
    monkeypatch.setattr(farm, "PATIENCE", 0.0)
    monkeypatch.setattr(farm, "ANSWER", 0.01)
    with pytest.raises(RenderBusy) as told:
        farm._result(silent)
    assert told.type is RenderBusy  # it may have been too long, or the machine too busy: try again
    assert silent.cancelled()


def test_a_job_that_bears_every_exception_is_given_up_too() -> None:
    def decode(seconds: float) -> bytes:
        with suppress(Exception):  # all that decoders of strangers' files raise is damage
            time.sleep(seconds)
        return b"slept"

    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(RenderTooLong):
        farm._paint(decode, 600.0, 0.01)
    signal.signal(signal.SIGALRM, before)


def test_what_waits_for_its_turn_is_not_gathered_meanwhile() -> None:
    sleep = cast("Callable[[float], bytes]", time.sleep)
    with closing(Farm(workers=1, waiting=3, patience=0.3)) as slow:
        before = [slow.submit(sleep, lambda: 600.0) for _ in range(2)]
        with pytest.raises(RenderBusy):
            slow.submit(jobs.thumbnail, never_gathered)
        for future in before:
            with pytest.raises(RenderTooLong):
                future.result()
        assert slow.submit(cast("Callable[[int], bytes]", bytes), lambda: 2).result() == b"\0\0"


def test_a_killed_worker_costs_one_picture() -> None:
    with pytest.raises(RenderBusy):
        farm.render(os._exit, lambda: 9)
    assert farm.render(jobs.thumbnail, log) == jobs.thumbnail(LOG)


def test_a_flood_of_photographs_holds_up_no_picture_that_pages_show(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fifo = tmp_path / "photo"
    os.mkfifo(fifo)
    with closing(Farm(workers=1, waiting=0)) as flooded:
        monkeypatch.setattr(farm, "photos", lambda: flooded)
        endless = flooded.submit(Path.read_bytes, lambda: fifo)
        with pytest.raises(RenderBusy):
            farm.develop(jobs.photo, lambda: b"")
        assert farm.render(jobs.thumbnail, log) == jobs.thumbnail(LOG)
        assert not endless.done()
        fifo.write_bytes(b"read")
        assert endless.result() == b"read"


def test_of_a_file_that_was_given_up_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    picture = partial(jobs.picture, wanted=Wanted())
    with pytest.raises(VarintError):
        farm.export(picture, lambda: Packed([zlib.compress(b"\x81")]))
    with farm.export(picture, log) as file:
        assert [file.read()] == list(picture(LOG))
    assert list(tmp_path.iterdir()) == []


def test_painting_needs_no_django() -> None:
    look = "import sys, canvas.render.jobs; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0


SERVER = """
import os, signal, sys, time
from canvas.log import Kind, Numbered
from canvas.messages import encode_log
from canvas.render import farm
def painter(nothing):
    return str(os.getpid()).encode()
def long(seconds):
    time.sleep(seconds)
    return b""
if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: None)
    print(farm.farm().submit(painter, list).result().decode(), flush=True)
    works = farm.farm().submit(long, lambda: 0.3)
    sys.stdin.read()
"""


def test_a_painter_ends_with_a_server_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    ) as server:
        assert server.stdout
        painter = os.pidfd_open(int(server.stdout.readline()))
        server.kill()
    ended, _, _ = select.select([painter], [], [], 10)
    os.close(painter)
    assert ended


def test_an_interrupt_reaches_painters_too_and_they_end_without_a_word(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        start_new_session=True,
    ) as server:
        assert server.stdout
        server.stdout.readline()
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does
        _, words = server.communicate(timeout=20)
    assert (server.returncode, words) == (0, b"")
