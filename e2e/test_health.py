"""Every server answers before anything else is tried."""

from __future__ import annotations

import json

from e2e.conftest import Person


def test_every_server_is_healthy(person: Person, servers: list[str]) -> None:
    for server in servers:
        answer = person(server).goto("/healthz")
        assert answer is not None
        assert answer.status == 200
        assert json.loads(answer.text())["ok"] is True
