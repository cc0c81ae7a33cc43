"""The tie to the other processes, by a layer that works now and then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from drawnby.sockets.link import GROUP, Link
from tests.sockets.waiting import until


class FailingLayer:
    """A channel layer as Redis leaves it: it works when `up`, and raises otherwise."""

    def __init__(self) -> None:
        self.up = True
        self.groups: set[str] = set()
        self.sent: list[Any] = []
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.names = 0

    def check(self) -> None:
        if not self.up:
            raise ConnectionError("Redis is down")

    async def new_channel(self) -> str:
        self.names += 1
        return f"channel-{self.names}"

    async def receive(self, channel: str) -> Any:
        delivery = await self.queue.get()
        self.check()
        return delivery

    async def group_add(self, group: str, channel: str) -> None:
        self.check()
        self.groups.add(group)

    async def group_discard(self, group: str, channel: str) -> None:
        self.check()
        self.groups.discard(group)

    async def group_send(self, group: str, message: Any) -> None:
        self.check()
        self.sent.append(message)


@dataclass
class LinkInHand:
    """A link, its layer, what it heard and what it is still to say."""

    link: Link
    layer: FailingLayer
    heard: list[Any]
    to_say: list[Any]

    def say(self, *deliveries: Any) -> None:
        self.to_say += deliveries
        self.link.wake()


@pytest.fixture
async def tied(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LinkInHand]:
    monkeypatch.setattr("drawnby.sockets.link.RETRY_SECONDS", 0)
    heard: list[Any] = []
    to_say: list[Any] = []
    link = Link("default", heard.append, lambda: to_say.pop(0) if to_say else None)
    layer = FailingLayer()
    link.layer, link.shared = layer, True
    yield LinkInHand(link, layer, heard, to_say)
    await link.close()


async def test_the_group_is_joined_as_soon_as_the_layer_works(tied: LinkInHand) -> None:
    tied.layer.up = False
    tied.link.join()
    await asyncio.sleep(0)
    assert tied.layer.groups == set()
    tied.layer.up = True
    assert await tied.link.joined()
    assert tied.layer.groups == {GROUP}


async def test_a_subscription_does_not_wait_for_ever(
    tied: LinkInHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drawnby.sockets.link.JOIN_SECONDS", 0.01)
    tied.layer.up = False
    tied.link.join()
    assert not await tied.link.joined()


async def test_after_a_failure_the_group_is_joined_again(tied: LinkInHand) -> None:
    tied.link.join()
    await tied.link.joined()
    tied.layer.groups.clear()
    tied.layer.up = False
    tied.layer.queue.put_nowait("lost")
    await until(tied.layer.queue.empty)
    tied.layer.up = True
    await until(lambda: tied.layer.groups == {GROUP})
    assert await tied.link.joined()
    tied.layer.queue.put_nowait("heard")
    await until(lambda: tied.heard == ["heard"])


async def test_the_group_is_joined_anew_now_and_then(tied: LinkInHand) -> None:
    tied.link.join()
    await tied.link.joined()
    tied.layer.groups.clear()  # as after group_expiry
    tied.link.renew()
    await until(lambda: tied.layer.groups == {GROUP})


async def test_publishing_goes_on_after_a_failure(tied: LinkInHand) -> None:
    tied.layer.up = False
    tied.say(1, 2)
    await until(lambda: tied.link.lost == 2)
    tied.layer.up = True
    tied.say(3)
    await until(lambda: tied.layer.sent == [3])
    assert tied.link.published == 1


async def test_an_outage_is_told_when_it_begins_and_when_it_is_over(
    tied: LinkInHand, caplog: pytest.LogCaptureFixture
) -> None:
    for stretch in ((1, 2, 3), (4,)):
        tied.layer.up = False
        tied.say(*stretch)
        await until(lambda: not tied.to_say)
        tied.layer.up = True
        tied.say("heard")
        await until(lambda: not tied.to_say)
    assert caplog.messages == [
        "channel layer: publishing failed: ConnectionError: Redis is down",
        "channel layer: publishing works again; lost meanwhile: 3",
        "channel layer: publishing failed: ConnectionError: Redis is down",
        "channel layer: publishing works again; lost meanwhile: 1",
    ]


async def test_a_delivery_nobody_understands_is_skipped(
    tied: LinkInHand, caplog: pytest.LogCaptureFixture
) -> None:
    def deliver(delivery: Any) -> None:
        tied.heard.append(delivery["must"])

    tied.link._deliver = deliver
    tied.link.join()
    tied.layer.queue.put_nowait({"a newer": "version"})
    tied.layer.queue.put_nowait({"must": "live on"})
    await until(lambda: tied.heard == ["live on"])
