"""For those who run a site: find a drawing, see who is in it, close or delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from canvas import messages, sharing, titles
from canvas.models import Access, Drawing, Participant
from drawnby.sockets import broadcast_channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.forms import ModelForm
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participant]:
        return super().get_queryset(request).select_related("person__user")

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

    def save_model(
        self, request: HttpRequest, obj: Drawing, form: ModelForm[Drawing], change: bool
    ) -> None:
        """Save what was changed and no more: people may be drawing, and the log moves the head."""
        if "title" in form.changed_data:
            title = titles.rename(obj.pk, obj.title)
            broadcast_channel(messages.renamed(title, 0), obj.channel)
        if "access" in form.changed_data:
            sharing.give_access(obj, Access(obj.access))

    def get_deleted_objects(self, objs: Iterable[Drawing], request: HttpRequest) -> Any:
        """Name the drawings and count what is in them: of strokes there may be 200,000."""
        drawings = list(objs)
        counts = {"drawings": len(drawings), "operations": sum(each.head for each in drawings)}
        return [str(drawing) for drawing in drawings], counts, set(), []

    def delete_model(self, request: HttpRequest, obj: Drawing) -> None:
        sharing.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Drawing]) -> None:
        for drawing in queryset:
            sharing.delete(drawing)
