"""What must hold of the files around the code: locks, hosts, icons, deployment."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCK_FILES = ["requirements.txt", "requirements-dev.txt"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


def npm_lock() -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads(text("frontend/package-lock.json"))["packages"]
    return packages


def pinned(name: str) -> dict[str, set[str]]:
    """Package → locked versions; there may be one for each kind of machine."""
    versions: dict[str, set[str]] = {}
    for package, version in PINNED.findall(text(name)):
        versions.setdefault(canonicalize_name(package), set()).add(version)
    return versions


@pytest.mark.parametrize("name", [*LOCK_FILES, "pyproject.toml", "frontend/.npmrc"])
def test_python_locks_name_no_host_and_no_path(name: str) -> None:
    assert not re.search(r"://|^-|file:|index-url|find-links", text(name), re.MULTILINE)


def test_the_npm_lock_names_no_registry() -> None:
    for path, package in npm_lock().items():
        assert "resolved" not in package, path


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_locked_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", text(name).strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    declared = project()
    runtime = declared["project"]["dependencies"]
    assert unmet(runtime, pinned("requirements.txt")) == []
    assert (
        unmet(runtime + declared["dependency-groups"]["dev"], pinned("requirements-dev.txt")) == []
    )


def unmet(requirements: list[str], locked: dict[str, set[str]]) -> list[str]:
    return [
        line
        for line in requirements
        for wanted in [Requirement(line)]
        if not any(
            wanted.specifier.contains(v) for v in locked.get(canonicalize_name(wanted.name), ())
        )
    ]


def test_developers_run_what_production_runs() -> None:
    everything = pinned("requirements-dev.txt")
    assert {
        name
        for name, versions in pinned("requirements.txt").items()
        if everything[name] != versions
    } == set()


def test_the_npm_lock_agrees_with_package_json() -> None:
    declared = json.loads(text("frontend/package.json"))
    root = npm_lock()[""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == declared[kind]


def test_every_optional_npm_package_is_locked() -> None:
    """A lock written on one machine may lack the programs of another; `npm ci` then fails there."""
    lock = npm_lock()
    absent = {
        name
        for package in lock.values()
        for name in package.get("optionalDependencies", {})
        if not any(path.endswith(f"node_modules/{name}") for path in lock)
    }
    assert absent == set()


def test_there_is_one_kind_of_python_lock() -> None:
    """Heroku's build fails on two."""
    assert [n for n in ("uv.lock", "poetry.lock", "Pipfile.lock") if (ROOT / n).exists()] == []


def test_package_json_is_not_at_the_root() -> None:
    """There, Heroku would take the project for a Node app."""
    assert not (ROOT / "package.json").exists()


def test_every_icon_has_a_name_lucide_knows() -> None:
    names = json.loads(text("frontend/src/ui/icons.json"))
    drawn = json.loads(text("frontend/node_modules/@iconify-json/lucide/icons.json"))
    assert names == sorted(set(names))
    assert set(names) - drawn["icons"].keys() - drawn["aliases"].keys() == set()


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    names = set(json.loads(text("frontend/src/ui/icons.json")))
    used = {
        name
        for package in ("accounts", "canvas", "drawnby")
        for template in (ROOT / package).rglob("*.html")
        for name in re.findall(r"""{%\s*icon ["']([\w-]+)["']""", template.read_text("utf-8"))
    }
    assert used - names == set()


@pytest.mark.parametrize("name", ["app.json", "drawnby/static/manifest.webmanifest"])
def test_json_files_are_json(name: str) -> None:
    assert json.loads(text(name))


def test_the_web_manifest_names_icons_that_exist() -> None:
    icons = json.loads(text("drawnby/static/manifest.webmanifest"))["icons"]
    paths = [ROOT / "drawnby/static" / icon["src"].removeprefix("/static/") for icon in icons]
    assert [path for path in paths if not path.exists()] == []
