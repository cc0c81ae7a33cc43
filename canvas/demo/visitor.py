"""The part of a browser that a guest needs: pages, forms and cookies."""

from __future__ import annotations

import json
import re
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener


class UnexpectedPage(Exception):
    """A page lacks what every page of its kind has; the text says what."""


class Visitor:
    """Somebody with cookies. Its methods block."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.cookies = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(Request(self.server + path)) as answer:  # noqa: S310 - as asked
            page: str = answer.read().decode()
        return page

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form; return the path of the page it leads to."""
        data = urlencode(fields).encode()
        request = Request(self.server + path, data, {"Referer": self.server + path})  # noqa: S310
        with self.opener.open(request) as answer:
            path_after: str = urlsplit(answer.geturl()).path
        return path_after

    def start_drawing(self) -> str:
        """Start a drawing; return the path of its page."""
        token = _find(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/"))
        return self.post("/new", {"csrfmiddlewaretoken": token})

    def page_data(self, path: str) -> dict[str, Any]:
        """Open a drawing; return what its page tells its script."""
        page = self.get(path)
        data: dict[str, Any] = json.loads(_find(r'<script id="page"[^>]*>(.*?)</script>', page))
        return data

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)


def _find(pattern: str, page: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    if found is None:
        raise UnexpectedPage(f"the page has no {pattern}")
    return found[1]
