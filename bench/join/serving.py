"""What a join costs the server: the processor time of its process, from a cache that is made."""

from __future__ import annotations

import asyncio
import http.client
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bench.client import Line, Ticket
from canvas.demo.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.servers import Server

TIMES = 40


@dataclass(frozen=True)
class Cost:
    """Milliseconds of the server's processor for one visitor."""

    log: float  # its addresses
    socket: float  # connect, come in, read what is left
    page: float  # the document, before both

    @property
    def join(self) -> float:
        return self.log + self.socket


def measure(server: Server, path: str) -> Cost:
    visitor = Visitor(server.url)
    page = visitor.page_data(path)
    ticket = Ticket(visitor.cookie_header, page["room"], path)
    browser = _Browser(server.url, ticket.cookies)
    urls, end = page["log"]["urls"], page["log"]["end"]

    def read_log() -> None:
        for url in urls:
            browser.get(url)

    def come_in() -> None:
        asyncio.run(_come_in(server.url, ticket, end))

    return Cost(
        log=_milliseconds(server, read_log),
        socket=_milliseconds(server, come_in),
        page=_milliseconds(server, lambda: browser.get(path)),
    )


async def _come_in(server: str, ticket: Ticket, applied: int) -> None:
    line = await Line.enter(server, ticket, applied)
    await line.connection.close()


def _milliseconds(server: Server, act: Callable[[], Any]) -> float:
    act()
    before = server.processor_seconds()
    for _time in range(TIMES):
        act()
    return (server.processor_seconds() - before) * 1000 / TIMES


class _Browser:
    """One connection, kept open as browsers do, that reads bytes as they come."""

    def __init__(self, server: str, cookies: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(server).netloc)
        self._headers = {"Cookie": cookies, "Accept-Encoding": "gzip, deflate"}

    def get(self, path: str) -> bytes:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        assert answer.status == 200, (answer.status, path)
        return answer.read()
