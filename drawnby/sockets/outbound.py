"""What is said in the channels of a process, gathered for the other processes. No I/O.

Channels send to their own sockets one by one, each when it is due; the others are told of all
channels at once. So this is gathered apart, in one place that stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable

from .batch import Kind

# As other processes are told: channel, kind, records as one, droppable.
Row = tuple[str | None, Kind, str | bytes, bool]
SIGNALS_WAITING = 4 * 1024 * 1024  # bytes, of all channels, beyond which signals are dropped


class Outbound:
    """`begun` is called when something comes into what was empty."""

    __slots__ = ("_begun", "_rows", "_signals", "size")

    def __init__(self, begun: Callable[[], None]) -> None:
        self.size = 0  # in bytes
        self._begun = begun
        self._rows: list[Row] = []
        self._signals: dict[str | None, list[bytes]] = {}  # said after the rows of their channels

    def __bool__(self) -> bool:
        return self.size > 0

    def add(self, channel: str | None, kind: Kind, record: str | bytes, droppable: bool) -> None:
        if droppable and isinstance(record, bytes):
            self.add_signal(channel, record)
            return
        if droppable and self.size > SIGNALS_WAITING:
            return
        if signals := self._signals.pop(channel, None):  # they came before
            self._rows.append(row_of(channel, signals))
        self._rows.append((channel, kind, record, droppable))
        self._grow(record)

    def add_signal(self, channel: str | None, record: bytes) -> None:
        """The same for droppable bytes, which nearly everything is."""
        size = self.size
        if size > SIGNALS_WAITING:
            return
        signals = self._signals.get(channel)
        if signals is None:
            self._signals[channel] = [record]
        else:
            signals.append(record)
        self.size = size + len(record)
        if size == 0:
            self._begun()

    def take(self) -> list[Row]:
        """All of it; of each channel in order."""
        rows, signals = self._rows, self._signals
        self._rows, self._signals, self.size = [], {}, 0
        return rows + [row_of(channel, records) for channel, records in signals.items()]

    def _grow(self, record: str | bytes) -> None:
        size, self.size = self.size, self.size + len(record)
        if size == 0:
            self._begun()


def row_of(channel: str | None, signals: list[bytes]) -> Row:
    return channel, "bytes", b"".join(signals), True
