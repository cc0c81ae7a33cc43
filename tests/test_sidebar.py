"""Chat beside a drawing: who may come in and speak, and what becomes of what was said."""

from __future__ import annotations

from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone

from accounts import people
from accounts.deletion import delete_account
from accounts.models import Person, User
from canvas.demo.harbour import TALK
from canvas.demo.importing import import_harbour
from canvas.models import Access, Drawing, Participant
from drawnby.chat.models import Line, Room
from drawnby.sockets import Refused
from drawnby.sockets.testing import TestSocket, connect
from tests.canvas.people import Scene, make_scene

pytestmark = pytest.mark.django_db(transaction=True)


async def session_of(person: Person | None) -> SessionStore:
    session = SessionStore()
    if person is not None:
        session[people.SESSION_KEY] = person.pk
    await sync_to_async(session.create)()
    return session


async def enter(client: TestSocket, scene: Scene) -> object:
    channel = f"chat-{scene.drawing.channel}"
    await client.subscribe(channel)
    await client.send(channel, {"type": "enter", "applied": 0})
    return (await client.receive()).data


async def test_whoever_has_a_seat_may_talk_under_their_number() -> None:
    scene = await sync_to_async(make_scene)()
    session = await session_of(scene.tom.person)
    async with connect(session=session, hooks=[people.attach_person]) as tom:
        entered = await enter(tom, scene)
        assert isinstance(entered, dict)
        assert (entered["you"], entered["may_speak"]) == ("2", True)


async def test_whoever_may_only_watch_may_only_listen() -> None:
    scene = await sync_to_async(make_scene)()
    await Drawing.objects.aupdate(access=Access.WATCH)
    session = await session_of(scene.tom.person)
    async with connect(session=session, hooks=[people.attach_person]) as tom:
        entered = await enter(tom, scene)
        assert isinstance(entered, dict)
        assert entered["may_speak"] is False


async def test_strangers_stay_outside() -> None:
    scene = await sync_to_async(make_scene)()
    async with connect(session=await session_of(None), hooks=[people.attach_person]) as stranger:
        with pytest.raises(Refused, match="link"):
            await enter(stranger, scene)


async def test_whoever_has_logged_out_is_heard_no_more() -> None:
    scene = await sync_to_async(make_scene)()
    session = await session_of(scene.tom.person)
    async with connect(session=session, hooks=[people.attach_person]) as tom:
        await enter(tom, scene)
        await (
            SessionStore.get_model_class()
            .objects.filter(pk=session.session_key)
            .aupdate(
                session_key="another"  # ended, and no word of it came
            )
        )
        line = {"type": "say", "id": uuid4().hex, "text": "still here"}
        await tom.send(f"chat-{scene.drawing.channel}", line)
        assert "logged out" in (await tom.frame("refused")).data["reason"]
        assert not await Line.objects.aexists()


def say_something(scene: Scene) -> None:
    room = Room.objects.create(name=scene.drawing.channel, head=1)
    Line.objects.create(
        room=room,
        seq=1,
        line_id=uuid4(),
        speaker_key="1",
        name="Mia",
        hue=0,
        guest=True,
        text="Boats",
        said_at=timezone.now(),
    )


def test_talk_ends_with_its_drawing() -> None:
    scene = make_scene()
    say_something(scene)
    scene.drawing.delete()
    assert not Line.objects.exists()


def test_a_name_goes_with_its_account() -> None:
    scene = make_scene()
    say_something(scene)
    user = User.objects.create_user("mia@example.org", "lighthouse-7", name="Mia")
    Person.objects.filter(name="Mia").update(user=user)
    delete_account(user)
    assert Line.objects.get().name == ""
    assert Participant.objects.get(pk=scene.mia.pk).display_name == "Someone"


@pytest.mark.django_db(transaction=True)
def test_what_was_said_is_read_back_by_whoever_the_link_opens_to() -> None:
    scene = make_scene()
    room = Room.objects.create(name=scene.drawing.channel, head=1)
    room.lines.create(
        seq=1,
        line_id=uuid4(),
        speaker_key="1",
        name="Mia",
        hue=0,
        guest=True,
        text="Room for a boat?",
        said_at=timezone.now(),
    )
    answer = Client().get(f"/d/{scene.drawing.watch_key}/talk")
    assert [line["text"] for line in answer.json()["lines"]] == ["Room for a boat?"]
    Drawing.objects.update(access=Access.CLOSED)
    closed = Client().get(f"/d/{scene.drawing.key}/talk")
    assert (closed.status_code, closed.json()["lines"]) == (404, [])


@pytest.mark.django_db(transaction=True)
def test_whoever_looks_at_the_house_drawing_stays_who_they_are() -> None:
    taken = User.objects.create_user("mia@harbour.invalid", "secret", name="Another Mia")
    drawing = import_harbour()
    assert drawing.owner is not None
    assert drawing.owner.user not in {None, taken}
    visitor = Client()
    visitor.get(f"/d/{drawing.key}")
    guest = Person.objects.get(pk=visitor.session[people.SESSION_KEY])
    import_harbour()
    guest.refresh_from_db()
    assert guest.is_guest


@pytest.mark.django_db(transaction=True)
def test_the_house_drawing_comes_with_its_talk_at_its_moments() -> None:
    drawing = import_harbour()
    assert import_harbour() == drawing
    assert not any(hand.is_guest for hand in drawing.participants.all())
    lines = Client().get(f"/d/{drawing.key}/talk").json()["lines"]
    assert [line["name"] for line in lines[:3]] == ["Aiko", "Samir", "Mia"]
    began = drawing.created_at.timestamp() * 1000
    assert [line["at"] - began for line in lines] == [1000 * seconds for _, seconds, _ in TALK]
