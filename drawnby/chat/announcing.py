"""System messages: the people who run the site speak in one room, or to everybody at once.

In a room it is a line like any other and stays there. To everybody it is shown on every page that
listens, drawings among them, and not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from drawnby.chat.log import RoomLog, Saying
from drawnby.chat.messages import Announced, Say, encode
from drawnby.chat.models import OpenRoom
from drawnby.chat.rooms import Speaker, channel_of
from drawnby.chat.text import TEXT_LENGTH, TextRefused, clean_text
from drawnby.sockets import broadcast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

STAFF_KEY = "staff"  # no gate gives it to anybody


class AnnouncementForm(forms.Form):
    room = forms.ModelChoiceField(
        OpenRoom.objects.select_related("room").order_by("title"),
        label=gettext_lazy("To"),
        required=False,
        empty_label=gettext_lazy("Everybody, wherever they are"),
    )
    text = forms.CharField(
        label=gettext_lazy("What to say"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_text(self) -> str:
        try:
            return clean_text(self.cleaned_data["text"])
        except TextRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@never_cache
@login_required
@permission_required("chat.announce", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest) -> HttpResponse:
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say_as_staff(form.cleaned_data["text"], form.cleaned_data["room"])
        messages.success(request, gettext("Sent"))
        return redirect("chat:announce")
    status = 422 if form.errors else 200
    return render(request, "chat/announce.html", {"form": form}, status=status)


def say_as_staff(text: str, room: OpenRoom | None) -> None:
    """In the room, or to everybody in every process."""
    if room is None:
        broadcast(encode(Announced(text)))
        return
    RoomLog.publish(channel_of(room.name), Saying(room.name, Say(uuid4().hex, text), _staff))


def _staff() -> Speaker:
    return Speaker(STAFF_KEY, "DrawnBy", hue=7, guest=False, may_speak=True)
