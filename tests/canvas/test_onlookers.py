"""Whoever watches by a link alone, in a frame of another site say: not heard and not shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from django.conf import LazySettings

from accounts import people
from accounts.models import Person
from canvas import messages
from canvas.models import Drawing, Participant
from drawnby.sockets import recheck_channel
from drawnby.sockets.testing import Received, TestSocket, connect
from tests.canvas.inside import CURSOR, INK, ask, both_inside, hear, refusal
from tests.canvas.people import make_scene, stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)


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
