"""Old pages at this server, new pages at this server, and logs that hold what a newer one wrote."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from canvas import messages, store
from canvas.files.packed import Packed
from canvas.log import Kind, Numbered, visible
from canvas.models import Access, Drawing, Operation
from canvas.render import jobs
from canvas.render.wanted import Wanted
from canvas.strokes import encode_stroke
from canvas.varint import read_varint
from drawnby.chat.models import Line
from drawnby.sockets import conf
from drawnby.sockets.hub import Hub
from drawnby.sockets.rounds import RECHECKS
from drawnby.sockets.testing import Frame, Received, TestSocket
from tests.canvas.inside import INK, ask, both_inside, browser, hear
from tests.canvas.people import LINE, Scene, make_scene, stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)

WIRE = Path(__file__).parents[1] / "wire"
SPOKEN = range(messages.OLDEST, messages.VERSION + 1)
NEWER_KIND = 200
NEWER_SIGNAL = b"\x0fwhatever"


@pytest.fixture(params=SPOKEN)
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What page and server of a version said; none that is still spoken may be missing."""
    path = WIRE / f"version{request.param}.json"
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def scene_of(record: dict[str, Any]) -> Scene:
    scene = make_scene()
    scene.drawing.uid = record["drawing"].removeprefix("drawing-")
    scene.drawing.save()
    return scene


@pytest.fixture
async def page(record: dict[str, Any]) -> AsyncIterator[TestSocket]:
    scene = await sync_to_async(scene_of)(record)
    async with browser(scene.mia) as socket:
        yield socket


async def say_all(page: TestSocket, record: dict[str, Any]) -> list[Any]:
    """Say it frame by frame, each after the answer to the one before; return all that came back."""
    heard: list[Any] = []
    for frame in record["said_by_page"]:
        if text := frame.get("text"):
            if text.startswith('["beat"'):
                continue  # counts bytes of another connection
            await page.send_event(text=text)
        else:
            _handle, at = read_varint(data := bytes.fromhex(frame["hex"]), 0)
            await page.send(record["drawing"], data[at:])
            if data[at] == messages.OPERATION:
                heard.append(await answer_to(page, data[at + 1 : at + 17].hex()))
        heard += await page.settle()
    return heard


async def test_the_server_understands_everything_that_pages_of_a_version_say(
    page: TestSocket, record: dict[str, Any]
) -> None:
    heard = await say_all(page, record)
    troubles = [it for it in heard if isinstance(it, Frame) and it.kind in ("refused", "error")]
    assert troubles == []
    drawing = await Drawing.objects.aget(uid=record["drawing"].removeprefix("drawing-"))
    log = await sync_to_async(store.read)(drawing.pk, 0, 100)
    then = record["then"]
    assert (len(log), len(visible(log))) == (then["applied"], then["visible"])
    assert drawing.title == then["title"]
    assert await Line.objects.acount() == 1
    acknowledged = [it.data["seq"] for it in heard if tells(it, "acknowledged")]
    assert acknowledged[: len(log)] == [operation.seq for operation in log]


async def answer_to(page: TestSocket, id: str) -> Received:
    while True:
        received = await page.receive()
        if isinstance(received.data, dict) and received.data.get("id") == id:
            return received


def tells(heard: Any, type: str) -> bool:
    data = getattr(heard, "data", None)
    return isinstance(data, dict) and data.get("type") == type and "seq" in data


# -- what is newer than we are


async def test_an_operation_only_a_newer_version_can_check_stays_with_its_author() -> None:
    async with both_inside() as (scene, mia, _tom):
        id = bytes(range(16))
        newer = bytes((messages.OPERATION,)) + id + bytes((NEWER_KIND,)) + b"whatever"
        await mia.send(scene.drawing.channel, newer)
        refused = await hear(mia, "refused")
        assert (refused["id"], refused["final"]) == (id.hex(), False)
        await mia.send(scene.drawing.channel, messages.encode_operation(stroke_draft()))
        assert (await hear(mia, "acknowledged"))["seq"] == 1


async def test_a_newer_page_comes_back_until_it_meets_a_newer_server() -> None:
    async with both_inside() as (scene, _mia, tom):
        await ask(tom, scene, {"type": "enter", "version": messages.VERSION + 1, "applied": 0})
        assert await tom.wait_closed() == 4012


