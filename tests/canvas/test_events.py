"""A drawing's channel, as its people's browsers live it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore

from accounts import people
from accounts.models import Person
from canvas import chunks, events, ink, messages, sharing, store
from canvas.models import Access, Chunk, Drawing, Operation, Participant
from canvas.strength import Reserves
from canvas.strokes import Stroke, encode_stroke
from drawnby.sockets import Later, Refused, numbered, recheck_channel
from drawnby.sockets.hub import Hub
from drawnby.sockets.testing import Received, TestSocket, connect
from drawnby.sockets.throttle import Limit
from tests.canvas.people import (
    LINE,
    Scene,
    clear_draft,
    entry,
    fill,
    hide_draft,
    make_scene,
    stroke_draft,
)

pytestmark = pytest.mark.django_db(transaction=True)


def live(stroke: Stroke) -> bytes:
    return bytes((messages.INK,)) + b"abcd" + b"\x00" + encode_stroke(stroke)


INK = live(replace(LINE, pressure=(128, 140)))
DOUBTFUL = live(LINE)  # the pressure leaps: no relay takes it, the handler does
CURSOR = bytes((messages.CURSOR, 4, 6, 1))


@asynccontextmanager
async def browser(who: Participant, hub: Hub | None = None) -> AsyncIterator[TestSocket]:
    """A socket of that participant's browser, not subscribed to anything yet."""
    session = SessionStore()
    session[people.SESSION_KEY] = who.person_id
    await sync_to_async(session.create)()
    async with connect(session=session, hooks=[people.attach_person], hub=hub) as client:
        yield client


@asynccontextmanager
async def both_inside() -> AsyncIterator[tuple[Scene, TestSocket, TestSocket]]:
    """Mia, the owner, and Tom are on the drawing's channel, and have heard all there was."""
    scene = await sync_to_async(make_scene)()
    async with browser(scene.mia) as mia, browser(scene.tom) as tom:
        await mia.subscribe(scene.drawing.channel)
        await tom.subscribe(scene.drawing.channel)
        await mia.settle()
        await tom.settle()
        yield scene, mia, tom


async def ask(client: TestSocket, scene: Scene, request: dict[str, Any]) -> None:
    await client.send(scene.drawing.channel, request)


async def hear(client: TestSocket, type: str) -> dict[str, Any]:
    """The next JSON message of that type."""
    while True:
        received = await client.receive()
        if isinstance(received.data, dict) and received.data["type"] == type:
            return received.data


async def is_refused_for_good(client: TestSocket, scene: Scene, draft: messages.Draft) -> bool:
    await client.send(scene.drawing.channel, messages.encode_operation(draft))
    final: bool = (await hear(client, "refused"))["final"]
    return final


async def refusal(client: TestSocket) -> str:
    frame = await client.frame("refused")
    return str(frame.data["reason"])


async def test_nobody_gets_in_who_did_not_come_by_the_link() -> None:
    scene = await sync_to_async(make_scene)()
    elsewhere = await sync_to_async(make_scene)()
    async with browser(elsewhere.tom) as stranger:
        with pytest.raises(Refused, match="link"):
            await stranger.subscribe(scene.drawing.channel)


async def test_everyone_is_told_who_is_here() -> None:
    scene = await sync_to_async(make_scene)()
    async with browser(scene.mia) as mia, browser(scene.tom) as tom:
        await mia.subscribe(scene.drawing.channel)
        here = await tom.subscribe(scene.drawing.channel)
        assert sorted(entry["meta"]["number"] for entry in here.data["here"]) == [1, 2]


async def test_entering_tells_where_one_is_and_what_was_drawn() -> None:
    scene = await sync_to_async(make_scene)()
    drafts = [stroke_draft() for _ in range(3)]
    await sync_to_async(store.write)([entry(scene.mia, draft) for draft in drafts])
    async with browser(scene.tom) as tom:
        await tom.subscribe(scene.drawing.channel)
        await ask(tom, scene, {"type": "enter", "version": 1, "applied": 1})
        entered = await hear(tom, "entered")
        assert (entered["you"], entered["right"], entered["head"]) == (2, "draw", 3)
        assert [row["name"] for row in entered["participants"]] == ["Mia", "Tom"]
        log = (await tom.receive()).data
        operations = await sync_to_async(store.read)(scene.drawing.pk, 1, 10)
        assert log == messages.encode_operations(operations)
        assert (await hear(tom, "head"))["head"] == 3


