"""The outlines of vector files for many strokes at once: canvas.files.paths, counted in columns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from canvas.files.paths import PlainTracer

if TYPE_CHECKING:
    from canvas.files.paths import Tracer


@cache
def tracer() -> Tracer:
    """Return the faster tracer where this installation has one."""
    try:
        from canvas.render.columns_traced import ColumnTracer
    except ImportError:  # numpy is there where Blend2D is
        return PlainTracer()
    return ColumnTracer()
