"""The layer's knobs, its template tag, its log of messages, and where handlers are found."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context as TemplateContext
from django.template import Template
from pytest_django import Settings

from drawnby.sockets import Context, Socket, SocketRequest, conf, on_message
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
