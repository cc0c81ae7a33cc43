"""The page for those without a network, and the worker that keeps it."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from drawnby import offline


def test_the_page_knows_nobody_and_may_run_its_one_script(client: Client) -> None:
    answer = client.get(offline.PAGE)
    nonce = re.search(r'<script nonce="([^"]+)">', answer.content.decode())
    assert nonce
    assert f"'nonce-{nonce[1]}'" in answer["content-security-policy"]
    assert not answer.cookies


def test_the_worker_is_asked_for_anew_and_keeps_only_what_is_there(client: Client) -> None:
    answer = client.get(offline.WORKER)
    assert answer["content-type"].startswith("text/javascript")
    assert "no-store" in answer["cache-control"]
    kept = json.loads(re.search(r"const KEPT = (.*);", answer.content.decode())[1])  # type: ignore[index]  # it is there
    assert kept["page"] == offline.PAGE
    assert [url.startswith(settings.STATIC_URL) for url in kept["assets"]] == [True] * 3
    assert all(finders.find(asset) for asset in offline.ASSETS)


def test_the_worker_is_the_same_as_long_as_its_page_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(offline.WORKER).content
    assert client.get(offline.WORKER).content == before
    monkeypatch.setattr(offline, "render_to_string", lambda name, *rest: f"{name}{rest}")
    assert client.get(offline.WORKER).content != before
