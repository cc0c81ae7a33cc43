"""Who is measured: how each is started, and how its clients speak."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Contender:
    name: str
    title: str
    dialect: str  # of load/dialects
    command: tuple[str, ...]  # PORT is in its environment, and stands for the port here
    expected: tuple[int, int]  # where to begin to search: drawers in one room, rooms of four
    warm_seconds: float = 2.0
    environment: dict[str, str] = field(default_factory=dict)

    def arguments(self, port: int) -> list[str]:
        return [str(port) if word == "PORT" else word for word in self.command]

    @property
    def ours(self) -> bool:
        return self.dialect == "drawnby"


def _node(name: str, title: str, dialect: str, script: str, expected: tuple[int, int]) -> Contender:
    """Warmed up longer: its compiler begins with what runs often."""
    environment = {"NODE_ENV": "production"}
    return Contender(name, title, dialect, ("node", script), expected, 4.0, environment)


def _daphne(application: str) -> tuple[str, ...]:
    return (str(BIN / "daphne"), "-v0", "-b", "127.0.0.1", "-p", "PORT", application)


Y_SERVER = "node_modules/@y/websocket-server/src/server.js"
NAIVE = "bench.fanout.naive.asgi:application"

ALL = (
    Contender("drawnby", "DrawnBy on uvicorn", "drawnby", ("bin/web",), (650, 500)),
    Contender(
        "drawnby-daphne",
        "DrawnBy on Daphne",
        "drawnby",
        _daphne("drawnby.asgi:application"),
        (180, 90),
    ),
    _node("relay", "bare ws relay", "relay", "relay.js", (70, 480)),
    _node("y-websocket", "y-websocket", "yjs", Y_SERVER, (60, 150)),
    _node("tldraw", "tldraw sync", "tldraw", "tldraw.js", (49, 100)),
    _node("socketio", "Socket.IO relay (Excalidraw)", "socketio", "socketio.js", (43, 120)),
    Contender("naive", "naive Channels consumer", "naive", _daphne(NAIVE), (12, 8)),
)
BY_NAME = {contender.name: contender for contender in ALL}
