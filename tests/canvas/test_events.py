"""A drawing's channel, as its people's browsers live it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from canvas import chunks, events, ink, messages, store
from canvas.models import Chunk, Drawing, Operation
from canvas.strength import Reserves
from canvas.strokes import encode_stroke
from drawnby.sockets import Later, numbered, recheck_channel
from drawnby.sockets.throttle import Limit
from tests.canvas.inside import (
    DOUBTFUL,
    INK,
    ask,
    both_inside,
    browser,
    hear,
    is_refused_for_good,
    refusal,
)
from tests.canvas.people import LINE, entry, fill, hide_draft, make_scene, stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)


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


async def test_whoever_is_inside_a_deleted_drawing_is_told_that_it_was_deleted() -> None:
    async with both_inside() as (scene, _mia, tom):
        await sync_to_async(scene.drawing.delete)()
        await sync_to_async(recheck_channel)(scene.drawing.channel)
        frame = await tom.frame("refused")
        assert frame.data["gone"] == "deleted"


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
