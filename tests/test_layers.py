"""The arrows of ARCHITECTURE.md. A test that fails here names the import to move."""

from __future__ import annotations

import re
import sys

import pytest

from tests.imports import BROWSER, Graph, circle, python_imports, typescript_imports

PYTHON = python_imports()
TYPESCRIPT = typescript_imports()
OURS = ("accounts", "canvas", "drawnby")

# part: what of ours it may import besides itself
MAY_IMPORT = {
    "drawnby.sockets": (),
    "drawnby.chat": ("drawnby.sockets",),
    "accounts": (),
    "canvas": ("drawnby.sockets", "accounts"),
}

# No I/O, no clock, no dice, no settings: what they need is given to them.
PURE = {
    "drawnby.platform",
    "drawnby.sockets.appends",
    "drawnby.sockets.batch",
    "drawnby.sockets.events",
    "drawnby.sockets.exceptions",
    "drawnby.sockets.counters",
    "drawnby.sockets.frames",
    "drawnby.sockets.outbound",
    "drawnby.sockets.pacing",
    "drawnby.sockets.presence",
    "drawnby.sockets.throttle",
    "drawnby.sockets.window",
    "canvas.changes",
    "canvas.deflate",
    "canvas.graphite",
    "canvas.images",
    "canvas.lettering",
    "canvas.log",
    "canvas.lying",
    "canvas.messages",
    "canvas.ribbon",
    "canvas.standing",
    "canvas.strokes",
    "canvas.texts",
    "canvas.descriptions",
    "canvas.varint",
    "drawnby.chat.messages",
}
PURE_LIBRARIES = {"msgspec", "django.core.exceptions"}
IMPURE = {"asyncio", "os", "random", "secrets", "socket", "subprocess", "threading", "time"}

BROWSER_MAY_IMPORT = {
    "sockets": (),
    "canvas": ("sockets", "ui/words"),
    "chat": ("sockets", "ui"),
    "ui": ("sockets", "canvas"),
    "replay": ("canvas", "ui"),
    "pages": ("sockets", "canvas", "chat", "ui", "replay"),
}


# The engine's folders, each knowing only those before it. `engine.ts` knows all.
ENGINE = ("view", "marks", "sheet", "tiles", "floating", "worker", "picture", "hands")


def within(module: str, part: str, separator: str = ".") -> bool:
    return module == part or module.startswith(part + separator)


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_a_part_imports_only_what_lies_below_it(part: str) -> None:
    allowed = (part, *MAY_IMPORT[part])
    wrong = {
        f"{module} imports {target}"
        for module, targets in PYTHON.items()
        if within(module, part)
        for target in targets
        if target.startswith(OURS) and not any(within(target, name) for name in allowed)
    }
    assert not wrong


@pytest.mark.parametrize("module", sorted(PURE))
def test_a_pure_module_imports_only_pure_ones(module: str) -> None:
    wrong = {target for target in PYTHON[module] if not is_pure(target)}
    assert not wrong


def is_pure(module: str) -> bool:
    if module in PURE or module in PURE_LIBRARIES:
        return True
    top = module.partition(".")[0]
    return module in PACKAGES_WITHOUT_CODE or (top in sys.stdlib_module_names and top not in IMPURE)


PACKAGES_WITHOUT_CODE = {"canvas", "drawnby"}


@pytest.mark.parametrize("part", BROWSER_MAY_IMPORT)
def test_a_part_of_the_browsers_side_imports_only_what_lies_below_it(part: str) -> None:
    allowed = (part, *BROWSER_MAY_IMPORT[part])
    wrong = {
        f"{module} imports {target}"
        for module, targets in TYPESCRIPT.items()
        if within(module, part, "/")
        for target in targets
        if not any(within(target, name, "/") for name in allowed)
    }
    assert not wrong


@pytest.mark.parametrize("folder", ENGINE)
def test_a_folder_of_the_engine_imports_only_those_before_it(folder: str) -> None:
    engine = "canvas/engine"
    allowed = [f"{engine}/{name}" for name in ENGINE[: ENGINE.index(folder) + 1]]
    wrong = {
        f"{module} imports {target}"
        for module, targets in TYPESCRIPT.items()
        if within(module, f"{engine}/{folder}", "/")
        for target in targets
        if within(target, engine, "/") and not any(within(target, name, "/") for name in allowed)
    }
    assert not wrong


@pytest.mark.parametrize("graph", [PYTHON, TYPESCRIPT], ids=["Python", "TypeScript"])
def test_nothing_imports_itself_in_a_circle(graph: Graph) -> None:
    assert circle(graph) == []


def test_a_circle_would_be_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


# The order in which a tab keeps its work begins at the clock and only ever goes up from there.
MAY_ASK_THE_TIME_OF_DAY = {"canvas/outbox/indexed", "canvas/outbox/pictures"}


@pytest.mark.parametrize("part", ["canvas", "sockets"])
def test_a_browsers_clock_that_is_set_anew_changes_nothing_on_the_wire(part: str) -> None:
    asking = {
        name
        for name in TYPESCRIPT
        if within(name, part, "/")
        and re.search(r"\bDate\b", (BROWSER / f"{name}.ts").read_text(encoding="utf-8"))
    }
    assert asking <= MAY_ASK_THE_TIME_OF_DAY
