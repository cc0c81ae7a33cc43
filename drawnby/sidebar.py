"""Where chat and drawings meet: who may talk beside which drawing.

Neither app knows the other; the settings name this gate for the rooms of drawings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.people import person_for
from canvas.access import Right
from canvas.models import Participant
from canvas.participants import find_seat
from drawnby.chat.rooms import Speaker
from drawnby.sockets import Refused

if TYPE_CHECKING:
    from drawnby.sockets import SocketRequest


def drawing_gate(request: SocketRequest, room: str) -> Speaker:
    """Let in whoever may see the drawing; whoever may draw may speak."""
    seat = find_seat(room.removeprefix("drawing-"), person_for(request))
    if seat is None:
        raise Refused(_("This link does not open this drawing."))
    me = Participant.objects.select_related("person__user").get(pk=seat.participant)
    return Speaker(
        key=str(seat.number),
        name=me.display_name,
        hue=me.hue,
        guest=me.is_guest,
        may_speak=seat.right >= Right.DRAW,
    )
