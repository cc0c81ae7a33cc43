"""Who may do what on a drawing's channel, and what becomes of it when that changes."""

from __future__ import annotations

import secrets

import pytest
from asgiref.sync import sync_to_async

from canvas import messages, sharing, store
from canvas.models import Access, Drawing, Operation
from drawnby.sockets import Refused, recheck_channel
from tests.canvas.inside import CURSOR, DOUBTFUL, INK, ask, both_inside, browser, hear, refusal
from tests.canvas.people import clear_draft, hide_draft, make_scene, stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)


async def test_nobody_gets_in_who_did_not_come_by_the_link() -> None:
    scene = await sync_to_async(make_scene)()
    elsewhere = await sync_to_async(make_scene)()
    async with browser(elsewhere.tom) as stranger:
        with pytest.raises(Refused, match="link"):
            await stranger.subscribe(scene.drawing.channel)


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