async def test_a_page_of_large_strokes_is_short_and_the_next_one_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("canvas.events.PAGE_BYTES", 1)
    scene = await sync_to_async(make_scene)()
    await sync_to_async(store.write)([entry(scene.mia, stroke_draft()) for _ in range(2)])
    async with browser(scene.tom) as tom:
        await tom.subscribe(scene.drawing.channel)
        for applied in range(2):
            await ask(tom, scene, {"type": "since", "applied": applied})
            (operation,) = messages.read_log((await tom.receive()).data[1:])
            assert operation.seq == applied + 1
            assert (await hear(tom, "head"))["head"] == 2


def test_what_these_tests_take_for_live_ink_goes_both_ways() -> None:
    assert [ink.is_plain(each) for each in (INK, DOUBTFUL)] == [True, False]


@pytest.mark.parametrize("said", [INK, DOUBTFUL], ids=["plain", "doubtful"])
async def test_ink_is_relayed_as_it_came_and_not_kept(said: bytes) -> None:
    async with both_inside() as (scene, mia, tom):
        await mia.send(scene.drawing.channel, said)
        received = await tom.receive()
        assert (received.data, received.sender) == (said, mia.number)
        assert await sync_to_async(Operation.objects.count)() == 0


async def test_a_stroke_is_acknowledged_after_it_is_kept_and_told_to_the_others() -> None:
    async with both_inside() as (scene, mia, tom):
        draft = stroke_draft()
        await mia.send(scene.drawing.channel, messages.encode_operation(draft))
        told = await hear(mia, "acknowledged")
        assert (told["id"], told["seq"]) == (draft.id.hex(), 1)
        kept = await sync_to_async(store.read)(scene.drawing.pk, 0, 10)
        assert (await tom.receive()).data == messages.encode_operations(kept)
        assert [operation.author for operation in kept] == [1]


async def test_the_stroke_that_fills_a_chunk_has_it_made() -> None:
    async with both_inside() as (scene, mia, _tom):
        await sync_to_async(fill)(scene.mia, chunks.OPERATIONS - 1)
        await mia.send(scene.drawing.channel, messages.encode_operation(stroke_draft()))
        assert (await hear(mia, "acknowledged"))["seq"] == chunks.OPERATIONS
        async with asyncio.timeout(5):
            while not await sync_to_async(Chunk.objects.exists)():
                pass


async def test_a_stroke_sent_again_is_acknowledged_again_and_told_once() -> None:
    async with both_inside() as (scene, mia, tom):
        message = messages.encode_operation(stroke_draft())
        for _ in range(2):
            await mia.send(scene.drawing.channel, message)
            assert (await hear(mia, "acknowledged"))["seq"] == 1
        await tom.receive()
        assert await tom.settle() == []


async def test_taking_back_a_stroke_that_could_not_be_saved_yet_is_tried_again_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with both_inside() as (scene, mia, _tom):
        stroke = stroke_draft()
        undo = hide_draft([stroke.id])
        with monkeypatch.context() as busy:
            busy.setattr(numbered, "MAX_APPENDS", 0)
            assert not await is_refused_for_good(mia, scene, stroke)
        assert not await is_refused_for_good(mia, scene, undo)
        for draft in (stroke, undo):
            await mia.send(scene.drawing.channel, messages.encode_operation(draft))
            assert (await hear(mia, "acknowledged"))["id"] == draft.id.hex()
        assert await is_refused_for_good(mia, scene, hide_draft([stroke_draft().id]))


