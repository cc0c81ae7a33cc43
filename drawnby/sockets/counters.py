"""What a process has done since its hub began; told by census.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


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
