"""Real frames with a few bytes changed, at the product's own handlers, beside people who draw.

A few hundred in every run; `make fuzz` sends 100,000. FUZZ_SEED repeats a run.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from asgiref.sync import sync_to_async
from pytest_django import Settings

from bench.chaos.malice import Frame, corpus, mutated, valid
from canvas.models import Drawing
from drawnby.sockets import Context, Socket, SocketRequest, counters, on_error
from drawnby.sockets.testing import Closed, TestSocket
from tests.canvas.inside import browser
from tests.canvas.people import Scene, make_scene

pytestmark = pytest.mark.django_db(transaction=True)

FRAMES = int(os.environ.get("FUZZ_FRAMES", "600"))
SEED = int(os.environ.get("FUZZ_SEED") or secrets.randbelow(10**6))
AT_ONCE = 60  # frames of one connection
STEP = 4  # frames between two looks whether it is still open: what came after that was not heard
WIRE = Path(__file__).parent / "wire"
# What the layer's own documents say a connection may be closed with for what it sent.
DOCUMENTED = {4400, 4413}


def real_frames(channel: str, chat: str, handles: dict[str, int], chance: Random) -> list[Frame]:
    """What pages say: the drawing's, the chat's, and the examples of the envelope."""
    talk = json.loads((WIRE / "chat.json").read_text())["client"]
    envelopes = json.loads((WIRE / "frames.json").read_text())["to_server"]["text"]
    return [
        *valid(channel, chance, handles.get(channel, 1)),
        *(json.dumps(["message", chat, example["message"]]) for example in talk),
        *(json.dumps(["ask", channel, {"id": 1, "data": {"type": "since", "applied": 0}}]),),
        *(example["text"] for example in envelopes if isinstance(example["text"], str)),
    ]


@dataclass
class Attack:
    """A stranger with a seat of their own, on one connection after another."""

    scene: Scene
    chance: Random
    sent: int = 0
    codes: dict[int, int] = field(default_factory=dict)

    def frames(self, handles: dict[str, int]) -> Iterator[Frame]:
        channel = self.scene.drawing.channel
        bad = corpus(channel)
        real = real_frames(channel, f"chat-{channel}", handles, self.chance)
        while True:
            dice = self.chance.random()
            frame = self.chance.choice(bad if dice < 0.05 else real)
            yield frame if dice < 0.25 else mutated(frame, self.chance)

    async def once(self) -> None:
        """One connection; whatever becomes of it has to be something the guide knows."""
        channel = self.scene.drawing.channel
        async with browser(self.scene.tom) as attacker:
            for name in (channel, f"chat-{channel}"):
                await attacker.subscribe(name)
            try:
                frames = self.frames(attacker.handles)
                for _ in range(AT_ONCE // STEP):
                    for frame in islice(frames, STEP):
                        key = "text" if isinstance(frame, str) else "bytes"
                        await attacker.send_event(**{key: frame})
                    self.sent += STEP
                    await attacker.settle()
            except Closed as closed:
                assert closed.code in DOCUMENTED, closed.code
                self.codes[closed.code] = self.codes.get(closed.code, 0) + 1


async def is_well(bystander: TestSocket, scene: Scene) -> bool:
    """It is connected, on its channel, and answered."""
    await bystander.settle()
    await bystander.send_frame("beat", None, 0)
    await bystander.frame("beat")
    await bystander.send(scene.drawing.channel, {"type": "check", "applied": 0})
    while True:
        received = await bystander.receive()
        if isinstance(received.data, dict) and received.data.get("type") == "head":
            return True


async def test_mutated_frames_raise_nothing_and_touch_nobody_else(
    caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    # Nobody waits here, so the bystander would be taken for a flood before the attacker is.
    fast = 1_000_000
    settings.SOCKETS = {
        **settings.SOCKETS,
        **{"MESSAGES_PER_SECOND": fast, "MESSAGE_BURST": fast},
        **{"BYTES_PER_SECOND": fast * 1000, "BYTE_BURST": fast * 1000},
    }
    raised: list[Exception] = []

    @on_error
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        raised.append(exception)

    scene = await sync_to_async(make_scene)()
    attack = Attack(scene, Random(SEED))  # noqa: S311 (keeps no secret)
    before = counters()["errors"]
    with caplog.at_level(logging.ERROR):
        async with browser(scene.mia) as mia:
            await mia.subscribe(scene.drawing.channel)
            while attack.sent < FRAMES:
                await attack.once()
                assert await is_well(mia, scene), f"FUZZ_SEED={SEED}"
    kept = await sync_to_async(Drawing.objects.get)(pk=scene.drawing.pk)
    told = f"FUZZ_SEED={SEED}: {attack.sent} frames, {kept.head} kept, closed {attack.codes}"
    print(told)
    assert raised == [], told
    assert counters()["errors"] == before, told
    assert [record.getMessage() for record in caplog.records] == [], told
    on_error.handlers.pop()
