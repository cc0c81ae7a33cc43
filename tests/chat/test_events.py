"""Talking in a room, through sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest

from drawnby.chat.models import Line, Room
from drawnby.sockets import Refused, arecheck_channel, on_database
from drawnby.sockets.testing import Received, TestSocket, connect
from tests.chat import gates

pytestmark = pytest.mark.django_db(transaction=True)

STUDIO = "chat-studio"


@asynccontextmanager
async def in_the_studio(*queries: str) -> AsyncIterator[list[TestSocket]]:
    """A socket in the studio for each query string."""
    async with AsyncExitStack() as stack:
        clients = []
        for query in queries:
            client = await stack.enter_async_context(connect(query=query))
            await client.subscribe(STUDIO)
            clients.append(client)
        yield clients


async def ask(client: TestSocket, channel: str = STUDIO, **message: Any) -> Any:
    await client.send(channel, message)
    return await hear(client)


async def hear(client: TestSocket) -> Any:
    return (await client.receive()).data


async def say(client: TestSocket, text: str, id: str = "") -> Any:
    return await ask(client, type="say", id=id or uuid4().hex, text=text)


async def lines_kept() -> int:
    return await on_database(Line.objects.count)()


async def test_a_newcomer_learns_what_was_said_and_who_they_are() -> None:
    async with in_the_studio("as=Mia", "as=Tom&watch=1") as (mia, tom):
        await say(mia, "hello")
        entered = await ask(mia, type="enter", applied=0)
        assert (entered["type"], entered["head"]) == ("entered", 1)
        assert (entered["you"], entered["may_speak"]) == ("key-Mia", True)
        assert [line["text"] for line in entered["lines"]] == ["hello"]
        await tom.receive()
        assert not (await ask(tom, type="enter", applied=0))["may_speak"]


async def test_who_comes_back_gets_what_was_missed() -> None:
    async with in_the_studio("as=Mia") as (mia,):
        for text in ("one", "two", "three"):
            await say(mia, text)
        entered = await ask(mia, type="enter", applied=2)
        assert [line["seq"] for line in entered["lines"]] == [3]
        missed = await ask(mia, type="since", applied=1)
        assert missed["type"] == "lines"
        assert [line["text"] for line in missed["lines"]] == ["two", "three"]


async def test_a_line_is_acknowledged_to_its_speaker_and_told_to_the_others() -> None:
    async with in_the_studio("as=Mia", "as=Tom", "as=Aiko") as (mia, tom, aiko):
        acknowledged = await say(mia, "hello", "ab" * 16)
        assert acknowledged["type"] == "acknowledged"
        assert (acknowledged["id"], acknowledged["seq"]) == ("ab" * 16, 1)
        for other in (tom, aiko):
            said = await hear(other)
            assert said == {
                "type": "said",
                "line": {
                    "seq": 1,
                    "id": "ab" * 16,
                    "key": "key-Mia",
                    "name": "Mia",
                    "hue": 3,
                    "guest": True,
                    "text": "hello",
                    "at": acknowledged["said_at"],
                },
            }
        assert not [item for item in await mia.settle() if isinstance(item, Received)]


async def test_a_line_sent_again_is_acknowledged_again_and_kept_once() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        first = await say(mia, "hello", "ab" * 16)
        assert await say(mia, "hello", "ab" * 16) == first
        assert await lines_kept() == 1
        told = [(await hear(tom))["line"]["seq"] for _ in range(2)]
        assert told == [1, 1]


async def test_an_id_taken_from_another_is_refused_for_good() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        await say(mia, "hello", "ab" * 16)
        await tom.receive()
        refused = await say(tom, "hello", "ab" * 16)
        assert (refused["type"], refused["final"]) == ("refused", True)
        assert await lines_kept() == 1


async def test_nobody_speaks_under_another_name() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        forged: dict[str, Any] = {
            "key": "key-Mia",
            "name": "Mia",
            "hue": 0,
            "guest": False,
            "seq": 99,
            "at": 0,
        }
        await ask(tom, type="say", id="ab" * 16, text="I am Mia", **forged)
        line = (await hear(mia))["line"]
        assert (line["key"], line["name"], line["seq"]) == ("key-Tom", "Tom", 1)
        assert line["at"] > 0


async def test_markup_stays_text() -> None:
    markup = '<img src=x onerror="alert(1)"> & </script>'
    async with in_the_studio("as=Mia") as (mia,):
        await say(mia, markup)
        entered = await ask(mia, type="enter", applied=0)
        assert entered["lines"][0]["text"] == markup


@pytest.mark.parametrize("text", ["", "   ", "\u202e", "x" * 2001])
async def test_what_is_no_line_is_refused_for_good(text: str) -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        refused = await say(mia, text, "ab" * 16)
        assert (refused["type"], refused["id"], refused["final"]) == ("refused", "ab" * 16, True)
        assert refused["reason"]
        assert not [item for item in await tom.settle() if isinstance(item, Received)]
        assert await lines_kept() == 0


async def test_what_the_database_cannot_take_now_may_be_said_again() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        gates.flooded.add("studio")
        refused = await say(mia, "hello", "ab" * 16)
        assert (refused["type"], refused["id"], refused["final"]) == ("refused", "ab" * 16, False)
        gates.flooded.clear()
        assert not [item for item in await tom.settle() if isinstance(item, Received)]
        assert (await say(mia, "hello", "ab" * 16))["seq"] == 1


async def test_a_string_with_nul_never_gets_here() -> None:
    async with in_the_studio("as=Mia") as (mia,):
        await mia.send(STUDIO, {"type": "say", "id": "ab" * 16, "text": "a\0b"})
        await mia.frame("error")
        assert await lines_kept() == 0


async def test_a_watcher_who_speaks_is_refused_and_does_not_seem_to_write() -> None:
    async with in_the_studio("as=Mia", "as=Tom&watch=1") as (mia, tom):
        await tom.send(STUDIO, {"type": "typing"})
        refused = await say(tom, "hello")
        assert (refused["type"], refused["final"]) == ("refused", True)
        assert not [item for item in await mia.settle() if isinstance(item, Received)]


async def test_who_is_writing_is_seen_by_the_others() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        await mia.send(STUDIO, {"type": "typing", "name": "Tom"})
        assert await hear(tom) == {"type": "typing", "key": "key-Mia", "name": "Mia"}
        assert await lines_kept() == 0


@pytest.mark.parametrize(
    "message", [{"type": "shout"}, {"type": "said", "line": {}}, {}, [], "hello", None, b"\x01"]
)
async def test_what_means_nothing_is_refused_and_the_talk_goes_on(message: Any) -> None:
    async with in_the_studio("as=Mia") as (mia,):
        await mia.send(STUDIO, message)
        assert (await mia.frame("refused")).data["about"] == "message"
        assert (await say(mia, "hello"))["type"] == "acknowledged"


@pytest.mark.parametrize("query", ["", "as="])
async def test_whom_the_gate_refuses_stays_outside(query: str) -> None:
    async with connect(query=query) as client:
        with pytest.raises(Refused, match="closed"):
            await client.subscribe(STUDIO)
        await client.send(STUDIO, {"type": "say", "id": "ab" * 16, "text": "hello"})
        assert (await client.frame("refused")).data["reason"] == "not subscribed"
        assert await lines_kept() == 0


@pytest.mark.parametrize("channel", ["chat-elsewhere", "chat-", "chat-" + "x" * 65])
async def test_a_room_that_does_not_exist_is_refused(channel: str) -> None:
    async with connect(query="as=Mia") as client:
        with pytest.raises(Refused):
            await client.subscribe(channel)
        assert not await on_database(Room.objects.exclude(name__startswith="talk-").exists)()


async def test_what_is_said_in_one_room_is_not_heard_in_another() -> None:
    async with in_the_studio("as=Mia") as (mia,), connect(query="as=Tom") as tom:
        await tom.subscribe("chat-annex")
        await say(mia, "hello")
        assert not [item for item in await tom.settle() if isinstance(item, Received)]
        assert (await ask(tom, "chat-annex", type="since", applied=0))["lines"] == []


@pytest.mark.parametrize(
    "message",
    [
        {"type": "say", "id": "ab" * 16, "text": "hello"},
        {"type": "since", "applied": 0},
        {"type": "enter", "applied": 0},
    ],
)
async def test_who_was_sent_away_neither_speaks_nor_reads_on(message: dict[str, Any]) -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        gates.banned.add("Tom")
        await tom.send(STUDIO, message)
        assert (await tom.frame("refused")).data["reason"] == "This door is closed."
        await say(mia, "he is gone")
        assert not [item for item in await tom.settle() if isinstance(item, Received)]
        assert await lines_kept() == 1


async def test_a_recheck_sends_away_who_has_lost_the_right() -> None:
    async with in_the_studio("as=Mia", "as=Tom") as (mia, tom):
        gates.banned.add("Tom")
        await arecheck_channel(STUDIO)
        await tom.frame("refused", channel=STUDIO)
        await say(mia, "he is gone")
        assert not [item for item in await tom.settle() if isinstance(item, Received)]
