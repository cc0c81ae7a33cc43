"""Moderation: a line's text can be changed, but the line stays, for numbers have no gaps.

What ends is a room open to all, with all that was said in it. One beside something else would begin
anew, at number 1, and pages that are open would take nothing of it: it ends with what it is beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from drawnby.chat.models import PREFIX, Line, OpenRoom, Room
from drawnby.chat.open_rooms import end_room

if TYPE_CHECKING:  # generic to mypy only
    from collections.abc import Iterable

    from django.db.models import QuerySet

    Rooms = admin.ModelAdmin[Room]
    Lines = admin.ModelAdmin[Line]
    OpenRooms = admin.ModelAdmin[OpenRoom]
else:
    Rooms = Lines = OpenRooms = admin.ModelAdmin


@admin.register(Room)
class RoomAdmin(Rooms):
    list_display = ("name", "head")
    search_fields = ("name",)
    readonly_fields = ("name", "head")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_deleted_objects(self, objs: Iterable[Room], request: HttpRequest) -> Any:
        """Name the rooms and count their lines: these may be many, and are not deleted alone."""
        rooms = list(objs)
        counts = {"rooms": len(rooms), "lines": sum(room.head for room in rooms)}
        kept = [str(room) for room in rooms if not room.name.startswith(PREFIX)]
        return [str(room) for room in rooms], counts, set(), kept

    def delete_model(self, request: HttpRequest, obj: Room) -> None:
        end_room(obj.name)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        for room in queryset:
            end_room(room.name)


@admin.register(OpenRoom)
class OpenRoomAdmin(OpenRooms):
    """To be renamed here; a room ends with its Room, and what was said with it."""

    list_display = ("title", "opened_by", "opened_at")
    list_select_related = ("opened_by",)
    search_fields = ("title", "room__name")
    readonly_fields = ("room", "opened_by", "opened_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OpenRoom | None = None) -> bool:
        return False


@admin.register(Line)
class LineAdmin(Lines):
    list_display = ("said_at", "room", "display_name", "text")
    list_filter = ("guest", "said_at")
    list_select_related = ("room",)
    search_fields = ("text", "name", "room__name")
    readonly_fields = ("room", "seq", "line_id", "speaker_key", "hue", "guest", "said_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Line | None = None) -> bool:
        return False