async def test_a_page_that_is_too_old_is_told_to_reload() -> None:
    async with both_inside() as (scene, _mia, tom):
        await ask(tom, scene, {"type": "enter", "version": messages.OLDEST - 1, "applied": 0})
        assert (await tom.frame("refused")).data["reload"] is True


async def test_a_newer_page_may_say_more_than_we_hear() -> None:
    async with both_inside() as (scene, _mia, tom):
        await ask(tom, scene, {"type": "check", "applied": 0, "said_by": "a newer version"})
        assert (await hear(tom, "head"))["head"] == 0


async def test_a_newer_page_is_not_told_of_each_signal_that_we_do_not_hear() -> None:
    async with both_inside() as (scene, mia, tom):
        for _ in range(3):
            await tom.send(scene.drawing.channel, NEWER_SIGNAL)
        assert await tom.settle() == await mia.settle() == []


def keep_newer(scene: Scene) -> None:
    """A log as a newer version, put into service and taken back, leaves it."""
    bodies = [(NEWER_KIND, b"whatever"), (Kind.STROKE, b"\xff" + encode_stroke(LINE)[1:])]
    rows = [
        Operation(
            drawing=scene.drawing,
            seq=seq,
            op_id=f"{seq:032x}",
            author=scene.mia,
            kind=kind,
            body=body,
            at=seq,
        )
        for seq, (kind, body) in enumerate(bodies, 1)
    ]
    Operation.objects.bulk_create(rows)
    Drawing.objects.filter(pk=scene.drawing.pk).update(head=len(rows))


async def test_what_a_newer_version_wrote_is_passed_on_as_it_is_and_drawn_upon() -> None:
    scene = await sync_to_async(make_scene)()
    await sync_to_async(keep_newer)(scene)
    async with browser(scene.tom) as tom:
        await tom.subscribe(scene.drawing.channel)
        await ask(tom, scene, {"type": "enter", "version": messages.VERSION, "applied": 0})
        log = await sync_to_async(store.read)(scene.drawing.pk, 0, 10)
        told = [it.data for it in await tom.settle() if isinstance(getattr(it, "data", 0), bytes)]
        assert messages.encode_operations(log) in told
        await tom.send(scene.drawing.channel, messages.encode_operation(stroke_draft()))
        assert (await hear(tom, "acknowledged"))["seq"] == 3


def test_a_picture_leaves_out_what_only_a_newer_version_could_paint() -> None:
    known = Numbered(1, bytes(16), Kind.STROKE, 1, 0, encode_stroke(LINE))
    tool = known._replace(seq=2, id=b"2" * 16, body=b"\xff" + known.body[1:])
    face = known._replace(seq=3, id=b"3" * 16, kind=Kind.TEXT, body=b"\xff\0\0\0\x10\0\0x")
    assert painted([known, tool, face]) == painted([known])


def painted(log: list[Numbered]) -> bytes:
    return b"".join(jobs.picture(Packed([zlib.compress(messages.encode_log(log))]), Wanted()))


# -- processes of two releases that tell each other nothing


def hub_apart() -> Hub:
    return Hub(replace(conf.load(), layer="of nobody else"))


async def test_people_on_processes_that_do_not_hear_each_other_miss_only_what_may_be_lost() -> None:
    scene = await sync_to_async(make_scene)()
    room = scene.drawing.channel
    old, new = hub_apart(), hub_apart()
    async with browser(scene.mia, old) as mia, browser(scene.tom, new) as tom:
        for each in (mia, tom):
            await each.subscribe(room)
            await each.settle()
        await mia.send(room, INK)
        await mia.send(room, messages.encode_operation(stroke_draft()))
        await hear(mia, "acknowledged")
        assert await tom.settle() == []

        # As every page does, again and again, and then about what it lacks.
        await ask(tom, scene, {"type": "check", "applied": 0})
        assert (await hear(tom, "head"))["head"] == 1
        await ask(tom, scene, {"type": "since", "applied": 0})
        assert (await tom.receive()).data[0] == messages.OPERATIONS

        await Drawing.objects.aupdate(access=Access.CLOSED)
        await mia.settle()
        for number in range(RECHECKS):  # within a minute
            new.rounds.ask(number)
        assert (await tom.frame("refused")).data["about"] == "subscribe"
    for hub in (old, new):
        await hub.close()
