"""Broadcasts gathered until they leave together, encoded once for all who receive them. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from . import frames

Kind = Literal["text", "bytes", "presence"]
# A run as other processes are told of it: channel, kind, records as one, sender, droppable.
Row = tuple[str | None, Kind, str | bytes, int, bool]


@dataclass(slots=True)
class Frame:
    """A frame as the server's `send` wants it, ready for any number of sockets."""

    event: dict[str, Any]
    size: int
    droppable: bool = False
    sender: int = frames.EVERYONE  # the one socket that has no use for it, if all of it is its own
    _encoded: bytes | None = None

    @property
    def encoded(self) -> bytes:
        """The frame as it travels, for servers that take it so; made once for all its sockets."""
        if self._encoded is None:
            text: str | None = self.event.get("text")
            payload = self.event["bytes"] if text is None else text.encode()
            self._encoded = frames.websocket_frame(payload, text is not None)
        return self._encoded


def text_frame(text: str) -> Frame:
    return Frame({"type": "websocket.send", "text": text}, len(text))


def binary_frame(data: bytes) -> Frame:
    return Frame({"type": "websocket.send", "bytes": data}, len(data))


@dataclass(slots=True)
class Run:
    """Records of one kind that arrived one after another and so fit into one frame.

    A record of a text or bytes run may itself be several, as another process joined them.
    """

    kind: Kind
    records: list[Any]
    sender: int
    droppable: bool

    def row(self, channel: str | None) -> Row:
        whole = b"".join(self.records) if self.kind == "bytes" else ",".join(self.records)
        return channel, self.kind, whole, self.sender, self.droppable


class Batch:
    """The runs of one channel since the last batch left, in order."""

    __slots__ = ("_signals", "runs", "size")

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.size = 0
        self._signals: Run | None = None  # the last run, if it is of bytes

    def __bool__(self) -> bool:
        return bool(self.runs)

    def add(self, kind: Kind, record: str | bytes, sender: int, droppable: bool) -> None:
        self.size += len(record)
        run = self.runs[-1] if self.runs else None
        if run is not None and run.kind == kind != "presence":
            run.records.append(record)
            if not droppable:
                run.droppable = False
            if run.sender != sender:
                run.sender = frames.EVERYONE
        else:
            run = Run(kind, [record], sender, droppable)
            self.runs.append(run)
            self._signals = run if kind == "bytes" else None

    def add_signal(self, record: bytes, sender: int) -> None:
        """The same for droppable bytes, which nearly everything is."""
        run = self._signals
        if run is None:
            self.add("bytes", record, sender, True)
            return
        self.size += len(record)
        run.records.append(record)
        if run.sender != frames.EVERYONE and run.sender != sender:
            run.sender = frames.EVERYONE

    def take(self) -> list[Run]:
        runs, self.runs, self.size, self._signals = self.runs, [], 0, None
        return runs


def encode_runs(runs: Iterable[Run], channel: str | None, handle: int) -> Iterator[Frame]:
    """The frames that carry these runs to every socket on the channel."""
    for run in runs:
        if run.kind == "bytes":
            frame = binary_frame(frames.binary_batch(handle, run.records))
        elif run.kind == "text":
            frame = text_frame(frames.text_batch(channel, run.records))
        else:
            frame = text_frame(f'["presence",{frames.dumps(channel)},{run.records[0]}]')
        frame.droppable, frame.sender = run.droppable, run.sender
        yield frame


def encode_record(sender: int, message: frames.Message) -> tuple[Kind, str | bytes]:
    if isinstance(message, bytes | bytearray | memoryview):
        return "bytes", frames.binary_record(frames.sender_bytes(sender), bytes(message))
    return "text", frames.text_record(sender, message)


def direct_frame(name: str | None, handle: int, message: frames.Message) -> Frame:
    """A message to one socket alone."""
    if isinstance(message, bytes | bytearray | memoryview):
        sender = frames.sender_bytes(frames.YOU_ALONE)
        record = frames.binary_record(sender, bytes(message))
        return binary_frame(frames.binary_batch(handle, [record]))
    return text_frame(frames.encode_text("message", name, message))
