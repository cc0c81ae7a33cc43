"""Many who ask for files at once, from a process of their own: ours has to keep time."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from bench.exports.taking import take


class Crowd:
    """Each asks for one address; all at the same moment."""

    def __init__(self, urls: list[str]) -> None:
        self._urls = urls
        self.statuses: list[int] = []
        self.seconds = 0.0

    async def take_all(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.exports.crowd", *self._urls, stdout=asyncio.subprocess.PIPE
        )
        output, _ = await process.communicate()
        told = json.loads(output)
        self.statuses, self.seconds = told["statuses"], told["seconds"]


def main() -> None:
    urls = sys.argv[1:]
    with ThreadPoolExecutor(len(urls)) as asking:
        began = time.perf_counter()
        statuses = [status for status, _ in asking.map(take, urls)]
        print(json.dumps({"statuses": statuses, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
