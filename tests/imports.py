"""Who imports whom, in both languages: read from the sources, nothing is executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "canvas", "drawnby")
BROWSER = ROOT / "frontend" / "src"
TYPESCRIPT_IMPORT = re.compile(
    r"""^(?:import|export)\s(?!type\b)(?:[^"';]*?\sfrom\s*)?["'](\.[^"']+)["']""", re.MULTILINE
)
Graph = Mapping[str, set[str]]


def python_imports() -> dict[str, set[str]]:
    """Module → every module it imports when it is loaded or later, ours and others'."""
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    ours = {module_name(path) for path in paths}
    return {
        module_name(path): set(_targets(path, ours))
        for path in paths
        if "migrations" not in path.parts
    }


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _targets(path: Path, ours: set[str]) -> Iterator[str]:
    package = module_name(path.parent / "__init__.py")
    for statement in _statements(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(statement, ast.Import):
            yield from (name.name for name in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            base = _base(statement, package)
            for name in statement.names:
                inner = f"{base}.{name.name}"
                yield inner if inner in ours else base


def _base(statement: ast.ImportFrom, package: str) -> str:
    if not statement.level:
        return statement.module or ""
    parent = package.split(".")[: len(package.split(".")) - statement.level + 1]
    return ".".join([*parent, *([statement.module] if statement.module else [])])


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """All that may run, also in functions and late; not what only a type checker reads."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test):
            continue
        yield statement
        for part in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, part, []))


def typescript_imports() -> dict[str, set[str]]:
    """File → files it imports, as paths under frontend/src without ending; types do not count."""
    return {
        _stem(path): {
            _stem((path.parent / target).resolve())
            for target in TYPESCRIPT_IMPORT.findall(path.read_text(encoding="utf-8"))
            if not target.partition("?")[0].endswith((".css", ".json", ".bin"))
        }
        for path in BROWSER.rglob("*.ts")
        if ".test." not in path.name and "testing" not in path.parts
    }


def _stem(path: Path) -> str:
    name = str(path.relative_to(BROWSER)).removesuffix(".ts")
    return f"{name}/index" if (BROWSER / name).is_dir() else name


def circle(graph: Graph) -> list[str]:
    """Modules that import each other in a ring, the first again at the end; [] if there is none."""
    done: set[str] = set()
    for start in graph:
        if ring := _ring_from(start, graph, [], done):
            return ring
    return []


def _ring_from(module: str, graph: Graph, trail: list[str], done: set[str]) -> list[str]:
    if module in trail:
        return [*trail[trail.index(module) :], module]
    if module in done:
        return []
    for target in sorted(graph.get(module, ())):
        if ring := _ring_from(target, graph, [*trail, module], done):
            return ring
    done.add(module)
    return []
