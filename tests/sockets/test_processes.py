"""Several processes: they meet in the channel layer alone, and live without it for a while."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer
from django.conf import settings

from drawnby.sockets import (
    Context,
    Refused,
    Socket,
    SocketRequest,
    abroadcast,
    abroadcast_channel,
    arecheck_channel,
    asend,
    broadcast_channel,
    on_message,
    on_subscribe,
    on_unsubscribe,
    recheck_channel,
)
from drawnby.sockets.batch import direct_frame
from drawnby.sockets.hub import Hub
from drawnby.sockets.outbound import SIGNALS_WAITING
from drawnby.sockets.post import rows_of
from drawnby.sockets.testing import Received, connect

Processes = tuple[Hub, Hub]


@pytest.fixture(autouse=True)
def banned() -> set[str]:
    """Rooms whose handler sends everything on; names put here are no longer let in."""
    names: set[str] = set()

    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        if request.GET.get("as") in names:
            raise Refused("removed")

    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.broadcast_channel(message)

    @on_message
    async def shout(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.broadcast(message)

    return names


@pytest.mark.parametrize("message", [{"a": "Zoë 🎨"}, b"\x00\xff", 7, None])
async def test_a_broadcast_reaches_the_sockets_of_other_processes(
    processes: Processes, message: Any
) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await here.subscribe("room-1")
        await there.subscribe("room-1")
        await here.send("room-1", message)
        assert await there.receive() == Received("room-1", message, here.number)
        assert await here.settle() == []


async def test_handles_may_differ_between_processes(processes: Processes) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await there.subscribe("room-9")
        await here.subscribe("room-1")
        await there.subscribe("room-1")
        assert here.handles["room-1"] != there.handles["room-1"]
        await here.send("room-1", b"ink")
        assert await there.receive() == Received("room-1", b"ink", here.number)


async def test_order_is_kept_between_processes(processes: Processes) -> None:
    one, other = processes
    said: list[Any] = [number if number % 3 else bytes([number]) for number in range(200)]
    async with connect(hub=one) as here, connect(hub=other) as there:
        await here.subscribe("room-1")
        await there.subscribe("room-1")
        for message in said:
            await here.send("room-1", message)
        assert [(await there.receive()).data for _ in said] == said


async def test_a_broadcast_to_all_reaches_all_processes(processes: Processes) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await one.link.joined()
        await other.link.joined()
        await here.send(None, "all")
        assert await there.receive() == Received(None, "all", here.number)


async def test_a_message_finds_its_socket_in_another_process(processes: Processes) -> None:
    one, other = processes
    async with connect(hub=one), connect(hub=other) as there:
        await other.link.joined()
        one.send(there.session, direct_frame(None, 0, b"you"))
        assert await there.receive() == Received(None, b"you", -1)


async def test_a_process_without_sockets_speaks_through_the_layer_alone(
    processes: Processes,
) -> None:
    _, other = processes
    async with connect(hub=other) as there:
        await there.subscribe("room-1")
        await other.link.joined()
        await abroadcast_channel({"from": "a command"}, "room-1")
        await asyncio.to_thread(broadcast_channel, b"from a thread", "room-1")
        assert await there.receive() == Received("room-1", {"from": "a command"}, 0)
        assert await there.receive() == Received("room-1", b"from a thread", 0)
        await asend(there.session, "you")
        assert await there.receive() == Received(None, "you", -1)
        await abroadcast("all")
        assert await there.receive() == Received(None, "all", 0)


async def test_a_channel_joined_again_is_heard_again(processes: Processes) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await here.subscribe("room-1")
        for number in range(3):
            await there.subscribe("room-1")
            await here.send("room-1", number)
            assert await there.receive() == Received("room-1", number, here.number)
            await there.unsubscribe("room-1")


# -- asking again who may stay


async def check_removal(banned: set[str], recheck: Callable[[], Any], hubs: Processes) -> None:
    left = []

    @on_unsubscribe(channel="^room-")
    async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        left.append(request.GET["as"])

    one, other = hubs
    async with (
        connect(hub=one, query="as=anna") as anna,
        connect(hub=other, query="as=ben") as ben,
        connect(hub=other, query="as=cleo") as cleo,
    ):
        for client in (anna, ben, cleo):
            await client.subscribe("room-1")
        banned |= {"anna", "ben"}
        await recheck()
        for client in (anna, ben):
            refused = await client.frame("refused")
            assert refused.data == {"reason": "removed", "about": "subscribe"}
        assert sorted(left) == ["anna", "ben"]
        await anna.send("room-1", "still here?")
        assert (await anna.frame("refused")).data["reason"] == "not subscribed"
        await abroadcast_channel("for those who stayed", "room-1")
        assert (await cleo.receive()).data == "for those who stayed"
        assert await ben.settle() == []


async def test_those_no_longer_let_in_have_to_leave(banned: set[str]) -> None:
    from drawnby.sockets.hub import current_hub

    hub = current_hub()
    await check_removal(banned, lambda: arecheck_channel("room-1"), (hub, hub))


async def test_asking_again_works_from_a_thread(banned: set[str]) -> None:
    from drawnby.sockets.hub import current_hub

    hub = current_hub()
    recheck = lambda: asyncio.to_thread(recheck_channel, "room-1")  # noqa: E731 (a callable is wanted)
    await check_removal(banned, recheck, (hub, hub))


async def test_asking_again_reaches_every_process(banned: set[str], processes: Processes) -> None:
    await check_removal(banned, lambda: arecheck_channel("room-1"), processes)


async def test_everybody_is_asked_again_within_six_rounds_though_no_word_came(
    banned: set[str],
) -> None:
    from drawnby.sockets.hub import current_hub
    from drawnby.sockets.rounds import RECHECKS

    hub = current_hub()

    async def tend() -> None:
        for number in range(RECHECKS):
            hub.rounds.ask(number)

    await check_removal(banned, tend, (hub, hub))


async def test_asking_again_waits_for_the_handler_that_runs(banned: set[str]) -> None:
    running, go_on, done = asyncio.Event(), asyncio.Event(), []

    @on_message(channel="^room-")
    async def work(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        running.set()
        await go_on.wait()
        done.append(socket.channels)

    async with connect(query="as=anna") as anna:
        await anna.subscribe("room-1")
        await anna.send("room-1", "work")
        await running.wait()
        banned.add("anna")
        await arecheck_channel("room-1")
        go_on.set()
        await anna.frame("refused")
    assert done == [("room-1",)]


# -- one message a tick


async def test_all_channels_of_a_tick_leave_in_one_message(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = processes
    rooms = [f"room-{number}" for number in range(20)]
    published: list[list[str | None]] = []
    collect = one.link._collect

    def noting() -> Any:
        if delivery := collect():
            published.append([name for name, *_ in rows_of(delivery)])
        return delivery

    monkeypatch.setattr(one.link, "_collect", noting)
    async with connect(hub=one) as here, connect(hub=other) as there:
        for room in rooms:
            await here.subscribe(room)
            await there.subscribe(room)
        for room in rooms:
            one.broadcast(room, room)
        one.flush()
        assert [(await there.receive()).channel for _ in rooms] == rooms
    assert [names for names in published if names] == [rooms]


async def test_who_subscribes_hears_whatever_is_broadcast_from_then_on(
    processes: Processes,
) -> None:
    one, other = processes
    async with connect(hub=one), connect(hub=other) as there:
        for number in range(20):
            room = f"room-{number}"
            await there.subscribe(room)
            one.broadcast(room, number)  # by a process that knows of nobody there
            assert (await there.receive()).data == number


async def test_what_is_for_nobody_of_a_process_does_not_disturb_it(processes: Processes) -> None:
    one, other = processes
    async with connect(hub=one) as here, connect(hub=other) as there:
        await here.subscribe("room-1")
        await there.subscribe("room-2")
        one.broadcast("room-1", "here")
        one.broadcast("room-2", "there")
        assert (await there.receive()).data == "there"
        assert "room-1" not in other.channels
        assert await there.settle() == []


async def test_what_cannot_leave_yet_waits_in_its_batch_and_signals_only_up_to_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub = Hub()
    monkeypatch.setattr(hub.link, "shared", True)
    monkeypatch.setattr(hub.link, "wake", lambda: None)  # the layer is busy
    for _ in range(8):
        hub.broadcast("room-1", bytes(SIGNALS_WAITING // 4), droppable=True)
        hub.broadcast("room-1", "lasts")
        hub.flush()
    delivery = hub._collect()
    assert delivery is not None
    rows = list(rows_of(delivery))
    assert {name for name, *_ in rows} == {"room-1"}
    text = "".join(str(whole) for _, kind, whole, *_ in rows if kind == "text")
    size = sum(len(whole) for _, kind, whole, *_ in rows if kind == "bytes")
    assert text.count("lasts") == 8
    assert SIGNALS_WAITING <= size <= 1.5 * SIGNALS_WAITING
    assert hub._collect() is None
    await hub.close()


async def test_order_is_kept_while_a_channel_empties_and_fills_before_the_layer_takes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub = Hub()
    monkeypatch.setattr(hub.link, "shared", True)
    monkeypatch.setattr(hub.link, "wake", lambda: None)  # the layer is busy
    monkeypatch.setattr(hub.link, "join", lambda: None)
    hub.link._in_group.set()
    async with connect(hub=hub) as mia:
        for number in range(0, 6, 2):
            hub.broadcast("room-1", number)  # nobody is there
            await mia.subscribe("room-1")
            hub.broadcast("room-1", number + 1)
            await mia.unsubscribe("room-1")
        delivery = hub._collect()
    assert delivery is not None
    wholes = [whole for name, _, whole, *_ in rows_of(delivery) if name == "room-1"]
    said = [data for whole in wholes for _, data in json.loads(f"[{whole!s}]")]
    assert said == [0, 1, 2, 3, 4, 5]
    await hub.close()


async def test_with_the_in_memory_layer_nothing_is_published() -> None:
    if settings.REDIS_URL:
        pytest.skip("this run has Redis")
    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "hello")
        await client.settle()
        layer = client.hub.link.layer
        assert isinstance(layer, InMemoryChannelLayer)
        assert not client.hub.link.shared
        assert layer.groups == {}
