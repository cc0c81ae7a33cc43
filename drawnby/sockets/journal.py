"""A line in the log for every message, where the settings give a format; off by default."""

from __future__ import annotations

import logging

from .frames import Message

logger = logging.getLogger("drawnby.sockets.messages")


def log_message(form: str, session: str, channel: str | None, message: Message) -> None:
    """`form` may use %(session)s, %(channel)s and %(message)s; what people wrote is quoted."""
    fields = {"session": session, "channel": repr(channel), "message": repr(message)}
    logger.info("%s", form % fields)
