"""Waiting for what happens by itself, without guessing how long it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object]) -> None:
    """Let the event loop turn until the condition holds; TimeoutError after 5 seconds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 (nothing to be notified by: any state may be asked for)
            await asyncio.sleep(0)
