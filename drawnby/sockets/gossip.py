"""Who is here, told to sockets and from process to process: see presence.py for the rules."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from . import frames
from .channel import Channel, Member
from .departures import Departures
from .post import Letter, Post
from .presence import Diff, Entry


class Gossip:
    """Each process vouches for its own sockets, and believes of others what they say."""

    def __init__(
        self,
        process: str,
        loop: asyncio.AbstractEventLoop,
        departures: Departures,
        post: Post,
        lease: float,
    ) -> None:
        self._process = process
        self._loop = loop
        self._departures = departures
        self._post = post
        self._lease = lease  # seconds after which a silent process is forgotten

    def track(self, member: Member, meta: frames.Json) -> None:
        entry = Entry(member.session_id, member.number, meta)
        diff = member.channel.roster.add(self._process, entry, self._loop.time())
        self._say(member.channel, diff)

    def untrack(self, member: Member) -> None:
        self._say(member.channel, member.channel.roster.remove(self._process, member.session_id))

    def repeat(self, channels: Iterable[Channel], now: float) -> None:
        """Announce our own again, and forget what silent processes announced."""
        for channel in channels:
            self._tell(channel, channel.roster.expire(now, self._process, self._lease))
            if channel.roster.of(self._process):
                self._announce(channel)

    def hear(self, channel: Channel, process: str, letter: Letter) -> None:
        """What another process says of its sockets, or asks."""
        roster, now = channel.roster, self._loop.time()
        match letter["kind"]:
            case "ask":
                self._announce(channel)
            case "lease":
                entries = map(Entry.from_json, letter["entries"])
                self._tell(channel, roster.replace(process, entries, now))
            case "presence":
                for data in letter["joined"]:
                    self._tell(channel, roster.add(process, Entry.from_json(data), now))
                for data in letter["left"]:
                    self._tell(channel, roster.remove(process, data["session"]))

    def _say(self, channel: Channel, diff: Diff) -> None:
        """Let everybody know."""
        self._tell(channel, diff)
        if diff:
            self._post.write(channel.name, {"kind": "presence", **diff.as_json()})

    def _tell(self, channel: Channel, diff: Diff) -> None:
        """Let the sockets of this process know."""
        if diff and channel.members:
            channel.batch.add("presence", frames.dumps(diff.as_json()), frames.EVERYONE, False)
            self._departures.add(channel)

    def _announce(self, channel: Channel) -> None:
        own = [entry.as_json() for entry in channel.roster.of(self._process)]
        self._post.write(channel.name, {"kind": "lease", "entries": own})
