"""Frames nobody should send: a corpus of bad ones, and valid ones with a few bytes changed."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from bench.chaos.pen import cursor, ink, random_stroke
from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft
from drawnby.sockets.frames import encode_varint

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


def corpus(channel: str) -> list[Frame]:
    said = [json.dumps(["message", channel, data]) for data in MESSAGE_CORPUS]
    return [*JSON_CORPUS, *said, *BINARY_CORPUS]


def mutated(valid_frame: Frame, chance: Random) -> Frame:
    """Change, insert, cut out or repeat a few bytes; text stays text, even where it is none."""
    data = bytearray(valid_frame.encode() if isinstance(valid_frame, str) else valid_frame)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        some = chance.randbytes(chance.randrange(4))
        data[at : at + chance.randrange(4)] = some if chance.random() < 0.7 else data[:at]
    return data.decode(errors="replace") if isinstance(valid_frame, str) else bytes(data)


def valid(channel: str, chance: Random, handle: int = 1) -> list[Frame]:
    """What a drawing's page says; `handle` is the channel's."""
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
        *(json.dumps(["message", channel, data]) for data in said),
        json.dumps(["beat", None, 100]),
        *(encode_varint(handle) + payload for payload in binary),
    ]