async def test_two_tabs_of_one_person_change_no_more_at_once_than_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "reserves", Reserves(Limit(0.001, 2)))
    async with both_inside() as (scene, mia, tom), browser(scene.tom) as again:
        await again.subscribe(scene.drawing.channel)
        drafts = [stroke_draft() for _ in range(4)]
        for client, draft in zip([tom, tom, tom, mia], drafts, strict=True):
            await client.send(scene.drawing.channel, messages.encode_operation(draft))
            await hear(client, "acknowledged")
        first, second, third, hers = ([draft.id] for draft in drafts)
        for client, undone in ((tom, first), (again, second), (mia, hers)):
            undo = messages.encode_operation(hide_draft(undone))
            await client.send(scene.drawing.channel, undo)
            await hear(client, "acknowledged")
        assert not await is_refused_for_good(again, scene, hide_draft(third))


async def test_nobody_can_undo_somebody_elses_stroke() -> None:
    async with both_inside() as (scene, mia, tom):
        draft = stroke_draft()
        await mia.send(scene.drawing.channel, messages.encode_operation(draft))
        await tom.receive()
        undo = hide_draft([draft.id])
        await tom.send(scene.drawing.channel, messages.encode_operation(undo))
        told = await hear(tom, "refused")
        assert (told["id"], told["final"]) == (undo.id.hex(), True)
        assert "yourself" in told["reason"]


async def test_only_the_owner_clears() -> None:
    async with both_inside() as (scene, mia, tom):
        for client, kind in ((tom, "refused"), (mia, "acknowledged")):
            await client.send(scene.drawing.channel, messages.encode_operation(clear_draft()))
            await hear(client, kind)


async def test_a_watcher_sees_but_does_not_draw() -> None:
    scene = await sync_to_async(make_scene)()
    await Drawing.objects.aupdate(access=Access.WATCH)
    async with browser(scene.mia) as mia, browser(scene.tom) as tom:
        await mia.subscribe(scene.drawing.channel)
        await tom.subscribe(scene.drawing.channel)
        await mia.settle()
        for said in (INK, DOUBTFUL):
            await tom.send(scene.drawing.channel, said)
            assert "watch" in await refusal(tom)
        stroke = stroke_draft()
        await tom.send(scene.drawing.channel, messages.encode_operation(stroke))
        assert "watch" in (await hear(tom, "refused"))["reason"]
        assert (await mia.receive()).data == messages.encode_dropped(stroke.id)
        await ask(tom, scene, {"type": "rename", "title": "Mine"})
        assert "title" in await refusal(tom)
        await tom.send(scene.drawing.channel, CURSOR)
        assert (await mia.receive()).data == CURSOR
        await mia.send(scene.drawing.channel, INK)
        assert (await tom.receive()).data == INK


async def test_whoever_loses_the_right_is_put_out_at_once() -> None:
    async with both_inside() as (scene, mia, tom):
        await Drawing.objects.aupdate(access=Access.CLOSED)
        await sync_to_async(recheck_channel)(scene.drawing.channel)
        assert "link" in await refusal(tom)
        await mia.send(scene.drawing.channel, INK)
        assert [item for item in await tom.settle() if getattr(item, "data", None) == INK] == []


async def test_whoever_is_inside_a_deleted_drawing_is_told_that_it_was_deleted() -> None:
    async with both_inside() as (scene, _mia, tom):
        await sync_to_async(scene.drawing.delete)()
        await sync_to_async(recheck_channel)(scene.drawing.channel)
        frame = await tom.frame("refused")
        assert frame.data["gone"] == "deleted"


async def test_checking_tells_the_head_and_a_right_that_changed() -> None:
    async with both_inside() as (scene, mia, tom):
        await Drawing.objects.aupdate(access=Access.WATCH)
        await ask(tom, scene, {"type": "check", "applied": 0})
        assert await hear(tom, "head") == {"type": "head", "head": 0, "right": "watch"}
        await tom.send(scene.drawing.channel, INK)
        assert "watch" in await refusal(tom)
        assert await mia.settle() == []


