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
    assert render() == '<script nonce="n0nce">(()=>{var e=1<2&&`a`;\n})()</script>'


def test_a_comment_at_its_end_takes_nothing_along(built: Any) -> None:
    built("f() // the end")
    assert "// the end\n})()" in render()


@pytest.mark.parametrize("script", ["important()", "a.exported=`reimport`"])
def test_what_only_looks_alike_stands_there(built: Any, script: str) -> None:
    built(script)
    assert script in render()


@pytest.mark.parametrize(
    ("script", "entry"),
    [
        ("'</script>'", {}),
        ("'</SCRIPT '", {}),
        ("'<!--<script>'", {}),
        ("1", {"imports": ["x"]}),
        ('import"./x.js"', {}),
        ("await import(`./x.js`)", {}),
        ("new URL(`x`,import.meta.url)", {}),
        ("export{e}", {}),
    ],
)
def test_what_would_end_it_or_fetch_more_is_refused(built: Any, script: str, entry: Any) -> None:
    built(script, **entry)
    with pytest.raises(RuntimeError, match="cannot stand in a page"):
        render()
