"""What is broken: the product's processes and all they stand on, made for one run."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bench.chaos.clock import WallClock
from bench.chaos.ledger import Ledger
from bench.servers import Server, free_ports
from bench.services import PostgreSQL, Redis
from e2e.servers import DATABASE, manage, migrated, server_environment


class Site:
    """Web processes on a database; with more than one, PostgreSQL and Redis between them."""

    def __init__(self, folder: Path, processes: int, program: str = "bin/web") -> None:
        folder.mkdir()
        folder.chmod(0o755)  # PostgreSQL runs as somebody else
        self._folder = folder
        self.postgresql = PostgreSQL(folder) if processes > 1 else None
        self.redis = Redis(folder) if processes > 1 else None
        self.clock = WallClock(folder)
        ports = free_ports(processes)
        environment = self._environment(folder, ports)
        self.ledger = Ledger(environment["DATABASE_URL"])
        self.servers = [
            Server(
                port,
                {**environment, **self.clock.environment},
                folder / f"server-{number}.log",
                program,
            )
            for number, port in enumerate(ports)
        ]
        self._environment_of_all = environment

    @property
    def urls(self) -> list[str]:
        return [server.url for server in self.servers]

    def start(self) -> None:
        if self.redis:
            self.redis.start()
        if self.postgresql:
            self.postgresql.create()
            manage(self._environment_of_all, "migrate", "--noinput", "-v0")
        else:
            (self._folder / DATABASE).write_bytes(migrated())
        for server in self.servers:
            server.start()
            server.wait_until_healthy()

    def stop(self) -> None:
        for part in (*self.servers, self.redis, self.postgresql):
            if part is not None:
                part.stop()

    async def healthy(self) -> None:
        """Wait until every process says it is ready."""
        waits: list[Callable[[], None]] = [server.wait_until_healthy for server in self.servers]
        await asyncio.gather(*map(asyncio.to_thread, waits))

    def tracebacks(self) -> list[str]:
        return [said for server in self.servers for said in server.tracebacks()]

    def _environment(self, folder: Path, ports: list[int]) -> dict[str, str]:
        environment = server_environment(folder, len(ports))
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # without .pyc files a start takes longer
        if self.redis and self.postgresql:
            environment.update(REDIS_URL=self.redis.url, DATABASE_URL=self.postgresql.url)
        origins = ",".join(f"http://127.0.0.1:{port}" for port in ports)
        environment.update(SITE_ORIGINS=origins, LOG_LEVEL=os.environ.get("LOG_LEVEL", "WARNING"))
        return environment


@asynccontextmanager
async def open_site(folder: Path, processes: int, program: str = "bin/web") -> AsyncIterator[Site]:
    """A site that runs, and its end."""
    site = Site(folder, processes, program)
    try:
        await asyncio.to_thread(site.start)
        yield site
    finally:
        await asyncio.to_thread(site.stop)
