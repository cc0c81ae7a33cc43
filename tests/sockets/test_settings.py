"""The layer's knobs, its template tag, its log of messages, and where handlers are found."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context as TemplateContext
from django.template import Template
from pytest_django import Settings

from drawnby.sockets import Context, Socket, SocketRequest, conf, events, on_message
from drawnby.sockets.consumer import SocketConsumer
from drawnby.sockets.testing import connect


def test_settings_have_defaults_and_may_be_changed(settings: Settings) -> None:
    settings.SOCKETS = {"WINDOW_BYTES": 5}
    assert conf.load().window_bytes == 5
    assert conf.load().channels == 32


def test_a_setting_that_does_not_exist_is_named(settings: Settings) -> None:
    settings.SOCKETS = {"WINDOWS": 95}
    with pytest.raises(ImproperlyConfigured, match=r"'WINDOWS'.*WINDOW_BYTES"):
        conf.load()


def test_the_page_is_told_where_its_socket_is(settings: Settings) -> None:
    settings.SOCKETS = {"URL": '/socket?"<'}
    rendered = Template("{% load sockets %}{% sockets %}").render(TemplateContext())
    assert rendered == '<meta name="sockets" content="/socket?&quot;&lt;">'


async def speak() -> None:
    @on_message
    async def hear(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None: ...

    async with connect() as client:
        await client.send(None, "a\nforged line")
        await client.settle()


async def test_messages_are_logged_where_a_format_is_given(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SOCKETS = {"MESSAGE_LOG_FORMAT": "%(channel)s said %(message)s"}
    with caplog.at_level(logging.INFO, "drawnby.sockets.messages"):
        await speak()
    assert caplog.messages == ["None said 'a\\nforged line'"]


async def test_messages_are_not_logged_otherwise(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "drawnby.sockets.messages"):
        await speak()
    assert caplog.messages == []


async def test_the_consumer_serves_nothing_but_websockets() -> None:
    async def never(*_: Any) -> Any:
        raise AssertionError

    with pytest.raises(ValueError, match="http"):
        await SocketConsumer.as_asgi()({"type": "http"}, never, never)


EVENTS = """
from drawnby.sockets import on_message

@on_message(channel="^found-")
async def hear(request, socket, context, message): ...
"""


@pytest.fixture
def an_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An app that is about to be installed."""
    folder = tmp_path / "an_app"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in ("an_app", "an_app.events"):
        sys.modules.pop(name, None)


def test_every_installed_apps_handlers_are_found(an_app: Path, settings: Settings) -> None:
    (an_app / "events.py").write_text(EVENTS)
    settings.INSTALLED_APPS = ["drawnby.sockets", "an_app"]
    assert [route.handler.__module__ for route in events.on_message.routes("found-1")] == [
        "an_app.events"
    ]


def test_an_app_needs_no_events(an_app: Path, settings: Settings) -> None:
    settings.INSTALLED_APPS = ["drawnby.sockets", "an_app"]
    assert events.on_message.routes("found-1") == ()


def test_a_mistake_in_an_apps_events_is_not_passed_over(an_app: Path, settings: Settings) -> None:
    (an_app / "events.py").write_text("import nothing_of_that_name")
    with pytest.raises(ModuleNotFoundError, match="nothing_of_that_name"):
        settings.INSTALLED_APPS = ["drawnby.sockets", "an_app"]
