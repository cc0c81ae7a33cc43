"""The product's settings, but batches leave as seldom as in a process that is busy.

Processes that share a processor are never busy each: what a message costs them could not be
compared with what it costs one that has a processor to itself.
"""

from __future__ import annotations

import os

from drawnby.settings import *  # noqa: F403 (settings are a module's names)
from drawnby.settings import SOCKETS

SOCKETS = {**SOCKETS, "FASTEST_TICK_SECONDS": float(os.environ["TICK_SECONDS"])}
