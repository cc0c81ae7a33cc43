"""The title of a drawing: free text of strangers, on one line."""

from __future__ import annotations

from accounts.names import clean_line
from canvas.models import TITLE_LENGTH, Drawing


def rename(drawing: int, title: str) -> str:
    """Give a drawing another title, cleaned; return it. An empty one makes it untitled again."""
    cleaned = clean_line(title)[:TITLE_LENGTH].strip()
    Drawing.objects.filter(pk=drawing).update(title=cleaned)
    return cleaned
