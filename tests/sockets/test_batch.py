"""What is gathered in a batch leaves in order, as frames."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame as WebSocketFrame
from websockets.frames import Opcode

from drawnby.sockets import frames
from drawnby.sockets.batch import Batch, encode_runs

HANDLE = 300


@dataclass(frozen=True)
class Saying:
    sender: int
    said: bytes | str
    droppable: bool = True

    def into(self, batch: Batch) -> None:
        if isinstance(self.said, str):
            batch.add("text", frames.text_record(self.sender, self.said), self.sender, False)
            return
        record = frames.binary_record(frames.sender_bytes(self.sender), self.said)
        if self.droppable:
            batch.add_signal(record, self.sender)
        else:
            batch.add("bytes", record, self.sender, False)


sayings = st.builds(
    Saying, st.integers(0, 3), st.binary(max_size=200) | st.text("ab", max_size=3), st.booleans()
)


def gathered(said: list[Saying]) -> Batch:
    batch = Batch()
    for each in said:
        each.into(batch)
    return batch


def heard(batch: Batch) -> list[tuple[int, Any]]:
    """Sender and message of everything, as a client takes its frames apart."""
    found: list[tuple[int, Any]] = []
    for frame in encode_runs(batch.take(), "room", HANDLE):
        if "bytes" in frame.event:
            handle, records = frames.decode_binary_batch(frame.event["bytes"])
            assert handle == HANDLE
            found += records
        else:
            found += [tuple(each) for each in json.loads(frame.event["text"])[2]]
    return found


@given(st.lists(sayings))
def test_everything_leaves_in_order_and_the_batch_is_empty_then(said: list[Saying]) -> None:
    batch = gathered(said)
    assert batch.size >= sum(len(each.said) for each in said)
    assert heard(batch) == [(each.sender, each.said) for each in said]
    assert not batch
    assert batch.size == 0
    Saying(1, b"after").into(batch)
    assert heard(batch) == [(1, b"after")]


@pytest.mark.parametrize(
    ("said", "sender", "droppable"),
    [
        ([Saying(1, b"a"), Saying(1, b"b")], 1, True),
        ([Saying(1, b"a"), Saying(2, b"b")], frames.EVERYONE, True),
        ([Saying(1, b"a"), Saying(1, b"b", droppable=False), Saying(1, b"c")], 1, False),
    ],
    ids=["of one sender", "of two", "one must not be dropped"],
)
def test_a_frame_is_of_one_sender_and_droppable_only_if_all_in_it_is(
    said: list[Saying], sender: int, droppable: bool
) -> None:
    (frame,) = encode_runs(gathered(said).take(), "room", HANDLE)
    assert (frame.sender, frame.droppable) == (sender, droppable)


@pytest.mark.parametrize("size", [0, 125, 126, 2**16 - 1, 2**16])
def test_an_encoded_frame_is_what_the_websockets_library_would_write(size: int) -> None:
    for opcode in (Opcode.TEXT, Opcode.BINARY):
        expected = WebSocketFrame(opcode, b"x" * size).serialize(mask=False)
        assert frames.websocket_frame(b"x" * size, opcode is Opcode.TEXT) == expected
