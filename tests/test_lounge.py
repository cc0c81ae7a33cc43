"""Open rooms through sockets: who speaks as whom, who is seen, what the site says to all."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import people
from accounts.deletion import delete_account
from accounts.models import Person, User
from drawnby.chat.announcing import say_as_staff
from drawnby.chat.log import delete_room
from drawnby.chat.models import Line, OpenRoom
from drawnby.chat.open_rooms import open_room
from drawnby.sockets import Refused, arecheck_channel, here, on_database
from drawnby.sockets.testing import TestSocket, connect

pytestmark = pytest.mark.django_db(transaction=True)


def make_room() -> OpenRoom:
    user = User.objects.create_user("owner@example.org", "lighthouse-7", name="Owner")
    return open_room("Boats", user, timezone.now())


def make_person(name: str) -> Person:
    return Person.objects.create(name=name)


async def visitor(person: Person | None) -> Any:
    session = SessionStore()
    if person is not None:
        session[people.SESSION_KEY] = person.pk
    await sync_to_async(session.create)()
    return connect(session=session, hooks=[people.attach_person])


async def enter(client: TestSocket, room: OpenRoom) -> Any:
    channel = f"chat-{room.name}"
    await client.subscribe(channel)
    await client.send(channel, {"type": "enter", "applied": 0})
    return (await client.receive()).data


async def say(client: TestSocket, room: OpenRoom, text: str) -> Any:
    await client.send(f"chat-{room.name}", {"type": "say", "id": uuid4().hex, "text": text})
    return (await client.receive()).data


async def test_whoever_gave_a_name_speaks_and_is_seen_and_strangers_listen() -> None:
    room = await sync_to_async(make_room)()
    tom = await sync_to_async(make_person)("Tom")
    async with await visitor(tom) as speaker, await visitor(None) as stranger:
        assert (await enter(stranger, room))["may_speak"] is False
        assert (await enter(speaker, room))["may_speak"] is True
        assert (await say(speaker, room, "hello"))["type"] == "acknowledged"
        assert (await stranger.receive()).data["line"]["name"] == "Tom"
        assert (await say(stranger, room, "me too"))["type"] == "refused"
        seen = [entry.meta for entry in here(f"chat-{room.name}")]
        assert [(one["name"], one["guest"]) for one in seen] == [("Tom", True)]


async def test_who_only_listens_at_the_door_is_not_shown_inside() -> None:
    room = await sync_to_async(make_room)()
    tom = await sync_to_async(make_person)("Tom")
    async with await visitor(tom) as listener:
        await listener.subscribe(f"chat-{room.name}")
        await listener.settle()
        assert here(f"chat-{room.name}") == []


async def test_one_hand_speaks_for_all_of_a_user() -> None:
    room = await sync_to_async(make_room)()
    user = await User.objects.aget()
    hands = [await Person.objects.acreate(user=user) for _ in range(2)]
    keys = set()
    for hand in hands:
        async with connect(user=user, session=await session_of(hand)) as client:
            keys.add((await enter(client, room))["you"])
    assert len(keys) == 1


async def test_an_account_that_never_drew_speaks_under_its_name() -> None:
    room = await sync_to_async(make_room)()
    user = await User.objects.aget()
    session = SessionStore()
    await sync_to_async(session.create)()
    async with connect(user=user, session=session) as client:
        entered = await enter(client, room)
        assert entered["may_speak"] is True
        (shown,) = here(f"chat-{room.name}")
        assert (shown.meta["name"], shown.meta["guest"]) == ("Owner", False)


async def session_of(hand: Person) -> SessionStore:
    session = SessionStore()
    session[people.SESSION_KEY] = hand.pk
    await sync_to_async(session.create)()
    return session


async def test_those_inside_are_told_that_a_room_has_ended() -> None:
    room = await sync_to_async(make_room)()
    tom = await sync_to_async(make_person)("Tom")
    async with await visitor(tom) as client:
        await enter(client, room)
        await on_database(delete_room)(room.name)
        await arecheck_channel(f"chat-{room.name}")
        refused = await client.frame("refused", channel=f"chat-{room.name}")
        assert refused.data["reason"] == "This room is closed."
    async with await visitor(tom) as client:
        with pytest.raises(Refused, match="closed"):
            await client.subscribe(f"chat-{room.name}")


async def test_the_site_speaks_to_a_room_or_to_everybody() -> None:
    room = await sync_to_async(make_room)()
    async with await visitor(None) as inside, await visitor(None) as elsewhere:
        await enter(inside, room)
        await on_database(say_as_staff)("The kettle is on", room)
        told = (await inside.receive()).data["line"]
        assert (told["key"], told["text"], told["seq"]) == ("staff", "The kettle is on", 1)
        await on_database(say_as_staff)("Closing at ten", None)
        for client in (inside, elsewhere):
            received = await client.receive()
            assert received.channel is None
            assert received.data == {"type": "announced", "text": "Closing at ten"}


async def test_a_name_goes_with_its_account() -> None:
    room = await sync_to_async(make_room)()
    user = await User.objects.aget()
    hand = await Person.objects.acreate(user=user)
    async with connect(user=user, session=await session_of(hand)) as client:
        await enter(client, room)
        await say(client, room, "hello")
    await on_database(delete_account)(user)
    assert (await Line.objects.aget()).name == ""


async def test_who_was_renamed_in_another_tab_speaks_under_the_new_name() -> None:
    room = await sync_to_async(make_room)()
    tom = await sync_to_async(make_person)("Tom")
    async with await visitor(tom) as client:
        await enter(client, room)
        await Person.objects.filter(pk=tom.pk).aupdate(name="Thomas")
        await say(client, room, "hello")
    assert (await Line.objects.aget()).name == "Thomas"


async def test_who_is_logged_out_says_nothing_more_though_no_word_came() -> None:
    room = await sync_to_async(make_room)()
    user = await User.objects.aget()
    session = await session_of(await Person.objects.acreate(user=user))
    async with connect(user=user, session=session) as client:
        await enter(client, room)
        row = SessionStore.get_model_class().objects.filter(pk=session.session_key)
        await sync_to_async(row._raw_delete)(row.db)
        await client.send(
            f"chat-{room.name}", {"type": "say", "id": uuid4().hex, "text": "still me"}
        )
        assert (await client.frame("refused")).data["reason"] == "You are logged out."
    assert not await Line.objects.aexists()


async def test_who_is_suspended_says_nothing_more_though_no_word_came() -> None:
    room = await sync_to_async(make_room)()
    user = await User.objects.aget()
    session = await session_of(await Person.objects.acreate(user=user))
    async with connect(user=user, session=session) as client:
        await enter(client, room)
        await User.objects.aupdate(is_active=False)
        await client.send(
            f"chat-{room.name}", {"type": "say", "id": uuid4().hex, "text": "still me"}
        )
        assert (await client.frame("refused")).data["reason"] == "You are logged out."
    assert not await Line.objects.aexists()
