"""What changes a drawing for everybody inside: who may do what, its links, its end.

Owners do it on its page and operators in the admin; either way those inside are told, and asked
again at the door: after the commit, which the admin does later, or the door would find nothing new.
"""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.dispatch import Signal

from canvas import messages
from canvas.models import Access, Drawing, random_key
from drawnby.sockets import broadcast_channel, recheck_channel

rights_changed = Signal()
"""Sent with `channel`, the drawing's, when those inside must be asked again what they may do."""


def give_access(drawing: Drawing, access: Access) -> None:
    """Say what people with the link may do from now on."""
    drawing.access = access
    drawing.save(update_fields=["access"])  # never its head, which the log may move meanwhile
    transaction.on_commit(partial(_tell_of_rights, drawing.channel))


def replace_links(drawing: Drawing) -> None:
    """Give the drawing new links; the old ones stop working at once, for those inside too."""
    drawing.key, drawing.watch_key = random_key(), random_key()
    drawing.save(update_fields=["key", "watch_key"])
    transaction.on_commit(partial(_tell_of_rights, drawing.channel))


def delete(drawing: Drawing) -> None:
    """Delete a drawing with all that was drawn and said in it."""
    channel = drawing.channel
    with transaction.atomic():
        # Locked as an append locks it: a stroke committed half-way through would be in the way.
        Drawing.objects.select_for_update().filter(pk=drawing.pk).first()
        drawing.delete()
    transaction.on_commit(partial(_tell_of_end, channel))


def _tell_of_rights(channel: str) -> None:
    _ask_again(channel)
    broadcast_channel(messages.ACCESS_CHANGED, channel)


def _tell_of_end(channel: str) -> None:
    broadcast_channel(messages.gone("deleted"), channel)
    _ask_again(channel)


def _ask_again(channel: str) -> None:
    recheck_channel(channel)
    rights_changed.send(sender=Drawing, channel=channel)
