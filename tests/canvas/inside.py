"""People on a drawing's channel, as their browsers are, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore

from accounts import people
from canvas import messages
from canvas.models import Participant
from canvas.strokes import Stroke, encode_stroke
from drawnby.sockets.hub import Hub
from drawnby.sockets.testing import TestSocket, connect
from tests.canvas.people import LINE, Scene, make_scene


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
