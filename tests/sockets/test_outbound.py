"""What is said in a process is told to the others: all of it, and in each channel in order."""

from __future__ import annotations

from dataclasses import dataclass

from channels_redis.serializers import registry
from hypothesis import given
from hypothesis import strategies as st

from drawnby.sockets import frames
from drawnby.sockets.batch import Batch, encode_record
from drawnby.sockets.outbound import SIGNALS_WAITING, Outbound
from drawnby.sockets.post import envelope, rows_of

REDIS = registry.get_serializer("msgpack")


@dataclass(frozen=True)
class Saying:
    channel: str | None
    said: bytes | str
    droppable: bool

    def into(self, outbound: Outbound) -> None:
        outbound.add(self.channel, *encode_record(7, self.said), self.droppable)


sayings = st.builds(
    Saying,
    st.sampled_from([None, "room-1", "room-2"]),
    st.binary(max_size=200) | st.text("ab", max_size=3),
    st.booleans(),
)


def travelled(outbound: Outbound) -> dict[str | None, Batch]:
    """What waits in the channels of another process, once it has heard."""
    delivery = REDIS.deserialize(REDIS.serialize(envelope("a", [], outbound.take())))
    batches: dict[str | None, Batch] = {}
    for name, kind, whole, droppable in rows_of(delivery):
        batches.setdefault(name, Batch()).add(kind, whole, frames.EVERYONE, droppable)
    return batches


def joined(said: list[Saying]) -> dict[str | None, Batch]:
    """The same, had it been said there."""
    batches: dict[str | None, Batch] = {}
    for each in said:
        batch = batches.setdefault(each.channel, Batch())
        batch.add(*encode_record(7, each.said), frames.EVERYONE, each.droppable)
    return batches


def contents(batches: dict[str | None, Batch]) -> dict[str | None, list[tuple[str, object, bool]]]:
    return {
        name: [
            (run.kind, (b"" if run.kind == "bytes" else ",").join(run.records), run.droppable)
            for run in batch.take()
        ]
        for name, batch in batches.items()
    }


@given(st.lists(sayings))
def test_another_process_hears_what_its_own_sockets_would(said: list[Saying]) -> None:
    outbound = Outbound(lambda: None)
    for each in said:
        each.into(outbound)
    assert bool(outbound) == bool(said)
    assert contents(travelled(outbound)) == contents(joined(said))
    assert not outbound
    assert outbound.take() == []


@given(st.lists(sayings), st.lists(sayings, min_size=1))
def test_it_is_said_when_something_comes_into_what_was_empty(
    before: list[Saying], after: list[Saying]
) -> None:
    begun: list[int] = []
    outbound = Outbound(lambda: begun.append(outbound.size))
    for some in (before, after):
        begun.clear()
        for each in some:
            each.into(outbound)
        assert [size > 0 for size in begun] == [True] * bool(some)
        outbound.take()


def test_signals_wait_up_to_a_limit_and_all_else_beyond_it() -> None:
    outbound = Outbound(lambda: None)
    signal, cursor = bytes(SIGNALS_WAITING // 4), " " * (SIGNALS_WAITING // 4)
    for _ in range(8):
        outbound.add_signal("room-1", signal)
        outbound.add("room-1", "text", cursor, droppable=True)
        outbound.add("room-2", "text", "lasts", droppable=False)
        outbound.add("room-2", "bytes", b"lasts", droppable=False)
    rows = outbound.take()
    assert [whole for name, _, whole, _ in rows if name == "room-2"] == ["lasts", b"lasts"] * 8
    assert sum(len(whole) for name, _, whole, _ in rows if name == "room-1") == SIGNALS_WAITING
    outbound.add_signal("room-1", signal)
    outbound.add("room-1", "text", cursor, droppable=True)
    assert [whole for _, _, whole, _ in outbound.take()] == [signal, cursor]
