"""When the project refuses to start, and what the environment makes of the settings."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from drawnby import checks
from drawnby.platform import is_building, own_origins, processes, refuse_unsafe_start

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = {
    "DYNO": "web.1",
    "SECRET_KEY": "a secret of fifty characters, or so one would hope",
    "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere",
    "REDIS_URL": "rediss://:secret@127.0.0.1:1/0",
    "SITE_ORIGINS": "https://draw.example",
    "WEB_CONCURRENCY": "2",
}


def settings_under(environment: dict[str, str]) -> dict[str, Any]:
    """Settings as a process would have them that starts in `environment` alone."""
    with mock.patch.dict(os.environ, environment, clear=True):
        return runpy.run_path(str(ROOT / "drawnby" / "settings.py"))


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        ("SECRET_KEY", "token_urlsafe"),
        ("DATABASE_URL", "Add a PostgreSQL database"),
        ("REDIS_URL", "Add Redis"),
    ],
)
def test_a_platform_is_refused_with_the_remedy(missing: str, remedy: str) -> None:
    environment = {name: value for name, value in PLATFORM.items() if name != missing}
    with pytest.raises(ImproperlyConfigured, match=remedy) as refusal:
        refuse_unsafe_start(environment, ["draw.example"])
    assert missing in str(refusal.value)


def test_a_platform_without_an_address_is_refused() -> None:
    environment = {**PLATFORM, "SITE_ORIGINS": ""}
    with pytest.raises(ImproperlyConfigured, match="SITE_ORIGINS"):
        refuse_unsafe_start(environment, ["localhost"])


def test_a_complete_platform_starts() -> None:
    refuse_unsafe_start(PLATFORM, ["draw.example"])


def test_a_machine_of_ones_own_starts_with_nothing() -> None:
    refuse_unsafe_start({}, ["127.0.0.1", "localhost"])


def test_a_name_that_others_can_reach_needs_a_secret() -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        refuse_unsafe_start({}, ["draw.example"])


@pytest.mark.parametrize("given", ["two", "-1", "1.5", "²"])
def test_a_strange_number_of_processes_is_refused(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="WEB_CONCURRENCY"):
        processes({"WEB_CONCURRENCY": given})


def test_a_build_needs_no_secrets() -> None:
    assert is_building(["manage.py", "collectstatic", "--noinput"])
    assert not is_building(["manage.py", "migrate"])


def test_the_refusal_reaches_whoever_starts_the_process() -> None:
    environment = {"PATH": os.environ["PATH"], "DYNO": "web.1"}
    command = [sys.executable, "-c", "import drawnby.settings"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode != 0
    assert "ImproperlyConfigured: SECRET_KEY is missing." in result.stderr


def test_the_platforms_own_address_is_taken() -> None:
    assert own_origins({"RENDER_EXTERNAL_URL": "https://a.example"}) == ["https://a.example"]
    assert own_origins({"FLY_APP_NAME": "ours"}) == ["https://ours.fly.dev"]
    assert "http://127.0.0.1:9000" in own_origins({"PORT": "9000"})


def test_https_is_insisted_on_where_the_site_has_it() -> None:
    found = settings_under(PLATFORM)
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert found[name] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["ALLOWED_HOSTS"] == ["draw.example"]


def test_herokus_redis_with_its_own_certificate_is_accepted_by_cache_and_layer() -> None:
    found = settings_under(PLATFORM)
    assert found["CACHES"]["default"]["OPTIONS"]["ssl_cert_reqs"] is None
    assert found["CHANNEL_LAYERS"]["default"]["CONFIG"]["hosts"][0]["ssl_cert_reqs"] is None


def test_sessions_do_not_need_redis() -> None:
    """With it down, people still come in and draw: only what others see waits."""
    found = settings_under(PLATFORM)
    assert found["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"


@pytest.mark.parametrize(("command", "speaks"), [("runserver", True), ("migrate", False)])
def test_runserver_speaks_to_sockets_and_nothing_else_loads_what_that_takes(
    command: str, speaks: bool
) -> None:
    with mock.patch.object(sys, "argv", ["manage.py", command]):
        apps = settings_under({})["INSTALLED_APPS"]
    assert ("daphne" in apps) == speaks
    assert not speaks or apps.index("daphne") < apps.index("django.contrib.staticfiles")


def test_certificates_are_checked_elsewhere() -> None:
    environment = {**PLATFORM, "REDIS_SELF_SIGNED": "false"}
    found = settings_under(environment)
    assert "ssl_cert_reqs" not in json.dumps([found["CACHES"], found["CHANNEL_LAYERS"]])


def test_sqlite_takes_its_lock_when_a_transaction_begins() -> None:
    found = settings_under({})
    options = found["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_every_knob_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    source = (ROOT / "drawnby" / "settings.py").read_text(encoding="utf-8")
    knobs = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', source))
    assert "SECRET_KEY" in knobs
    assert {knob for knob in knobs if f"#{knob}=" not in example} == set()


@pytest.mark.parametrize(
    "origin", ["draw.example", "https://*.draw.example", "https://", "https://a.example/draw", "*"]
)
def test_an_origin_that_is_not_exact_is_an_error(origin: str) -> None:
    with override_settings(SITE_ORIGINS=[origin]):
        assert [error.id for error in checks.origins_are_exact()] == ["drawnby.E002"]


@pytest.mark.parametrize(
    ("origin", "wrong"),
    [("*", 0), ("https://a.example", 0), ("https://*.a.example:8443", 0), ("http://localhost", 0)]
    + [(bad, 1) for bad in ("a.example", "https:", "https://a; script-src *", "https://a/b", "**")],
)
def test_whoever_may_frame_drawings_is_named_by_origin(origin: str, wrong: int) -> None:
    with override_settings(EMBED_ORIGINS=[origin]):
        assert len(checks.framers_are_origins()) == wrong


def test_a_host_list_that_lets_everything_in_is_warned_of() -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert checks.hosts_are_named() == [checks.HOSTS_TOO_WIDE]
