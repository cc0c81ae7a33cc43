"""Where chat and drawings meet: who may talk beside which drawing, and what becomes of the talk.

Neither app knows the other; the settings name the gate for the rooms of drawings, and the project
connects the rest when it starts.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db.models.signals import post_delete
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.deletion import account_deleted
from accounts.people import person_for
from canvas.access import Right
from canvas.demo.harbour import TALK
from canvas.demo.importing import harbour_imported
from canvas.models import Drawing, Participant
from canvas.participants import find_seat
from canvas.sharing import rights_changed
from canvas.views.doors import LinkRefused, open_door
from drawnby.chat import messages
from drawnby.chat.log import as_told, delete_room, forget_speaker, transcript
from drawnby.chat.models import Line, Room
from drawnby.chat.rooms import Speaker, channel_of
from drawnby.sockets import Refused, recheck_channel
from drawnby.sockets.sessions import lasts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from drawnby.sockets import SocketRequest


@never_cache
@require_safe
def talk(request: HttpRequest, key: str) -> JsonResponse:
    """What was said beside a drawing, for its replay: to whoever its link opens to."""
    try:
        drawing = open_door(key, person_for(request)).drawing
    except LinkRefused:
        return JsonResponse({"lines": []}, status=404)
    lines = [as_told(line) for line in transcript(drawing.channel)]
    return JsonResponse(messages.encode(messages.Lines(lines)))


def drawing_gate(request: SocketRequest, room: str) -> Speaker:
    """Let in whoever may see the drawing; whoever may draw may speak."""
    seat = find_seat(room.removeprefix("drawing-"), person_for(request))
    if not lasts(request):
        raise Refused(_("You are logged out."))
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


def connect() -> None:
    """Let talk end with its drawing, and names in it with their accounts."""
    rights_changed.connect(_ask_again, dispatch_uid="sidebar")
    post_delete.connect(_end_talk, sender=Drawing, dispatch_uid="sidebar")
    account_deleted.connect(_take_names_off, dispatch_uid="sidebar")
    harbour_imported.connect(_tell_harbour_s_talk, dispatch_uid="sidebar")


def _ask_again(channel: str, **_kwargs: Any) -> None:
    recheck_channel(channel_of(channel))


def _end_talk(instance: Drawing, **_kwargs: Any) -> None:
    delete_room(instance.channel)


def _take_names_off(people: Iterable[int], **_kwargs: Any) -> None:
    hands = Participant.objects.filter(person__in=people).select_related("drawing")
    for hand in hands:
        forget_speaker(hand.drawing.channel, str(hand.number))


def _tell_harbour_s_talk(drawing: Drawing, hands: list[Participant], **_kwargs: Any) -> None:
    """Put beside the house drawing what its people said, at the moments they said it."""
    room = Room.objects.create(name=drawing.channel, head=len(TALK))
    Line.objects.bulk_create(
        Line(
            room=room,
            seq=seq,
            line_id=uuid4(),
            speaker_key=str(hands[speaker].number),
            name=hands[speaker].display_name,
            hue=hands[speaker].hue,
            guest=False,
            text=text,
            said_at=drawing.created_at + timedelta(seconds=seconds),
        )
        for seq, (speaker, seconds, text) in enumerate(TALK, 1)
    )
