"""People without a browser: a session, pages by HTTP, and raw sockets that may say anything."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from canvas import messages
from canvas.log import Kind
from canvas.messages import Draft
from canvas.strokes import Stroke, Style, Tool, encode_stroke
from canvas.varint import append_varint

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Playwright

PATIENCE = 10.0  # seconds until an answer that does not come is a failure
NEW_ID_BYTES = 16


class Guest:
    """Somebody with cookies, but without a browser's manners."""

    def __init__(self, playwright: Playwright, server: str) -> None:
        self.server = server
        self.http = playwright.request.new_context(base_url=server)
        self.open_sockets = ExitStack()

    def leave(self) -> None:
        self.open_sockets.close()
        self.http.dispose()

    def post(self, path: str, **fields: str) -> APIResponse:
        """Send a form as a page does, its token included."""
        self.http.get("/accounts/login/")
        token = next(c["value"] for c in self._cookies if c["name"] == "csrftoken")
        return self.http.post(
            path,
            form={**fields, "csrfmiddlewaretoken": token},
            headers={"Referer": self.server + path, "Accept": "application/json, text/html"},
            max_redirects=0,
        )

    def start_drawing(self) -> Page:
        return self.open(self.post("/new").headers["location"])

    def open(self, path: str) -> Page:
        """Open a drawing by its link: from here on its channel lets this guest in."""
        answer = self.http.get(path)
        assert answer.ok, answer.status
        found = re.search(r'<script id="page"[^>]*>(.*?)</script>', answer.text(), re.DOTALL)
        assert found
        return Page(path, json.loads(found[1]))

    def connect(self, **options: Any) -> RawSocket:
        """Open a socket; `origin`, and anything else websockets knows, as given."""
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self._cookies)
        url = self.server.replace("http", "ws", 1) + "/socket"
        settings = {
            "origin": self.server,
            "additional_headers": {"Cookie": cookies},
            "compression": None,
            "max_size": None,
            "ping_interval": None,
            "max_queue": None,  # read on while nobody asks, or closing takes 10 s
            **options,
        }
        return RawSocket(self.open_sockets.enter_context(connect(url, **settings)))

    def enter(self, page: Page) -> RawSocket:
        """Open a socket and come into a drawing."""
        socket = self.connect()
        socket.come_in(page.channel)
        return socket

    @property
    def _cookies(self) -> Any:
        return self.http.storage_state()["cookies"]


class Page:
    """What a drawing's page says to its script."""

    def __init__(self, path: str, data: dict[str, Any]) -> None:
        self.path = path
        self.data = data
        self.channel: str = data["room"]
        self.watch_path: str = "/d/" + (data["watch_link"] or "/d/").rsplit("/d/")[1]


class RawSocket:
    """A WebSocket that sends what it is told, right or wrong."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.channel = ""
        self.handle = 0

    def come_in(self, channel: str) -> None:
        self.channel = channel
        self.say("subscribe", channel, None)
        self.handle = self.hears("subscribed")["handle"]
        self.tell({"type": "enter", "version": messages.VERSION, "applied": 0})
        self.hears("message", type="head")

    def say(self, kind: str, channel: str | None, data: Any) -> None:
        self.connection.send(json.dumps([kind, channel, data]))

    def tell(self, data: Any) -> None:
        """Send a JSON message on the channel."""
        self.say("message", self.channel, data)

    def put(self, payload: bytes, handle: int | None = None) -> None:
        """Send a binary message on the channel, or on whatever `handle` stands for."""
        out = bytearray()
        append_varint(out, self.handle if handle is None else handle)
        self.connection.send(bytes(out) + payload)

    def draw(self, id: bytes | None = None, kind: Kind = Kind.STROKE, body: bytes = b"") -> bytes:
        """Send an operation, by default a new stroke; return its id."""
        id = id or secrets.token_bytes(NEW_ID_BYTES)
        self.put(messages.encode_operation(Draft(id, kind, body or line_of_ink())))
        return id

    def hears(self, kind: str, **parts: Any) -> Any:
        """Wait for a frame of this kind whose data has these parts; return its data."""
        while True:
            frame = self.connection.recv(PATIENCE)
            if isinstance(frame, bytes):
                continue
            heard, _channel, data = json.loads(frame)
            if heard == kind and parts.items() <= (data if isinstance(data, dict) else {}).items():
                return data

    def closed(self) -> int:
        """Wait until the server closes; return the code."""
        try:
            while True:
                self.connection.recv(PATIENCE)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


def line_of_ink(x: int = 300, y: int = 300, length: int = 80) -> bytes:
    """A stroke from left to right, in whole pixels, as bytes."""
    style = Style(Tool.PEN, color=0xDD4B33, size=8 * 16, opacity=255)
    points = range(0, length + 1, 8)
    return encode_stroke(
        Stroke(
            style,
            [(x + step) * 16 for step in points],
            [y * 16 for _step in points],
            [200 for _step in points],
            [0] + [8] * (len(points) - 1),
        )
    )
