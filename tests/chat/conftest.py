from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.chat import gates


@pytest.fixture(autouse=True)
def open_doors(settings: Settings) -> Iterator[None]:
    settings.CHAT_GATES = gates.CHAT_GATES
    yield
    gates.banned.clear()
    gates.flooded.clear()
