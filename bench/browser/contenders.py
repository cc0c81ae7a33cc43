"""The three pages that are measured: ours, and one each around Excalidraw and tldraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """A page that shows a scene. The scripts are functions without arguments."""

    name: str
    title: str
    shown: str
    """True once all strokes are in the picture that a person sees first."""
    view: str
    """Where one looks, as text that changes when what is seen there is painted."""
    strokes: str
    """How many strokes there are."""
    pen_key: str
    full_size_key: str | None
    """Leads from the whole drawing to 100 %, where the page shows the whole drawing at first."""
    ours: bool = False


PEER_VIEW, PEER_STROKES = "() => window.view()", "() => window.strokes()"
PEER_SHOWN = "() => document.documentElement?.dataset.shown === 'yes'"

OURS = Contender(
    name="drawnby",
    title="DrawnBy",
    shown="() => Number(document.querySelector('#paper')?.dataset.applied) > 0",
    view="() => document.querySelector('#paper').dataset.view",
    strokes="() => Number(document.querySelector('#paper').dataset.visible)",
    pen_key="p",
    full_size_key="0",
    ours=True,
)
EXCALIDRAW = Contender(
    "excalidraw", "Excalidraw", PEER_SHOWN, PEER_VIEW, PEER_STROKES, "p", full_size_key=None
)
TLDRAW = Contender("tldraw", "tldraw", PEER_SHOWN, PEER_VIEW, PEER_STROKES, "d", full_size_key=None)

CONTENDERS = (OURS, EXCALIDRAW, TLDRAW)
BY_NAME: Mapping[str, Contender] = {each.name: each for each in CONTENDERS}
