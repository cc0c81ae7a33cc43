"""Broadcasts gathered until they leave together, encoded once for all who receive them. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from . import frames

Kind = Literal["text", "bytes", "presence"]


class Frame:
    """What leaves in one piece, for any number of sockets: text or bytes.

    `sender` is the number of the one socket that has no use for it, if all of it is its own.
    """

    __slots__ = ("_encoded", "_event", "content", "droppable", "sender", "size")

    def __init__(
        self, content: str | bytes, droppable: bool = False, sender: int = frames.EVERYONE
    ) -> None:
        self.content = content
        self.size = len(content)  # in bytes: text is ASCII
        self.droppable = droppable
        self.sender = sender
        self._event: dict[str, Any] | None = None
        self._encoded: bytes | None = None

    @property
    def event(self) -> dict[str, Any]:
        """The frame as ASGI's `send` wants it; made once for all its sockets."""
        if self._event is None:
            kind = "text" if isinstance(self.content, str) else "bytes"
            self._event = {"type": "websocket.send", kind: self.content}
        return self._event

    @property
    def encoded(self) -> bytes:
        """The frame as it travels, for servers that take it so; made once for all its sockets."""
        if self._encoded is None:
            content = self.content
            if isinstance(content, str):
                self._encoded = frames.websocket_frame(content.encode(), is_text=True)
            else:
                self._encoded = frames.websocket_frame(content, is_text=False)
        return self._encoded


@dataclass(slots=True)
class Run:
    """Records of one kind that arrived one after another and so fit into one frame.

    A record of bytes may itself be several, as another process joined them.
    """

    kind: Kind
    records: list[Any]
    sender: int
    droppable: bool


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
        content: str | bytes
        if run.kind == "bytes":
            content = frames.binary_batch(handle, run.records)
        elif run.kind == "text":
            content = frames.text_batch(channel, run.records)
        else:
            content = f'["presence",{frames.dumps(channel)},{run.records[0]}]'
        yield Frame(content, run.droppable, run.sender)


def encode_record(sender: int, message: frames.Message) -> tuple[Kind, str | bytes]:
    if isinstance(message, bytes | bytearray | memoryview):
        return "bytes", frames.binary_record(frames.sender_bytes(sender), bytes(message))
    return "text", frames.text_record(sender, message)


def direct_frame(name: str | None, handle: int, message: frames.Message) -> Frame:
    """A message to one socket alone."""
    if isinstance(message, bytes | bytearray | memoryview):
        sender = frames.sender_bytes(frames.YOU_ALONE)
        record = frames.binary_record(sender, bytes(message))
        return Frame(frames.binary_batch(handle, [record]))
    return Frame(frames.encode_text("message", name, message))
