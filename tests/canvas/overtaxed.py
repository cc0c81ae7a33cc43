"""A farm on which everything takes too long: at once, so that no test waits for it."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from canvas.render.farm import Farm, RenderTooLong


class Overtaxed(Farm):
    def submit(self, job: Any, gather: Any) -> Future[bytes]:
        given_up: Future[bytes] = Future()
        given_up.set_exception(RenderTooLong("the picture took too long"))
        return given_up