async def test_live_ink_of_whoever_may_only_watch_from_now_on_is_refused_until_they_may_draw() -> (
    None
):
    async with both_inside() as (scene, mia, tom):
        await tom.send(scene.drawing.channel, INK)
        assert (await mia.receive()).data == INK
        await sync_to_async(sharing.give_access)(scene.drawing, Access.WATCH)
        await hear(tom, "access_changed")
        await hear(mia, "access_changed")
        await tom.send(scene.drawing.channel, INK)
        assert "watch" in await refusal(tom)
        assert await mia.settle() == []
        await sync_to_async(sharing.give_access)(scene.drawing, Access.DRAW)
        await hear(tom, "access_changed")
        await hear(mia, "access_changed")
        await tom.send(scene.drawing.channel, INK)
        assert (await mia.receive()).data == INK


@pytest.mark.parametrize("end", ["taken back", "refused"])
async def test_a_stroke_whose_right_was_taken_in_the_middle_is_gone_for_the_others(
    end: str,
) -> None:
    async with both_inside() as (scene, mia, tom):
        stroke = stroke_draft()
        dropped = messages.encode_dropped(stroke.id)
        await sync_to_async(sharing.give_access)(scene.drawing, Access.WATCH)
        await hear(tom, "access_changed")
        await hear(mia, "access_changed")
        said = dropped if end == "taken back" else messages.encode_operation(stroke)
        await tom.send(scene.drawing.channel, said)
        assert (await mia.receive()).data == dropped
        assert await Operation.objects.acount() == 0


async def test_a_stroke_that_is_to_be_sent_again_is_not_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def wait(_log: type[events.Log], _entry: store.Entry) -> None:
        raise Later("The database is busy.")

    monkeypatch.setattr(events.Log, "append", classmethod(wait))
    async with both_inside() as (scene, mia, tom):
        assert not await is_refused_for_good(tom, scene, stroke_draft())
        assert await mia.settle() == []


async def test_a_new_title_is_told_to_all_without_what_could_disguise_it() -> None:
    async with both_inside() as (scene, mia, tom):
        await ask(tom, scene, {"type": "rename", "title": " Harbour\n\u202eat\x07 six " + "x" * 99})
        title = "Harbour at six " + "x" * 65
        for client in (mia, tom):
            assert (await hear(client, "renamed"))["title"] == title
        await scene.drawing.arefresh_from_db()
        assert scene.drawing.title == title


async def test_a_new_name_and_hue_are_told_to_all() -> None:
    async with both_inside() as (scene, mia, tom):
        await ask(tom, scene, {"type": "introduce", "name": "Tom O.", "hue": 4})
        for client in (mia, tom):
            told = (await hear(client, "introduced"))["participant"]
            assert told == {"number": 2, "name": "Tom O.", "hue": 4, "guest": True}


async def test_whoever_was_not_introduced_can_be_asked_for() -> None:
    async with both_inside() as (scene, _mia, tom):
        await ask(tom, scene, {"type": "meet", "numbers": [1, 99]})
        told = (await hear(tom, "introduced"))["participant"]
        assert (told["number"], told["name"]) == (1, "Mia")
        assert await tom.settle() == []  # 99 is nobody


async def test_no_name_is_refused_with_a_reason() -> None:
    async with both_inside() as (scene, _mia, tom):
        await ask(tom, scene, {"type": "introduce", "name": "\u200b"})
        assert "name" in await refusal(tom)


@pytest.mark.parametrize(
    "message",
    [
        b"\x7f",
        b"\x10" + b"i" * 16 + b"\x01" + b"nonsense",
        b"\x01abcd\x00" + encode_stroke(LINE)[:-1],
        {"type": "enter"},
        {"type": "fly", "to": "the moon"},
        ["not", "an", "object"],
    ],
)
async def test_what_means_nothing_is_refused_and_disturbs_nobody(message: Any) -> None:
    async with both_inside() as (scene, mia, tom):
        await tom.send(scene.drawing.channel, message)
        assert await refusal(tom)
        assert await mia.settle() == []
        await tom.send(scene.drawing.channel, INK)
        assert (await mia.receive()).data == INK


async def test_an_author_cannot_be_forged() -> None:
    async with both_inside() as (scene, mia, tom):
        await tom.send(scene.drawing.channel, messages.encode_operation(stroke_draft()))
        await mia.receive()
        (kept,) = await sync_to_async(store.read)(scene.drawing.pk, 0, 10)
        assert kept.author == scene.tom.number


