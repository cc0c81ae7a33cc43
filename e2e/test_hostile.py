"""Those who mean no good: each is refused with a reason or a code, and nobody else notices."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from socket import create_connection
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from canvas import messages
from canvas.log import Kind
from canvas.varint import append_varint
from e2e.guests import Guest, RawSocket, line_of_ink
from e2e.pages import Drawing, new_drawing, sign_up
from e2e.pens import PenHand, wave

if TYPE_CHECKING:
    from e2e.conftest import Person

Enter = Callable[..., Guest]

TOO_FAST, BAD_MESSAGE, TOO_BIG = 4029, 4400, 4413
DROPPED, NOT_UTF8, MESSAGE_TOO_BIG = (
    1006,
    1007,
    1009,
)  # what the WebSocket protocol itself has codes for
MARKUP = "<img src=x onerror=document.title='robbed'>"
DEEP = 10_000


def text(data: str) -> str:
    """A frame whose data is any text, JSON or not."""
    return f'["message", null, {data}]'


MALFORMED = {
    "not JSON": "hello",
    "half JSON": '["message", null',
    "no frame": '{"kind": "message"}',
    "an unknown kind": '["conquer", null, null]',
    "NaN": text("NaN"),
    "Infinity": text("-Infinity"),
    "a number past all bounds": text("1e999"),
    "a number of 5,000 digits": text("9" * 5_000),
    "depth 10,000": text("[" * DEEP + "]" * DEEP),
    "half a character": text(r'"\ud800"'),
    "half a character as a key": text(r'{"\udfff": 1}'),
    "NUL": text(r'"\u0000"'),
    "a channel without a name": '["subscribe", "", null]',
    "a channel's name too long": f'["subscribe", "{"x" * 201}", null]',
    "a beat of a negative number": '["beat", null, -1]',
}


@pytest.mark.once
@pytest.mark.parametrize("frame", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_frame_is_refused_with_a_reason(guest: Enter, frame: str) -> None:
    socket = guest().connect()
    socket.connection.send(frame)
    assert socket.hears("error")["reason"]
    socket.say("beat", None, 0)
    socket.hears("beat")  # once is forgiven


@pytest.mark.once
def test_a_body_too_large_is_refused_before_it_is_sent(servers: list[str]) -> None:
    host, port = servers[0].removeprefix("http://").split(":")
    head = f"POST /import HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {10**12}\r\n\r\n"
    with create_connection((host, int(port)), timeout=5) as stranger:
        stranger.sendall(head.encode() + b"x" * 1000)
        with stranger.makefile("rb") as answer:
            heard = answer.read()  # to the end: the server hangs up
    assert heard.startswith(b"HTTP/1.1 413")
    assert b"too large" in heard


BINARY = {
    "an empty message": b"",
    "an unknown kind of message": b"\x7f",
    "an operation cut short": b"\x10" + b"i" * 10,
    "a stroke of nothing": b"\x10" + b"i" * 16 + b"\x01",
    "a stroke with bytes left over": b"\x10" + b"i" * 16 + b"\x01" + line_of_ink() + b"!",
    "a hide of no ids": b"\x10" + b"i" * 16 + b"\x02",
    "a hide of half an id": b"\x10" + b"i" * 16 + b"\x02" + b"j" * 8,
    "a clear with a body": b"\x10" + b"i" * 16 + b"\x04!",
    "ink of nothing": b"\x01abcd\x00",
    "a cursor off the paper": b"\x02" + b"\xfe\xff\xff\xff\x0f" * 2 + b"\x01",
    "a dropped stroke without a name": b"\x03ab",
}


@pytest.mark.once
def test_a_meaningless_message_is_refused_with_a_reason(guest: Enter) -> None:
    mallory = guest()
    socket = mallory.enter(mallory.start_drawing())
    for name, payload in BINARY.items():
        socket.put(payload)
        assert socket.hears("refused")["reason"], name
    # A newer version may know it: to be sent again, to a server that does.
    socket.put(b"\x10" + b"i" * 16 + b"\x63")
    assert socket.hears("message", type="refused", final=False)["reason"]
    for request in ({"type": "conquer"}, {"type": "enter"}, {"type": "since", "applied": -1}, 7):
        socket.tell(request)
        assert socket.hears("refused")["reason"], request
    socket.tell({"type": "introduce", "name": "\u202e\u0007"})
    assert socket.hears("refused")["reason"]


def test_who_goes_on_talking_nonsense_is_closed(guest: Enter) -> None:
    socket = guest().connect()
    with suppress(ConnectionClosed):
        for _ in range(20):
            socket.connection.send("hello")
    assert socket.closed() == BAD_MESSAGE


def test_a_frame_too_large_closes_the_socket(guest: Enter) -> None:
    for frame in (json.dumps(["message", None, "x" * 70_000]), b"\x01" + b"x" * 70_000):
        socket = guest().connect()
        with suppress(ConnectionClosed):
            socket.connection.send(frame)
        assert socket.closed() in (MESSAGE_TOO_BIG, TOO_BIG)


def test_a_text_frame_that_is_not_utf8_closes_the_socket(guest: Enter) -> None:
    socket = guest().connect()
    socket.connection.send(b'["message", null, "\xff\xfe"]', text=True)
    assert socket.closed() in (NOT_UTF8, DROPPED)  # Daphne hangs up without a word


def test_a_flood_is_closed(guest: Enter) -> None:
    mallory = guest()
    socket = mallory.enter(mallory.start_drawing())
    flood(socket)
    assert socket.closed() == TOO_FAST


def flood(socket: RawSocket) -> None:
    with suppress(ConnectionClosed):
        for _ in range(5_000):
            socket.put(b"\x02\x10\x10\x01")


def test_a_forged_handle_reaches_nothing(guest: Enter) -> None:
    mia, mallory = guest(), guest()
    drawing = mia.start_drawing()
    inside = mia.enter(drawing)
    socket = mallory.connect()
    socket.put(messages.encode_operation(stroke_draft()), handle=inside.handle)
    assert socket.hears("error")["reason"] == "unknown handle"
    socket.put(b"\x02\x10\x10\x01", handle=2**32 - 1)
    assert socket.hears("error")["reason"] == "unknown handle"


def stroke_draft() -> messages.Draft:
    return messages.Draft(secrets.token_bytes(16), Kind.STROKE, line_of_ink())


def test_another_ones_strokes_cannot_be_taken_or_hidden(guest: Enter, servers: list[str]) -> None:
    mia, mallory = guest(servers[0]), guest(servers[-1])
    drawing = mia.start_drawing()
    hers = mia.enter(drawing)
    id = hers.draw()
    hers.hears("message", type="acknowledged", id=id.hex())

    his = mallory.enter(mallory.open(drawing.path))
    for own_id, kind, body in (
        (id, Kind.STROKE, line_of_ink()),  # her stroke once more, as his own
        (None, Kind.HIDE, id),
        (None, Kind.SHOW, id),
        (None, Kind.HIDE, secrets.token_bytes(16)),  # of no stroke at all
    ):
        his.draw(own_id, kind, body)
        assert his.hears("message", type="refused", final=True)["reason"]
    clear(his)
    assert his.hears("message", type="refused", final=True)["reason"]
    hers.tell({"type": "check", "applied": 1})
    assert hers.hears("message", type="head")["head"] == 1


def clear(socket: RawSocket) -> None:
    id = secrets.token_bytes(16)
    socket.put(messages.encode_operation(messages.Draft(id, Kind.CLEAR, b"")))


def test_a_watcher_cannot_draw_write_or_rename(guest: Enter, servers: list[str]) -> None:
    mia, watcher = guest(servers[0]), guest(servers[-1])
    drawing = mia.start_drawing()
    watching = watcher.open(drawing.watch_path)
    assert watching.data["right"] == "watch"
    assert drawing.data["key"] not in json.dumps(watching.data)
    socket = watcher.enter(watching)
    socket.draw()
    assert "watch" in socket.hears("message", type="refused", final=True)["reason"]
    ink = bytearray(b"\x01abcd")
    append_varint(ink, 0)
    socket.put(bytes(ink) + line_of_ink())
    assert "watch" in socket.hears("refused", about="message")["reason"]
    socket.tell({"type": "rename", "title": "Mine now"})
    assert socket.hears("refused", about="message")["reason"]

    chat = f"chat-{drawing.channel}"
    socket.say("subscribe", chat, None)
    socket.hears("subscribed")
    socket.say("message", chat, {"type": "say", "id": uuid4().hex, "text": "Let me in"})
    assert socket.hears("message", type="refused", final=True)["reason"]
    for action, fields in OWNERS_ACTIONS.items():
        for path in (drawing.path, drawing.watch_path):
            assert watcher.post(f"{path}/{action}", **fields).status == 403


OWNERS_ACTIONS = {
    "access": {"access": "closed"},
    "rename": {"title": "Mine now"},
    "replace-link": {},
    "delete": {},
}


def test_nobody_comes_in_without_a_link(guest: Enter) -> None:
    mia, mallory = guest(), guest()
    drawing = mia.start_drawing()
    mallory.start_drawing()  # a session of his own is no link to hers
    for stranger in (mallory, guest()):  # the second has no session at all
        socket = stranger.connect()
        for channel in (drawing.channel, f"chat-{drawing.channel}", "drawing-" + "x" * 22):
            socket.say("subscribe", channel, None)
            assert socket.hears("refused", about="subscribe")["reason"]
        socket.say("message", drawing.channel, {"type": "enter", "version": 1, "applied": 0})
        assert socket.hears("refused", about="message")["reason"]
        socket.say("subscribe", "admin", None)
        assert socket.hears("refused", about="subscribe")["reason"]


def test_a_socket_from_another_site_is_not_opened(guest: Enter) -> None:
    mia = guest()
    mia.start_drawing()
    for origin in ("https://evil.example", mia.server.replace("http", "https"), None):
        with pytest.raises(InvalidStatus) as refused:
            mia.connect(origin=origin)
        assert refused.value.response.status_code == 403


@pytest.mark.together
def test_neighbours_draw_on_undisturbed(person: Person, guest: Enter, servers: list[str]) -> None:
    mia = new_drawing(person(servers[0]))
    tom = Drawing(person(servers[-1])).open(servers[-1] + mia.path)
    pen = PenHand(mia.page)
    for strokes, attack in enumerate(ATTACKS):
        mallory = guest(servers[-1])
        socket = mallory.enter(mallory.open(mia.path))
        with suppress(ConnectionClosed):
            attack(socket)
        pen.draw(wave(100, 120 + 40 * strokes, 300))
        tom.shows(strokes + 1)
        mia.shows(strokes + 1)
        socket.connection.close()


def nonsense(socket: RawSocket) -> None:
    for _ in range(20):
        socket.connection.send("hello")


def poison(socket: RawSocket) -> None:
    for frame in MALFORMED.values():
        socket.connection.send(frame)


def garbage(socket: RawSocket) -> None:
    for payload in BINARY.values():
        socket.put(payload)


def too_large(socket: RawSocket) -> None:
    socket.connection.send(b"\x01" + b"x" * 70_000)


ATTACKS: tuple[Callable[[RawSocket], Any], ...] = (nonsense, poison, garbage, too_large, flood)


@pytest.mark.once
def test_markup_is_shown_as_text(person: Person, guest: Enter, servers: list[str]) -> None:
    mia_page = person(servers[0])
    sign_up(mia_page, MARKUP[:40], f"{uuid4().hex}@example.org")
    mia = new_drawing(mia_page)
    mallory = guest(servers[-1])
    drawing = mallory.open(mia.path)
    socket = mallory.enter(drawing)
    socket.tell({"type": "introduce", "name": MARKUP[:40]})
    socket.tell({"type": "rename", "title": MARKUP})
    chat = f"chat-{drawing.channel}"
    socket.say("subscribe", chat, None)
    socket.hears("subscribed")
    socket.say("message", chat, {"type": "say", "id": uuid4().hex, "text": MARKUP})
    socket.draw()
    socket.put(b"\x02\xa0\x4b\xa0\x4b\x01")  # a cursor, named

    mia.hears(MARKUP)
    expect(mia.title).to_have_text(MARKUP)
    expect(mia_page.locator(".cursor-name")).to_have_text(MARKUP[:40])
    mia_page.locator("#people-button").click()
    expect(mia_page.locator("#people [data-people]")).to_contain_text(MARKUP[:40])
    mia_page.reload()
    mia.ready()
    expect(mia.title).to_have_text(MARKUP)
    mia_page.goto("/drawings")
    expect(mia_page.get_by_role("link", name=MARKUP)).to_be_visible()
    assert mia_page.title() == "Your drawings · DrawnBy"
    mia_page.goto("/accounts/profile")
    expect(mia_page.get_by_label("Your name")).to_have_value(MARKUP[:40])


NO_PICTURE = (
    "scale=3",
    "scale=1e999",
    "scale=nan",
    "scale=-1",
    "scale=2&width=64",
    "width=0",
    "width=99999",
    "width=1.5",
    "width=" + "9" * 4000,
    "background=%3Cscript%3E",
    "x=0",
    "x=0&y=0&w=0&h=0",
    "x=0&y=0&w=-5&h=5",
    "x=nan&y=0&w=9&h=9",
    "x=1e300&y=0&w=9&h=9",
    "x=%00&y=0&w=9&h=9",
    "x=0&y=0&w=8193&h=9&scale=1",
    "x=0&y=0&w=8000&h=8000&scale=1",
    "x=0&y=0&w=8000000&h=1&scale=4",
    "x=0&y=0&w=1&h=8000000&width=8192",
)


@pytest.mark.once
def test_an_absurd_picture_is_refused_with_a_reason(guest: Enter) -> None:
    mia = guest()
    drawing = mia.start_drawing()
    for query in NO_PICTURE:
        answer = mia.http.get(f"{drawing.path}.png?{query}")
        assert answer.status in (400, 413), (query, answer.status)
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text().strip(), query
        assert "<" not in answer.text()
    unknown = "/d/" + "x" * len(drawing.data["key"])
    for path in (f"{unknown}.png", f"{unknown}/thumbnail.png", f"{unknown}/card.png"):
        assert mia.http.get(path).status == 404


def test_a_form_without_its_token_is_refused(guest: Enter) -> None:
    mia = guest()
    drawing = mia.start_drawing()
    forms = ["/new", "/accounts/login/", "/accounts/signup/", "/accounts/profile"]
    forms += [f"{drawing.path}/{action}" for action in OWNERS_ACTIONS]
    for path in forms:
        answer = mia.http.post(path, form={"title": "Mine now"}, max_redirects=0)
        assert answer.status == 403, path
    assert mia.http.get(drawing.path).ok
