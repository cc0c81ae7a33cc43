"""One run of the generator against one server: what was asked for, and what came of it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.fanout import processors, server
from bench.fanout.contenders import Contender

MOST_MS = 100.0  # the 99th percentile a room may have
MOST_CLIENT_SHARE = 0.80  # of its processor; beyond it the generator would measure itself
MOST_LAG_MS = 25.0  # by which the generator may be late
MOST_WAITED = 0.15  # of the time, that others kept the server from its processor
REPEATS = 3
SATURATED = 0.95  # of its processor, which is all of it but for what the kernel needs
FAR = 2.0  # times what is allowed
EASY = 0.75  # of its processor


@dataclass(frozen=True, slots=True)
class Load:
    """Rooms of so many drawers; the generator looks at its sockets once in `look_us` µs."""

    drawers: int
    rooms: int
    seconds: float
    look_us: int = 1000
    most_ms: float = MOST_MS  # 0: whatever it takes; else a hopeless trial ends early


@dataclass(frozen=True, slots=True)
class Outcome:
    load: Load
    answer: dict[str, Any]  # as load/main.c prints it
    seconds: float = 0.0  # that were measured, fewer where it was hopeless
    server_share: float = 0.0  # of its processor
    server_waited: float = 0.0  # for others
    counted: float = 0.0  # a second, by the helper

    @property
    def passed(self) -> bool:
        answer = self.answer
        trouble = ("lost", "repeated", "unknown", "gone", "refused", "hopeless")
        return (
            "error" not in answer
            and not any(answer[name] for name in trouble)
            and self.p99 < MOST_MS
        )

    @property
    def overrun(self) -> bool:
        """Failed, and beyond doubt by the server: it had all of its processor and was far too late.

        Who else slowed it down would have taken time from it.
        """
        saturated = self.server_share > SATURATED and not self.void and not self.noisy
        return not self.passed and saturated and self.p99 > FAR * MOST_MS

    @property
    def easy(self) -> bool:
        """Passed with a good part of its processor to spare."""
        return self.passed and self.server_share < EASY and self.p99 < MOST_MS / FAR

    @property
    def void(self) -> bool:
        """Whether it says more about the generator than about the server."""
        return self.client_share > MOST_CLIENT_SHARE or (
            not self.passed and float(self.answer.get("lag_p99_ms", 0)) > MOST_LAG_MS
        )

    @property
    def noisy(self) -> bool:
        """Whether others had too much of the server's processor."""
        return self.server_waited > MOST_WAITED

    @property
    def client_share(self) -> float:
        return float(self.answer.get("client_share", 0))

    @property
    def p50(self) -> float:
        return float(self.answer.get("p50_ms", 0))

    @property
    def p99(self) -> float:
        return float(self.answer.get("p99_ms", 0))

    @property
    def bytes_per_point(self) -> float:
        return float(self.answer.get("bytes_per_point", 0))

    @property
    def microseconds_per_delivery(self) -> float:
        """Of the server's processor."""
        delivered = float(self.answer.get("delivered", 0))
        return self.server_share * self.seconds / delivered * 1e6 if delivered else 0.0


@dataclass(frozen=True)
class Helper:
    """A process the server needs, measured with it, and something that it counts."""

    process: int
    count: Callable[[], int]


@dataclass(frozen=True)
class Laboratory:
    """What all trials share."""

    generator: Path
    guests: dict[bool, Path]  # whether there is one room → the file of its guests
    schema: Path  # tldraw's
    environment: dict[str, str]
    folder: Path
    urgent: bool = False  # go before other programs of this machine
    helper: Helper | None = None
    spread: bool = False  # the server's processes over both processors, the generator's too

    def judge(self, contender: Contender, load: Load) -> Outcome:
        """Try until a trial says something about the server, a few times; else it has failed."""
        outcomes = []
        for _ in range(REPEATS):
            outcome = self.try_once(contender, load)
            outcomes.append(outcome)
            if outcome.passed and not outcome.void:
                return outcome
            if not outcome.void and not outcome.noisy:
                return outcome
        last = outcomes[-1]
        return replace(last, answer={**last.answer, "error": "void"}) if last.void else last

    def try_once(self, contender: Contender, load: Load) -> Outcome:
        server_cpu, client_cpu = processors.choose()
        servers_cpus = (server_cpu, client_cpu) if self.spread else (server_cpu,)
        log = self.folder / f"{contender.name}.log"
        with server.running(contender, servers_cpus, self.environment, log) as running:
            command = self._command(contender, load, running.port)
            with processors.on_processor(client_cpu):
                process = subprocess.Popen(
                    command, stdout=subprocess.PIPE, text=True, start_new_session=True
                )
            if self.urgent:
                processors.hurry(running.process)
                processors.hurry(process.pid)
            with process:
                return self._listen(process, running.process, servers_cpus, load)

    def _command(self, contender: Contender, load: Load, port: int) -> list[str]:
        words = [contender.dialect, port, load.drawers, load.rooms]
        options = {
            "warm": contender.warm_seconds,
            "seconds": load.seconds,
            "look-us": load.look_us,
            "most-ms": load.most_ms,
            "guests": self.guests[load.rooms == 1] if contender.ours else None,
            "schema": self.schema if contender.dialect == "tldraw" else None,
        }
        given = [f"{name}={value}" for name, value in options.items() if value is not None]
        return [str(self.generator), *map(str, words), *given]

    def _listen(
        self, generator: subprocess.Popen[str], measured: int, cpus: Sequence[int], load: Load
    ) -> Outcome:
        """The generator says when it begins and ends to measure, and last what it found."""
        assert generator.stdout is not None
        first = generator.stdout.readline()
        if first.startswith("{") or not first:
            return Outcome(load, json.loads(first or '{"error": "the generator failed"}'))
        processors.settle(measured, *cpus)
        helper = self.helper
        those = (measured, helper.process) if helper else (measured,)
        before, counted = processors.taken(*those), helper.count() if helper else 0
        begun = time.monotonic()
        generator.stdout.readline()
        seconds = time.monotonic() - begun
        used = processors.taken(*those) - before
        counted = helper.count() - counted if helper else 0
        answer = json.loads(generator.stdout.read() or '{"error": "the generator failed"}')
        shares = (used.ran / seconds, used.disturbed / seconds, counted / seconds)
        return Outcome(load, answer, seconds, *shares)
