"""A place for handlers to keep things for as long as a connection lives."""

from __future__ import annotations

from typing import Any


class Context:
    """Attributes of any name: `context.strokes = 0`."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"The context has no {name!r} yet: set it in an earlier event.")

    def __setattr__(self, name: str, value: Any) -> None:
        # Not by way of __dict__, which would be one more object a message has to look at.
        object.__setattr__(self, name, value)

    def __contains__(self, name: str) -> bool:
        return hasattr(self, name)
