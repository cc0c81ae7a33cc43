"""What `manage.py check` says of the layer's settings."""

from __future__ import annotations

from typing import Any

import pytest
from channels.routing import ProtocolTypeRouter
from channels.security.websocket import OriginValidator
from channels.sessions import SessionMiddleware
from pytest_django import Settings

from drawnby.sockets import checks, on_message, on_subscribe, on_unsubscribe, relay
from drawnby.sockets.checks import beginning_of, channels_that_are_heard_exist
from drawnby.sockets.consumer import SocketConsumer

IN_MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
PUBSUB = {"default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}}
CORE = {"default": {"BACKEND": "channels_redis.core.RedisChannelLayer"}}

Layers = dict[str, dict[str, Any]]

SOCKETS: Any = SocketConsumer.as_asgi()  # any ASGI application
named = ProtocolTypeRouter(
    {"websocket": SessionMiddleware(OriginValidator(SOCKETS, ["https://chat.example"]))}
)
anybody = ProtocolTypeRouter({"websocket": OriginValidator(SessionMiddleware(SOCKETS), ["*"])})
nobody_asks = ProtocolTypeRouter({"websocket": SessionMiddleware(SOCKETS)})
only_pages = ProtocolTypeRouter({"http": SOCKETS})


@pytest.mark.parametrize("name", ["anybody", "nobody_asks"])
def test_sockets_that_any_site_can_open_are_warned_of(settings: Settings, name: str) -> None:
    settings.ASGI_APPLICATION = f"{__name__}.{name}"
    assert checks.origins_are_named() == [checks.ORIGINS_TOO_WIDE]


@pytest.mark.parametrize("name", ["named", "only_pages", "not_there"])
def test_origins_that_are_named_are_none(settings: Settings, name: str) -> None:
    settings.ASGI_APPLICATION = f"{__name__}.{name}"
    assert checks.origins_are_named() == []


def test_ours_are_named() -> None:
    assert checks.origins_are_named() == []


@pytest.mark.parametrize("layers", [IN_MEMORY, {}], ids=["in memory", "none"])
def test_several_processes_without_a_shared_layer_are_an_error(
    settings: Settings, layers: Layers
) -> None:
    settings.CHANNEL_LAYERS = layers
    settings.WEB_CONCURRENCY = 2
    assert checks.processes_share_a_layer() == [checks.APART]
    settings.WEB_CONCURRENCY = 1
    assert checks.processes_share_a_layer() == []


def test_several_processes_with_redis_are_none(settings: Settings) -> None:
    settings.CHANNEL_LAYERS, settings.WEB_CONCURRENCY = PUBSUB, 4
    assert checks.processes_share_a_layer() == []
    assert checks.production_has_a_layer_to_share() == []


def test_the_environment_says_how_many_where_the_settings_do_not(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHANNEL_LAYERS, settings.WEB_CONCURRENCY = IN_MEMORY, None
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    assert checks.processes_share_a_layer() == [checks.APART]


@pytest.mark.parametrize("said", [None, "auto"])
def test_in_production_nobody_knowing_how_many_is_warned_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    settings.CHANNEL_LAYERS, settings.WEB_CONCURRENCY = IN_MEMORY, said
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    assert checks.processes_share_a_layer() == []
    assert checks.production_has_a_layer_to_share() == [checks.PERHAPS_APART]


def test_the_layer_that_is_named_is_the_one_that_counts(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = {**IN_MEMORY, "live": PUBSUB["default"]}
    settings.SOCKETS, settings.WEB_CONCURRENCY = {"LAYER": "live"}, 2
    assert checks.processes_share_a_layer() == []
    settings.SOCKETS = {"LAYER": "nowhere"}
    assert checks.processes_share_a_layer() == [checks.APART]


def test_a_layer_that_loses_under_load_is_warned_of(settings: Settings) -> None:
    settings.CHANNEL_LAYERS = CORE
    assert checks.production_has_a_layer_to_share() == [checks.LOSES_UNDER_LOAD]


def test_a_setting_that_does_not_exist_is_an_error(settings: Settings) -> None:
    assert checks.settings_are_known() == []
    settings.SOCKETS = {"WINDOW": 1}
    assert [error.id for error in checks.settings_are_known()] == ["sockets.E002"]


@pytest.mark.parametrize("path", ["nowhere.at_all", "drawnby.sockets.nothing", "os.sep", "x"])
def test_a_hook_that_cannot_be_called_is_an_error(settings: Settings, path: str) -> None:
    assert checks.hooks_can_be_called() == []
    settings.SOCKETS_REQUEST_HOOKS = [path]
    found = checks.hooks_can_be_called()
    assert [error.id for error in found] == ["sockets.E003"]
    assert path in found[0].msg


async def hear(request: Any, socket: Any, context: Any, message: Any) -> None: ...


async def enter(request: Any, socket: Any, context: Any, channel: str) -> None: ...


def look(context: Any, channel: str, message: bytes) -> bool:
    return True


def test_what_is_heard_of_channels_that_cannot_be_is_warned_of() -> None:
    on_subscribe(channel=r"^room-(?P<key>\w+)$")(enter)
    on_subscribe(channel="^hall$")(enter)
    on_message(channel="^roam-")(hear)
    on_unsubscribe(channel="^hell")(enter)
    relay(channel="^rooms")(look)
    found = channels_that_are_heard_exist()
    assert [warning.obj for warning in found] == ["hear", "enter", "look"]
    assert "'^roam-'" in found[0].msg


@pytest.mark.parametrize("pattern", ["^room-", "^room-1$", "room", "^r[oa]", "^rooms?-", "x|room-"])
def test_what_may_be_heard_is_not_warned_of(pattern: str) -> None:
    on_subscribe(channel=r"^room-\w+$")(enter)
    on_message(channel=pattern)(hear)
    on_message(hear)
    assert channels_that_are_heard_exist() == []


@pytest.mark.parametrize(
    ("pattern", "beginning"),
    [
        (r"^drawing-(?P<uid>[\w-]{22})$", "drawing-"),
        (r"^a\.b\d", "a.b"),
        ("^ab*c", "a"),
        ("^ab{2}", "a"),
        ("^a.c", "a"),
        ("(?i)^room", ""),
        ("^room-|^hall", ""),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_the_beginning_of_a_pattern_is_what_is_sure(pattern: str, beginning: str) -> None:
    assert beginning_of(pattern) == beginning
