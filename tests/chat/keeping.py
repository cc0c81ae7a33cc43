"""Lines put straight into a room's log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from unittest.mock import patch

from drawnby.chat.log import RoomLog, Saying
from drawnby.chat.messages import Say
from drawnby.chat.models import Line
from drawnby.chat.rooms import Speaker
from drawnby.sockets import Refused

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def keep(room: str, say: Say, gate: Callable[[], Speaker], moment: datetime = NOW) -> Line:
    """Append at that moment; raises what refuses it. Not for several threads."""
    with patch.object(RoomLog, "clock", lambda _log: moment):
        (outcome,) = RoomLog.write([Saying(room, say, gate)])
    if isinstance(outcome, Refused):
        raise outcome
    return outcome.row
