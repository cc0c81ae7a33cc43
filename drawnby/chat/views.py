"""The pages of talk: the list of open rooms, and a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drawnby.chat.models import PREFIX, OpenRoom
from drawnby.chat.open_rooms import (
    RoomRefused,
    end_room,
    find_open_room,
    name_is_taken,
    open_room,
    rooms_by_last_word,
)
from drawnby.chat.rooms import NameRefused, Speaker, speaker_for, welcome
from drawnby.sockets import Refused

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponse

PAGE_ROOMS = 20  # the page listens to every room it shows, and a socket to 32 channels at most


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: HttpRequest) -> HttpResponse:
    """All open rooms, those with the latest words first; and a form that opens another."""
    if request.method == "POST":
        return _open(request)
    return _list(request)


@login_required
def _open(request: HttpRequest) -> HttpResponse:
    title = request.POST.get("title", "")
    try:
        return redirect(open_room(title, _user(request), timezone.now()))
    except RoomRefused as refusal:
        return _list(request, title=title, refusal=str(refusal))


def _list(request: HttpRequest, title: str = "", refusal: str = "") -> HttpResponse:
    page = Paginator(rooms_by_last_word(), PAGE_ROOMS).get_page(request.GET.get("page"))
    context = {"rooms": page, "title": title, "refusal": refusal}
    return render(request, "chat/rooms.html", context, status=422 if refusal else 200)


def _user(request: HttpRequest) -> AbstractBaseUser:
    user: AbstractBaseUser | AnonymousUser = request.user
    if user.is_anonymous:
        raise RuntimeError("login_required let in nobody")
    return user


@never_cache
@require_safe
def room(request: HttpRequest, key: str) -> HttpResponse:
    return _show(request, _room_or_404(key))


@never_cache
@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """A stranger says what to be called."""
    found = _room_or_404(key)
    name = request.POST.get("name", "")
    if _speaker(request, found).may_speak:
        return redirect(found)
    try:
        welcome(request, name, lambda name: name_is_taken(found.name, name, timezone.now()))
    except NameRefused as refusal:
        return _show(request, found, name=name, refusal=str(refusal))
    return redirect(found)


@require_POST
@login_required
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End a room and what was said in it: for whoever opened it, and for moderators."""
    found = _room_or_404(key)
    if not _may_end(request, found):
        raise Http404
    end_room(found.name)
    return redirect("chat:rooms")


def _may_end(request: HttpRequest, room: OpenRoom) -> bool:
    mine = room.opened_by_id is not None and room.opened_by_id == request.user.pk
    return mine or request.user.has_perm("chat.delete_room")


def _room_or_404(key: str) -> OpenRoom:
    found = find_open_room(PREFIX + key)
    if found is None:
        raise Http404(gettext("There is no such room."))
    return found


def _speaker(request: HttpRequest, room: OpenRoom) -> Speaker:
    try:
        return speaker_for(request, room.name)
    except Refused as refusal:  # ended just now, as the room or the visitor's session
        raise Http404(refusal.reason) from refusal


def _show(request: HttpRequest, room: OpenRoom, name: str = "", refusal: str = "") -> HttpResponse:
    speaker = _speaker(request, room)
    context: dict[str, Any] = {
        "room": room,
        "speaker": speaker,
        "you": {"name": speaker.name, "hue": speaker.hue, "guest": speaker.guest},
        "may_end": _may_end(request, room),
        "name": name,
        "refusal": refusal,
    }
    return render(request, "chat/room.html", context, status=422 if refusal else 200)
