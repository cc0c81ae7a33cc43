"""What many sockets ask the database at the same moment, asked once.

When sockets are asked again who may stay, or all come back at once, each handler has one small
question. Of such a question the query is the least: most is the way to a thread and back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from .database import on_database

MOST = 200  # questions in one call

Question = TypeVar("Question")
Answer = TypeVar("Answer")
Asked = list[tuple[Question, asyncio.Future[Answer]]]


def on_database_together(
    function: Callable[[list[Question]], Sequence[Answer]],
) -> Callable[[Question], Awaitable[Answer]]:
    """`function`, which answers a list of questions, as an awaitable that answers one.

    Those who ask in the same turn of the event loop share a call.
    """
    return _Together(function).ask


class _Together(Generic[Question, Answer]):
    def __init__(self, function: Callable[[list[Question]], Sequence[Answer]]) -> None:
        self._answers = on_database(function)
        # By event loop: one that ends between a question and its call takes its questions along.
        self._asked: WeakKeyDictionary[asyncio.AbstractEventLoop, Asked[Question, Answer]]
        self._asked = WeakKeyDictionary()
        self._calls: set[asyncio.Task[None]] = set()

    async def ask(self, question: Question) -> Answer:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        if loop not in self._asked:
            self._asked[loop] = []
            loop.call_soon(self._begin, loop)
        self._asked[loop].append((question, future))
        return await future

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        asked = self._asked.pop(loop)
        for start in range(0, len(asked), MOST):
            task = asyncio.create_task(self._call(asked[start : start + MOST]))
            self._calls.add(task)
            task.add_done_callback(self._calls.discard)

    async def _call(self, asked: Asked[Question, Answer]) -> None:
        waiting = [future for _, future in asked]
        try:
            answers = await self._answers([question for question, _ in asked])
        except Exception as error:
            for future in waiting:
                if not future.done():
                    future.set_exception(error)
            return
        for future, answer in zip(waiting, answers, strict=True):
            if not future.done():  # whoever asked may have gone
                future.set_result(answer)
