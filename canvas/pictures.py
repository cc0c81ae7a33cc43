"""What a picture of a drawing shows: its visible strokes, as the log has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from canvas import store
from canvas.log import visible

if TYPE_CHECKING:
    from canvas.models import Drawing

ALL = 2**53


def visible_bodies(drawing: Drawing) -> list[bytes]:
    """Take the strokes that can be seen, encoded, in the order they are painted."""
    return [stroke.body for stroke in visible(store.read(drawing.pk, 0, ALL))]