async def test_an_id_cannot_be_taken_from_somebody_else() -> None:
    async with both_inside() as (scene, mia, tom):
        draft = stroke_draft(id=secrets.token_bytes(16))
        await mia.send(scene.drawing.channel, messages.encode_operation(draft))
        await hear(mia, "acknowledged")
        await tom.send(scene.drawing.channel, messages.encode_operation(draft))
        told = await hear(tom, "refused")
        assert told["final"] is True


@pytest.mark.parametrize(
    "request_", [{"type": "enter", "version": 1, "applied": 0}, {"type": "since", "applied": 0}]
)
async def test_a_question_about_a_drawing_deleted_meanwhile_is_answered(
    request_: dict[str, Any],
) -> None:
    async with both_inside() as (scene, _mia, tom):
        await Drawing.objects.filter(pk=scene.drawing.pk).adelete()  # and nobody was told yet
        await ask(tom, scene, request_)
        assert "gone" in await refusal(tom)


@asynccontextmanager
async def onlooker(link: str) -> AsyncIterator[TestSocket]:
    """A socket that a link alone opens: no session, no person."""
    async with connect(path="/watch", query=f"link={link}", hooks=[people.attach_person]) as client:
        yield client


async def test_by_the_watch_link_alone_one_sees_what_is_drawn_as_it_is_drawn() -> None:
    async with both_inside() as (scene, mia, tom), onlooker(scene.drawing.watch_key) as frame:
        await frame.subscribe(scene.drawing.channel)
        await ask(frame, scene, {"type": "enter", "version": messages.VERSION, "applied": 0})
        entered = await hear(frame, "entered")
        assert (entered["you"], entered["right"]) == (0, "watch")
        await hear(frame, "head")
        await mia.send(scene.drawing.channel, INK)
        assert (await frame.receive()).data == INK
        draft = stroke_draft()
        await mia.send(scene.drawing.channel, messages.encode_operation(draft))
        heard = (await frame.receive()).data
        assert isinstance(heard, bytes)
        assert [one.id for one in messages.read_log(heard[1:])] == [draft.id]
        await tom.settle()
        assert await sync_to_async(Person.objects.count)() == 2
        assert await sync_to_async(Participant.objects.count)() == 2


async def test_whoever_looks_on_is_not_heard_and_not_shown() -> None:
    async with both_inside() as (scene, mia, _), onlooker(scene.drawing.key) as frame:
        await frame.subscribe(scene.drawing.channel)
        await frame.settle()
        operation = messages.encode_operation(stroke_draft())
        for said in (INK, CURSOR, operation, {"type": "rename", "title": "Mine"}):
            await frame.send(scene.drawing.channel, said)
            assert "watch" in await refusal(frame)
        await ask(frame, scene, {"type": "introduce", "name": "Mia"})
        assert "watch" in await refusal(frame)
        assert [one for one in await mia.settle() if isinstance(one, Received)] == []
        drawing = await sync_to_async(Drawing.objects.get)()
        assert (drawing.head, drawing.title) == (0, "")


async def test_a_link_that_opens_nothing_any_more_shows_nothing() -> None:
    async with both_inside() as (scene, _, _), onlooker(scene.drawing.watch_key) as frame:
        await frame.subscribe(scene.drawing.channel)
        await sync_to_async(Drawing.objects.update)(watch_key="x" * 22)
        await sync_to_async(recheck_channel)(scene.drawing.channel)
        assert "does not open" in await refusal(frame)
        async with onlooker(scene.drawing.watch_key) as late:
            await late.send_frame("subscribe", scene.drawing.channel, None)
            assert "does not open" in await refusal(late)


async def test_frames_are_let_in_as_often_as_an_address_may_open_them(
    settings: LazySettings,
) -> None:
    settings.RATES = {"onlooker": "1/m/ip"}
    scene = await sync_to_async(make_scene)()
    for expected in ("subscribed", "refused"):
        async with onlooker(scene.drawing.watch_key) as frame:
            await frame.send_frame("subscribe", scene.drawing.channel, None)
            assert (await frame.frame(expected)).kind == expected
