"""The product's own web processes, to be killed and started again on the same port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from bench.services import wait_until
from e2e.servers import ROOT, command_line, free_port, healthy

GONE_SECONDS = 30.0  # platforms kill after this
TRACEBACK = re.compile(
    r"^[ +|]*(?:Exception Group )?Traceback \(most recent call last\):\n(?: .*\n)*(.*)",
    re.MULTILINE,
)


class Server:
    """One uvicorn, or Daphne. `environment` says which database and Redis."""

    def __init__(
        self, port: int, environment: dict[str, str], log: Path, program: str = "bin/web"
    ) -> None:
        self._command = command_line(program, str(port))
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self._environment = {**environment, "PORT": str(port), "WEB_CONCURRENCY": "1"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it listens; its database may be down meanwhile."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=output, stderr=output
            )
        wait_until(self._listens, self.url)

    def wait_until_healthy(self) -> None:
        wait_until(lambda: healthy(self.url), f"{self.url} ({self.log})")

    def kill(self) -> None:
        """As nothing can be prepared for: kill -9."""
        self._end(signal.SIGKILL)

    def terminate(self) -> float:
        """SIGTERM; seconds until the process was gone."""
        return self._end(signal.SIGTERM)

    def terminate_soon(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> None:
        assert self._process
        self._process.wait(GONE_SECONDS)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    @property
    def process(self) -> int:
        """Its number."""
        assert self._process
        return self._process.pid

    def memory(self) -> float:
        """Resident memory in MB."""
        assert self._process
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024

    def open_files(self) -> int:
        """Its file descriptors; every connection is one."""
        assert self._process
        return len(list(Path(f"/proc/{self._process.pid}/fd").iterdir()))

    def processor_seconds(self) -> float:
        """Processor time up to now, in steps of a hundredth; threads that have ended count, too."""
        assert self._process
        status = Path(f"/proc/{self._process.pid}/stat").read_text()
        user, system = status.rsplit(")", 1)[1].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def tracebacks(self) -> list[str]:
        """Those that the log holds, by what each says in the end."""
        return TRACEBACK.findall(self.log.read_text(errors="replace"))

    def _end(self, number: signal.Signals) -> float:
        assert self._process
        began = time.monotonic()
        self._process.send_signal(number)
        self.wait()
        return time.monotonic() - began

    def _listens(self) -> bool:
        assert self._process
        assert self._process.poll() is None, self.log.read_text(errors="replace")[-3000:]
        try:
            with urllib.request.urlopen(f"{self.url}/healthz?live", timeout=2) as answer:  # noqa: S310 - ours
                return bool(answer.status == 200)
        except OSError:
            return False


def free_ports(count: int) -> list[int]:
    return [free_port() for _ in range(count)]
