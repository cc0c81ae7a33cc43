"""What a process tells whoever asks: who is on a channel, and what it has done so far."""

from __future__ import annotations

from dataclasses import fields

from .counters import Counters
from .hub import hub_of_process
from .presence import Entry


def here(channel: str) -> list[Entry]:
    """Who is on the channel, as far as this process knows; it asks when a socket of its own is."""
    hub = hub_of_process()
    return hub.here(channel) if hub else []


def counters() -> dict[str, int]:
    """The counters of this process, and what there is now: connections, channels.

    `lost` are deliveries to other processes that the channel layer did not take; `closed_4008` and
    its like appear with the first such close. Cheap enough to be asked for every
    second, from any thread.
    """
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
