"""Who is here: the roster's rules, and what sockets are told."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets import (
    Context,
    EventError,
    Refused,
    Socket,
    SocketRequest,
    on_message,
    on_subscribe,
)
from drawnby.sockets.census import here
from drawnby.sockets.hub import Hub
from drawnby.sockets.presence import LEASE, Entry, Roster
from drawnby.sockets.testing import connect
from tests.sockets.waiting import until

ANNA, BEN = Entry("anna", 1, None), Entry("ben", 2, {"name": "Ben"})


# -- the roster


def test_an_entry_joins_once() -> None:
    roster = Roster()
    assert roster.add("p", ANNA, now=0).joined == [ANNA]
    assert not roster.add("p", ANNA, now=1)
    assert list(roster) == [ANNA]


def test_a_new_meta_is_told_as_joining_again() -> None:
    roster = Roster()
    roster.add("p", ANNA, now=0)
    changed = Entry("anna", 1, "painting")
    diff = roster.add("p", changed, now=1)
    assert (diff.joined, diff.left, list(roster)) == ([changed], [], [changed])


def test_who_leaves_has_left_once() -> None:
    roster = Roster()
    roster.add("p", ANNA, now=0)
    assert roster.remove("p", "anna").left == [ANNA]
    assert not roster.remove("p", "anna")
    assert not roster.remove("q", "anna")


def test_a_lease_says_all_of_a_process_and_nothing_of_others() -> None:
    roster = Roster()
    roster.add("p", ANNA, now=0)
    roster.add("q", BEN, now=0)
    diff = roster.replace("p", [Entry("cleo", 3, None)], now=1)
    assert [entry.session_id for entry in diff.joined] == ["cleo"]
    assert diff.left == [ANNA]
    assert BEN in list(roster)


def test_a_silent_process_expires_and_ourselves_never() -> None:
    roster = Roster()
    roster.add("we", ANNA, now=0)
    roster.add("they", BEN, now=0)
    assert not roster.expire(now=LEASE, keep="we")
    assert roster.expire(now=LEASE + 1, keep="we").left == [BEN]
    assert list(roster) == [ANNA]
    assert not roster.expire(now=LEASE + 2, keep="we")


def test_a_process_that_repeats_itself_lives() -> None:
    roster = Roster()
    roster.add("they", BEN, now=0)
    assert not roster.replace("they", [BEN], now=LEASE)
    assert not roster.expire(now=LEASE + 1, keep="we")


actions = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "replace", "expire"]),
        st.sampled_from(["p", "q"]),
        st.lists(st.sampled_from("abc"), max_size=3),
        st.integers(0, 40),
    )
)


@given(actions)
def test_diffs_always_add_up_to_who_is_here(done: list[tuple[str, str, list[str], int]]) -> None:
    roster, told, now = Roster(), set[str](), 0
    for action, process, names, pause in done:
        now += pause
        entries = [Entry(process + name, 1, None) for name in names]
        match action:
            case "replace":
                diffs = [roster.replace(process, entries, now)]
            case "expire":
                diffs = [roster.expire(now, keep="p")]
            case "add":
                diffs = [roster.add(process, entry, now) for entry in entries]
            case _:
                diffs = [roster.remove(process, entry.session_id) for entry in entries]
        for diff in diffs:
            told -= {entry.session_id for entry in diff.left}
            told |= {entry.session_id for entry in diff.joined}
        assert told == {entry.session_id for entry in roster}


# -- sockets


@pytest.fixture(autouse=True)
def rooms() -> None:
    """Everyone who enters is present; messages change or end it."""

    @on_subscribe(channel="^room-")
    async def enter(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
        await socket.track({"as": request.GET.get("as", "")})
        if request.GET.get("as") == "stranger":
            raise Refused("no")

    @on_message(channel="^room-")
    async def change(request: SocketRequest, socket: Socket, context: Context, message: Any) -> Any:
        match message:
            case "who?":
                return sorted(entry.meta["as"] for entry in socket.here())
            case "hide":
                await socket.untrack()
            case _:
                await socket.track(message)
        return None


def names(entries: list[dict[str, Any]]) -> list[str]:
    return sorted(entry["meta"]["as"] for entry in entries)


async def test_who_comes_sees_everyone_and_is_seen() -> None:
    async with connect(query="as=anna") as anna, connect(query="as=ben") as ben:
        assert names((await anna.subscribe("room-1")).data["here"]) == ["anna"]
        await anna.settle()
        assert names((await ben.subscribe("room-1")).data["here"]) == ["anna", "ben"]
        news = await anna.frame("presence")
        assert names(news.data["joined"]) == ["ben"]
        assert news.data["joined"][0]["session"] == ben.session
        assert news.data["joined"][0]["number"] == ben.number
        assert sorted(entry.meta["as"] for entry in here("room-1")) == ["anna", "ben"]


async def test_a_handler_sees_who_is_on_the_channel_of_its_event() -> None:
    async with connect(query="as=anna") as anna, connect(query="as=ben") as ben:
        await anna.subscribe("room-1")
        await ben.subscribe("room-2")
        assert await anna.ask("room-1", "who?") == ["anna"]


async def test_who_goes_is_gone_however_they_went() -> None:
    async with connect(query="as=anna") as anna:
        await anna.subscribe("room-1")
        async with connect(query="as=ben") as ben:
            await ben.subscribe("room-1")
        async with connect(query="as=cleo") as cleo:
            await cleo.subscribe("room-1")
            await cleo.unsubscribe("room-1")
            await anna.settle()
            assert [entry.meta["as"] for entry in here("room-1")] == ["anna"]


async def test_a_stranger_who_is_refused_was_never_here() -> None:
    async with connect(query="as=anna") as anna, connect(query="as=stranger") as stranger:
        await anna.subscribe("room-1")
        await anna.settle()
        with pytest.raises(Refused):
            await stranger.subscribe("room-1")
        assert await anna.settle() == []


async def test_presence_can_change_and_end() -> None:
    async with connect(query="as=anna") as anna, connect(query="as=ben") as ben:
        await anna.subscribe("room-1")
        await ben.subscribe("room-1")
        await anna.settle()
        await ben.send("room-1", {"as": "benjamin"})
        assert names((await anna.frame("presence")).data["joined"]) == ["benjamin"]
        await ben.send("room-1", "hide")
        assert names((await anna.frame("presence")).data["left"]) == ["benjamin"]


async def test_broadcasts_and_presence_keep_their_order() -> None:
    @on_message(channel="^room-")
    async def say(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        await socket.broadcast_channel("after")

    async with connect(query="as=anna") as anna, connect(query="as=ben") as ben:
        await anna.subscribe("room-1")
        await ben.subscribe("room-1")
        await anna.settle()
        await ben.send("room-1", {"as": "b"})
        presence, message = await anna.settle()
        assert (presence.channel, message.data) == ("room-1", "after")


async def test_tracking_where_one_is_not_says_so() -> None:
    told = []

    @on_message
    async def wrong(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        with pytest.raises(EventError, match="not on 'room-9'") as error:
            await socket.track({}, "room-9")
        told.append(error)

    async with connect() as client:
        await client.send(None, "x")
        await client.settle()
    assert told


# -- several processes


async def test_processes_tell_each_other_who_is_here(processes: tuple[Hub, Hub]) -> None:
    one, other = processes
    async with connect(hub=one, query="as=anna") as anna:
        await anna.subscribe("room-1")
        await anna.settle()
        async with connect(hub=other, query="as=ben") as ben:
            await ben.subscribe("room-1")
            assert names((await anna.frame("presence")).data["joined"]) == ["ben"]
            while len(other.here("room-1")) < 2:  # the answer to the question who is here
                await ben.frame("presence")
        assert names((await anna.frame("presence")).data["left"]) == ["ben"]


async def test_those_of_a_killed_process_expire(processes: tuple[Hub, Hub]) -> None:
    one, other = processes
    async with connect(hub=one, query="as=anna") as anna:
        await anna.subscribe("room-1")
        await anna.settle()
        async with connect(hub=other, query="as=ben") as ben:
            await ben.subscribe("room-1")
            await anna.frame("presence")
            await other.link.close()  # it says nothing any more
            one.gossip.repeat(one.channels.values(), asyncio.get_running_loop().time() + LEASE - 1)
            assert len(one.here("room-1")) == 2
            one.gossip.repeat(one.channels.values(), asyncio.get_running_loop().time() + LEASE + 1)
            assert names((await anna.frame("presence")).data["left"]) == ["ben"]


async def test_a_repeated_lease_keeps_a_process_alive(processes: tuple[Hub, Hub]) -> None:
    one, other = processes
    async with (
        connect(hub=one, query="as=anna") as anna,
        connect(hub=other, query="as=ben") as ben,
    ):
        await anna.subscribe("room-1")
        await anna.settle()
        await ben.subscribe("room-1")
        await anna.frame("presence")
        channel = one.channels["room-1"]
        before = channel.roster._leases[other.id].heard_at
        other.gossip.repeat(other.channels.values(), asyncio.get_running_loop().time())
        await until(lambda: channel.roster._leases[other.id].heard_at > before)
        assert len(one.here("room-1")) == 2
