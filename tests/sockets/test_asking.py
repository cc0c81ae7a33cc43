"""Messages that are answered: by what a handler returns, by a refusal, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from drawnby.sockets import (
    Context,
    Refused,
    Socket,
    SocketRequest,
    on_error,
    on_message,
    on_subscribe,
)
from drawnby.sockets.testing import Closed, connect


@pytest.fixture(autouse=True)
def rooms() -> None:
    @on_subscribe(channel="^room-")
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...


def answer_with(answer: Any, channel: str = "^room-") -> None:
    async def handle(request: SocketRequest, socket: Socket, context: Context, message: Any) -> Any:
        return answer

    on_message(channel=channel)(handle)


@pytest.mark.parametrize("answer", [{"count": [1, 2]}, "yes", 0, False, "", []], ids=repr)
async def test_what_a_handler_returns_is_the_answer(answer: Any) -> None:
    answer_with(answer)
    async with connect() as client:
        await client.subscribe("room-1")
        assert await client.ask("room-1", "how many?") == answer


async def test_the_first_handler_that_returns_something_answers() -> None:
    for answer in (None, "first", "second"):
        answer_with(answer)
    async with connect() as client:
        await client.subscribe("room-1")
        assert await client.ask("room-1", "who?") == "first"


async def test_an_answer_that_is_no_message_names_its_handler() -> None:
    failures: list[Exception] = []

    @on_message
    async def tell_a_secret(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> Any:
        return {"key": b"bytes"}

    @on_error
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        failures.append(exception)

    async with connect() as client:
        with pytest.raises(Closed):
            await client.ask(None, "what is it?")
    (failure,) = failures
    assert "tell_a_secret answered with what is not a message: Object of type bytes" in str(failure)


async def test_an_answer_is_encoded_once() -> None:
    encoded: list[str] = []

    class Answer(dict[str, int]):
        def items(self) -> Any:
            encoded.append("once")
            return super().items()

    answer_with(Answer(count=1))
    async with connect() as client:
        await client.subscribe("room-1")
        assert await client.ask("room-1", "how many?") == {"count": 1}
    assert encoded == ["once"]


async def test_a_handler_that_returns_nothing_answers_that_it_has_run() -> None:
    heard: list[Any] = []

    @on_message
    async def hear(request: SocketRequest, socket: Socket, context: Context, message: Any) -> None:
        heard.append(message)

    async with connect() as client:
        assert await client.ask(None, {"do": "it"}) is None
        assert heard == [{"do": "it"}]


async def test_a_refusal_rejects_the_question_and_only_that() -> None:
    @on_message(channel="^room-")
    async def refuse(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        raise Refused("locked", final=True)

    async with connect() as client:
        await client.subscribe("room-1")
        with pytest.raises(Refused, match="locked") as refused:
            await client.ask("room-1", "open")
        assert refused.value.detail == {"about": "message", "final": True}
        assert await client.settle() == []


async def test_what_nobody_would_hear_is_refused() -> None:
    async with connect() as client:
        with pytest.raises(Refused, match="not subscribed"):
            await client.ask("room-1", "anybody?")
        await client.subscribe("room-1")
        with pytest.raises(Refused, match="nobody hears this"):
            await client.ask("room-1", "anybody?")
        with pytest.raises(Refused, match="nobody hears this"):
            await client.ask(None, "anybody?")


async def test_what_is_returned_to_a_plain_message_goes_nowhere() -> None:
    answer_with("an answer")
    async with connect() as client:
        await client.subscribe("room-1")
        await client.send("room-1", "no question")
        assert await client.settle() == []


async def test_an_answer_that_is_no_message_is_our_fault() -> None:
    answer_with({1, 2})
    errors: list[Exception] = []

    @on_error(channel="^room-")
    async def note(
        request: SocketRequest, socket: Socket, context: Context, exception: Exception
    ) -> None:
        errors.append(exception)

    async with connect() as client:
        await client.subscribe("room-1")
        with pytest.raises(Closed, match="4500"):
            await client.ask("room-1", "how many?")
    assert len(errors) == 1


async def test_what_a_handler_sends_comes_before_its_answer() -> None:
    @on_message
    async def tell(request: SocketRequest, socket: Socket, context: Context, message: Any) -> str:
        await socket.send("first")
        return "then"

    async with connect() as client:
        await client.send_frame("ask", None, [1, "?"])
        assert (await client.receive()).data == "first"
        assert (await client.frame("answer")).data == {"ask": 1, "data": "then"}
