"""What a process has done since its hub began: for whatever collects metrics."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class Counters:
    """Only ever grow; the hub and the connections' dispatch add to them."""

    connected: int = 0
    subscribed: int = 0
    messages: int = 0  # heard by handlers, questions among them
    refused: int = 0
    too_fast: int = 0  # messages not heard because of a handler's rate
    errors: int = 0  # incidents: handlers that raised
    batches: int = 0  # frames of broadcasts, each encoded once
    deliveries: int = 0  # of those frames, to sockets
    dropped: int = 0  # of those, for readers that did not keep up
    closed: Counter[int] = field(default_factory=Counter)  # connections we closed, by code


def counters() -> dict[str, int]:
    """The counters of this process, and what there is now: connections, channels.

    `lost` are deliveries to other processes that the channel layer did not take; `closed_4008` and
    its like appear with the first such close. Cheap enough to be asked for every
    second, from any thread.
    """
    from .hub import hub_of_process

    hub = hub_of_process()
    counted = hub.counters if hub else Counters()
    grown = {each.name: getattr(counted, each.name) for each in fields(counted)}
    closed = dict(grown.pop("closed"))  # at once: the loop may count one meanwhile
    if hub:
        grown["dropped"] += sum(member.outlet.dropped for member in tuple(hub.everybody.members))
    now = {
        "connections": len(hub.connections) if hub else 0,
        "channels": len(hub.channels) if hub else 0,
        "lost": hub.link.lost if hub else 0,
    }
    return {**now, **grown, **{f"closed_{code}": count for code, count in closed.items()}}
