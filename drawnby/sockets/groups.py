"""Channel name → group name of the channel layer, which allows fewer characters. No I/O."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,70}")

EVERYBODY = "sockets.everybody"  # the group every process is in


def group_for(channel: str) -> str:
    """A name of its own for every channel: readable where it may be, a digest otherwise."""
    if _PLAIN.fullmatch(channel):
        return f"sockets.name.{channel}"
    digest = hashlib.sha256(channel.encode("utf-8", "surrogatepass")).hexdigest()
    return f"sockets.digest.{digest}"
