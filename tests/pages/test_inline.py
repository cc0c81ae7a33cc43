"""Scripts that stand in the page itself."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template

from drawnby.templatetags import inline


@pytest.fixture
def built(tmp_path: Path, settings: Any) -> Any:
    settings.BUILT_FRONTEND = tmp_path
    settings.DJANGO_VITE = {"default": {"dev_mode": False}}
    inline._built.cache_clear()

    def build(script: str, **entry: Any) -> None:
        (tmp_path / "early.js").write_text(script)
        (tmp_path / "manifest.json").write_text(json.dumps({"e.ts": {"file": "early.js"} | entry}))

    yield build
    inline._built.cache_clear()


def render() -> str:
    request = SimpleNamespace(csp_nonce="n0nce")
    return Template("{% load inline %}{% inline_script 'e.ts' %}").render(
        Context({"request": request})
    )


def test_it_stands_there_as_it_was_built_with_the_pages_nonce(built: Any) -> None:
    built("var e=1<2&&`a`;\n")
    assert render() == '<script nonce="n0nce">(()=>{var e=1<2&&`a`;})()</script>'


@pytest.mark.parametrize(
    ("script", "entry"),
    [("'</script>'", {}), ("import './x.js'", {"imports": ["x"]})],
)
def test_what_would_end_it_or_fetch_more_is_refused(built: Any, script: str, entry: Any) -> None:
    built(script, **entry)
    with pytest.raises(RuntimeError, match="cannot stand in a page"):
        render()
