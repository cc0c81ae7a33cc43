"""Frames nobody should send, and valid ones with a few bytes changed, beside people who draw."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

from websockets.exceptions import WebSocketException

from bench.chaos.judge import converged, judge
from bench.chaos.pen import cursor, ink, random_stroke
from bench.chaos.site import Site
from bench.chaos.storm import connected, drawing, people
from bench.client import Line, Ticket
from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft

ATTACKERS = 4
BYSTANDERS = 6
FRAMES = 4000  # mutated ones, of all attackers together
AT_ONCE = 40  # frames an attacker sends on one connection
Frame = str | bytes

JSON_CORPUS = [
    *("", "[", "null", "{}", "[]", "[1]", '"', "\x00", "NaN", "[" * 60_000, '{"a":' * 10_000),
    '["message",null,NaN]',
    '["message",null,1e999]',
    '["message",null,' + "9" * 5000 + "]",
    '["beat",null,-1]',
    '["beat",null,1e300]',
    '["beat",null,true]',
    '["subscribe","",null]',
    '["subscribe","' + "x" * 5000 + '",null]',
    '["subscribe","drawing-\\u0000",null]',
    '["subscribe","drawing-../../../etc/pas",null]',
    '["unsubscribe","nowhere",null]',
    '["connected",null,null]',
    '["message","drawing-nowhere",{"type":"enter"}]',
]
MESSAGE_CORPUS: list[Any] = [
    *(None, True, 1, "", [], {}, {"type": None}, {"type": "enter"}, {"type": "gone"}, [[[[]]]]),
    {"type": "enter", "version": 2**70, "applied": 0},
    {"type": "enter", "version": 1, "applied": -1},
    {"type": "enter", "version": 1, "applied": 2**53 + 2},
    {"type": "since", "applied": 2**53},
    {"type": "since", "applied": 1.5},
    {"type": "check", "applied": 0, "more": 1},
    {"type": "rename", "title": "\u202e" * 999},
    {"type": "rename", "title": "a\x00b"},
    {"type": "rename", "title": "\ud800"},
    {"type": "introduce", "name": "", "hue": 8},
    {"type": "introduce", "name": "\x1b[31m\r\n", "hue": 0},
    {"type": "introduce", "name": "\u200b" * 60},
]
BINARY_CORPUS = [
    *(b"", b"\x00", b"\xff" * 10, b"\x80\x00", b"\x01", b"\x7f" + bytes(60_000), bytes(65_000)),
    *(bytes((1, kind)) + bytes(rest) for kind in range(20) for rest in (0, 3, 17, 40)),
    *(bytes((1, 0x10)) + bytes(16) + bytes((kind,)) + b"\xff" * 30 for kind in range(8)),
]


async def poison(site: Site, chance: Random) -> dict[str, Any]:
    before = site.tracebacks()
    drawers = await people(site, BYSTANDERS, 1, chance)
    ticket = await asyncio.to_thread(Ticket.take, site.urls[0], drawers[0].ticket.path)
    async with connected(drawers):
        async with drawing(drawers):
            counts = await asyncio.gather(
                *(_attack(site.urls[0], ticket, frames) for frames in _shares(ticket, chance))
            )
        seconds = await converged(site.ledger, drawers)
        alive = sum(drawer.current and not drawer.seen.closes for drawer in drawers)
        verdict = await judge(site.ledger, drawers)
    return {
        "frames": sum(counts),
        "bystanders": len(drawers),
        "alive": alive,
        "lost": verdict.lost + verdict.diverged,
        "converged_s": None if seconds is None else round(seconds, 2),
        "tracebacks": site.tracebacks() - before,
    }


def _shares(ticket: Ticket, chance: Random) -> list[list[Frame]]:
    frames = [*_corpus(ticket), *_mutated(ticket, chance)]
    chance.shuffle(frames)
    return [frames[index::ATTACKERS] for index in range(ATTACKERS)]


def _corpus(ticket: Ticket) -> list[Frame]:
    said = [json.dumps(["message", ticket.channel, data]) for data in MESSAGE_CORPUS]
    return [*JSON_CORPUS, *said, *BINARY_CORPUS]


def _mutated(ticket: Ticket, chance: Random) -> list[Frame]:
    valid = _valid(ticket, chance)
    return [_mutate(chance.choice(valid), chance) for _ in range(FRAMES)]


def _valid(ticket: Ticket, chance: Random) -> list[Frame]:
    id, stroke = chance.randbytes(16), random_stroke(chance, 12)
    said: list[Any] = [
        {"type": "enter", "version": messages.VERSION, "applied": 0},
        {"type": "since", "applied": 3},
        {"type": "rename", "title": "Harbour"},
        {"type": "introduce", "name": "Mia", "hue": 3},
    ]
    drafts = [Draft(id, Kind.STROKE, stroke), Draft(id, Kind.HIDE, id), Draft(id, Kind.CLEAR, b"")]
    binary = [*map(messages.encode_operation, drafts), ink(id, stroke), cursor(5, 9)]
    return [
        *(json.dumps(["message", ticket.channel, data]) for data in said),
        json.dumps(["beat", None, 100]),
        *(b"\x01" + payload for payload in binary),
    ]


def _mutate(frame: Frame, chance: Random) -> Frame:
    """Change, insert, cut out or repeat a few bytes; text stays text, even where it is none."""
    data = bytearray(frame.encode() if isinstance(frame, str) else frame)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        some = chance.randbytes(chance.randrange(4))
        data[at : at + chance.randrange(4)] = some if chance.random() < 0.7 else data[:at]
    return data.decode(errors="replace") if isinstance(frame, str) else bytes(data)


async def _attack(server: str, ticket: Ticket, frames: Sequence[Frame]) -> int:
    """Send all frames, on a new connection whenever the server has had enough."""
    sent = 0
    while sent < len(frames):
        with suppress(OSError, TimeoutError, WebSocketException):
            sent += 1  # whatever closes a connection is not sent again
            line = await Line.enter(server, ticket)
            for frame in frames[sent - 1 : sent - 1 + AT_ONCE]:
                await line.connection.send(frame)
                sent += 1
            await _listen_a_little(line)
            await line.connection.close()
    return sent


async def _listen_a_little(line: Line) -> None:
    """Let the server come to an end with what it was sent."""
    await line.beat()
    with suppress(TimeoutError):
        async with asyncio.timeout(2):
            await line.expect("beat")
