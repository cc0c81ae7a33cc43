"""The drawing page stays light: what its first stroke does without comes later."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.browser.bundle import BEGIN, DRAWING, EARLY_EVENTS, first_scripts, gzipped_kb

DIST = Path(__file__).parents[2] / "frontend" / "dist"


def test_the_scripts_of_the_drawing_page_are_60_kb_at_most() -> None:
    files = set().union(*(first_scripts(DIST, one) for one in (BEGIN, DRAWING, EARLY_EVENTS)))
    sizes = {file: (DIST / file).stat().st_size for file in files}
    assert gzipped_kb(DIST) <= 60, f"import() what the first stroke does without: {sizes}"


@pytest.mark.parametrize("name", [BEGIN, EARLY_EVENTS])
def test_what_stands_in_the_page_is_whole_and_stays_a_script_of_it(name: str) -> None:
    entry = json.loads((DIST / "manifest.json").read_text())[name]
    assert not entry.keys() & {"imports", "dynamicImports", "css"}
    script = (DIST / entry["file"]).read_text("utf-8")
    assert not re.findall(r".{0,40}(?:\bimport\b|\bexport\b|</script|<!--).{0,20}", script)


def test_what_comes_later_brings_no_style_sheet_for_nothing_would_fetch_it() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text())
    later = {name: one for name, one in manifest.items() if one.get("isDynamicEntry")}
    assert later
    assert not [name for name, one in later.items() if one.get("css")]


def test_the_look_of_all_pages_is_linked_before_what_a_page_adds_to_it() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text())
    sheets = [one["css"] for one in manifest.values() if "css" in one]
    shared = [page for page in sheets if any("/look-" in sheet for sheet in page)]
    assert len(shared) > 1
    assert all("/look-" in page[0] for page in shared)


def test_shared_files_count_and_what_comes_later_does_not(tmp_path: Path) -> None:
    manifest = {
        "page": {
            "file": "page.js",
            "imports": ["shared"],
            "assets": ["worker.js", "font.woff2"],
            "dynamicImports": ["dialog"],
        },
        "shared": {"file": "shared.js", "imports": ["page"]},
        "dialog": {"file": "dialog.js"},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    assert first_scripts(tmp_path, "page") == {"page.js", "shared.js"}
