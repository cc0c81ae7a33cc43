"""Logging out, being shut out, a replaced link: what the open socket of that person may still do.

With real sessions and a real hub. Nothing waits for time to pass.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from allauth.account.signals import password_changed
from asgiref.sync import sync_to_async
from django.test import Client

from accounts.deletion import delete_account
from accounts.models import User
from accounts.people import attach_person
from canvas import messages, sharing
from canvas.models import Access, Drawing, Operation
from drawnby.sockets import Refused
from drawnby.sockets.hub import Hub, current_hub
from drawnby.sockets.rounds import RECHECKS
from drawnby.sockets.testing import TestSocket, connect, session_cookie
from tests.accounts.journeys import MIA, TOM, become_guest, log_in, log_out, make_user, sign_up
from tests.canvas.people import stroke_draft

pytestmark = pytest.mark.django_db(transaction=True)

WHO_CHANGED = 4003


@dataclass
class Inside:
    """Tom, who has an account, in a drawing of Mia's."""

    browser: Client
    drawing: Drawing
    socket: TestSocket

    async def draws(self) -> str:
        """Try a stroke: `acknowledged` or `refused`."""
        draft = stroke_draft()
        await self.socket.send(self.drawing.channel, messages.encode_operation(draft))
        while True:
            told = (await self.socket.receive()).data
            if isinstance(told, dict) and told.get("id") == draft.id.hex():
                return str(told["type"])


def come_in(browser: Client) -> Drawing:
    make_user(TOM)
    log_in(browser, TOM)
    mia = become_guest(Client(), "Mia")
    drawing = Drawing.objects.create(owner=mia)
    assert browser.get(drawing.get_absolute_url()).status_code == 200
    return drawing


@asynccontextmanager
async def inside() -> AsyncIterator[Inside]:
    browser = Client()
    drawing = await sync_to_async(come_in)(browser)
    async with opened(browser, drawing) as socket:
        yield Inside(browser, drawing, socket)


@asynccontextmanager
async def opened(browser: Client, drawing: Drawing) -> AsyncIterator[TestSocket]:
    key = await sync_to_async(lambda: browser.session.session_key)()
    async with connect(cookies=session_cookie(str(key)), hooks=[attach_person]) as socket:
        await socket.subscribe(drawing.channel)
        yield socket


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No word that something ended reaches this process: its Redis is down."""
    monkeypatch.setattr(Hub, "close_address", lambda *_: None)
    monkeypatch.setattr(Hub, "recheck", lambda *_: None)


def suspend(there: Inside) -> None:
    user = User.objects.get(email=TOM)
    user.is_active = False
    user.save()


def delete(there: Inside) -> None:
    delete_account(User.objects.get(email=TOM))


def logs_out(there: Inside) -> None:
    log_out(there.browser)


def logs_in_as_mia(there: Inside) -> None:
    log_out(there.browser)
    sign_up(there.browser, MIA)


def changes_password(there: Inside) -> None:
    user = User.objects.get(email=TOM)
    user.set_password("another-one-8")
    user.save()
    password_changed.send(User, request=None, user=user)


def replaces_links(there: Inside) -> None:
    sharing.replace_links(there.drawing)


def closes(there: Inside) -> None:
    sharing.give_access(there.drawing, Access.CLOSED)


ENDS = [logs_out, logs_in_as_mia, changes_password, suspend, delete]
End = Callable[[Inside], None]


@pytest.mark.parametrize("end", ENDS)
async def test_the_socket_is_closed_at_once(end: End) -> None:
    async with inside() as there:
        assert await there.draws() == "acknowledged"
        await sync_to_async(end)(there)
        assert await there.socket.wait_closed() == WHO_CHANGED


@pytest.mark.parametrize("end", [replaces_links, closes])
async def test_who_holds_a_dead_link_is_put_off_the_channel_at_once(end: End) -> None:
    async with inside() as there:
        await sync_to_async(end)(there)
        assert (await there.socket.frame("refused")).data["about"] == "subscribe"


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize("end", [logs_out, logs_in_as_mia, suspend, delete, replaces_links, closes])
async def test_nothing_is_kept_after_the_commit_though_no_word_came(end: End) -> None:
    async with inside() as there:
        assert await there.draws() == "acknowledged"
        await sync_to_async(end)(there)
        assert await there.draws() == "refused"
        assert await Operation.objects.acount() == 1


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize("end", [*ENDS, replaces_links, closes])
async def test_the_rounds_of_a_minute_find_out_though_no_word_came(end: End) -> None:
    async with inside() as there:
        await sync_to_async(end)(there)
        hub = current_hub()
        for number in range(RECHECKS):
            hub.rounds.ask(number)
        if end in ENDS:
            assert await there.socket.wait_closed() == WHO_CHANGED
        else:
            assert (await there.socket.frame("refused")).data["about"] == "subscribe"


async def test_a_guest_who_signs_up_draws_on_with_the_same_hand() -> None:
    browser = Client()

    def begin() -> Drawing:
        return Drawing.objects.create(owner=become_guest(browser))

    drawing = await sync_to_async(begin)()
    await sync_to_async(browser.get)(drawing.get_absolute_url())
    async with opened(browser, drawing) as before:
        await sync_to_async(sign_up)(browser)
        assert await before.wait_closed() == WHO_CHANGED
    async with opened(browser, drawing) as after:
        assert await Inside(browser, drawing, after).draws() == "acknowledged"
    operation = await Operation.objects.select_related("author").aget()
    assert operation.author.number == 1


async def test_whoever_is_logged_out_is_told_to_load_the_page_anew() -> None:
    async with inside() as there:
        await sync_to_async(log_out)(there.browser)
    async with connect(hooks=[attach_person]) as socket:
        with pytest.raises(Refused) as refused:
            await socket.subscribe(there.drawing.channel)
        assert refused.value.detail["reload"] is True
