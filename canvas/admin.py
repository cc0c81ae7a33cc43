"""For those who run a site: find a drawing, see who is in it, close or delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from canvas.models import Drawing, Participant

if TYPE_CHECKING:
    from django.http import HttpRequest

    DrawingAdminBase = admin.ModelAdmin[Drawing]
    ParticipantInlineBase = admin.TabularInline[Participant, Drawing]
else:
    DrawingAdminBase = admin.ModelAdmin
    ParticipantInlineBase = admin.TabularInline


class ParticipantInline(ParticipantInlineBase):
    """Who takes part. Numbers and hues stand in the log's pictures: they are only shown."""

    model = Participant
    extra = 0
    can_delete = False
    fields = ("number", "display_name", "hue", "joined_at")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Drawing | None = None) -> bool:
        return False


@admin.register(Drawing)
class DrawingAdmin(DrawingAdminBase):
    """Links are secrets: they are neither listed nor searched."""

    list_display = ("display_title", "owner", "access", "head", "created_at", "drawn_at")
    list_filter = ("access", "drawn_at")
    list_select_related = ("owner__user",)
    search_fields = ("title", "owner__name", "owner__user__name", "owner__user__email")
    date_hierarchy = "drawn_at"
    ordering = ("-drawn_at",)
    fields = ("title", "access", "owner", "head", "created_at", "drawn_at")
    readonly_fields = ("owner", "head", "created_at", "drawn_at")
    inlines = (ParticipantInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
