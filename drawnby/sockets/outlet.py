"""The way out to one socket: frames leave in order, and nobody waits for a slow reader.

`send()` is stepped in place, without a task: a server with room in its buffer returns at once.
Only when it would block do frames queue, and each send has a time limit.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Generator
from typing import Any

from . import closing
from .batch import Frame
from .shortcut import Shortcut
from .window import Window

Send = Callable[[dict[str, Any]], Awaitable[None]]
Steps = Generator[Any, Any, Any]


class Outlet:
    """`lost(code)` is called when the reader turns out to be too slow, or gone: then with None.

    `shortcut` is the server's shorter way for encoded frames, if it has one.
    """

    __slots__ = (
        "_deadline",
        "_loop",
        "_lost",
        "_queue",
        "_send",
        "_steps",
        "_waiters",
        "_watch",
        "_write",
        "closed",
        "dropped",
        "seconds",
        "window",
    )

    def __init__(
        self,
        send: Send,
        window: Window,
        seconds: float,
        lost: Callable[[int | None], None],
        shortcut: Shortcut | None = None,
    ) -> None:
        self.window = window
        self.seconds = seconds
        self.closed = False
        self.dropped = 0  # broadcasts the reader was too slow for
        self._send = send
        self._write = shortcut.write if shortcut else None
        self._lost = lost
        self._loop = asyncio.get_running_loop()
        self._queue: deque[dict[str, Any]] = deque()
        self._steps: Steps | None = None  # the send that blocks
        self._deadline: asyncio.TimerHandle | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._waiters: list[asyncio.Future[None]] = []

    @property
    def blocked(self) -> bool:
        return self._steps is not None

    def offer(self, frame: Frame, now: float) -> None:
        """Push a broadcast, or drop it if the reader does not keep up."""
        if self.closed:
            return
        window, blocked = self.window, self._steps is not None
        behind = blocked and frame.droppable and self._queue
        if behind or not window.take(frame.size, frame.droppable, now):
            self.dropped += 1
            self._watch_window()
        elif not blocked and window.waiting_since is None and self._write is not None:
            # What nearly every frame comes to, without a detour.
            if not self._write(frame.encoded):
                self._enqueue(frame.event)
        else:
            self._let_out(frame)

    def push(self, frame: Frame) -> None:
        """Send a frame after all frames before it; what is closed swallows it."""
        if not self.closed:
            self.window.push(frame.size, self._loop.time())
            self._let_out(frame)

    def _let_out(self, frame: Frame) -> None:
        if self.window.waiting_since is not None:
            self._watch_window()
        write = self._write if self._steps is None else None
        if write is None or not write(frame.encoded):
            self._enqueue(frame.event)

    def close(self, code: int) -> None:
        """The last frame."""
        if not self.closed:
            self._enqueue({"type": "websocket.close", "code": code})
            self.closed = True

    async def drained(self) -> None:
        """Wait until nothing is queued; ends in any case, by the time limit."""
        if self._steps is not None:
            waiter = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter

    def abandon(self) -> None:
        """Nothing more will be read: forget what waits."""
        self.closed = True
        self._queue.clear()
        self._finish()
        if self._watch is not None:
            self._watch.cancel()

    def _enqueue(self, event: dict[str, Any]) -> None:
        if self._steps is not None:
            self._queue.append(event)
        else:
            self._drive(self._send(event).__await__())

    def _drive(self, steps: Steps) -> None:
        """Step a send until it is done (then the next) or waits for something."""
        try:
            waits_for = steps.send(None)
        except StopIteration:
            if self._steps is not None:
                self._finish()
        except Exception:  # the server's own words for "this socket is gone"
            self._give_up(None)
        else:
            self._wait(steps, waits_for)

    def _wait(self, steps: Steps, waits_for: asyncio.Future[Any] | None) -> None:
        if self._steps is None:
            self._steps = steps
            self._deadline = self._loop.call_later(self.seconds, self._give_up, closing.TOO_SLOW)
        if waits_for is None:
            self._loop.call_soon(self._resume, steps)
        else:
            waits_for.add_done_callback(lambda _: self._resume(steps))

    def _resume(self, steps: Steps) -> None:
        if steps is not self._steps:
            return
        self._drive(steps)
        while self._queue and self._steps is None:
            self._drive(self._send(self._queue.popleft()).__await__())
        if self._steps is None:
            self._wake()

    def _finish(self) -> None:
        """The send that blocked is done, or given up."""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()
        if not self._queue:
            self._wake()

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def _give_up(self, code: int | None) -> None:
        self.abandon()
        self._lost(code)

    def _watch_window(self) -> None:
        """Look again when a reader's patience is over: without progress by then it is closed."""
        if self._watch is None and self.window.waiting_since is not None:
            when = self.window.waiting_since + self.window.patience
            self._watch = self._loop.call_at(when, self._check_window)

    def _check_window(self) -> None:
        self._watch = None
        if self.closed:
            return
        if self.window.stalled(self._loop.time()):
            self._lost(closing.TOO_SLOW)
        else:
            self._watch_window()
