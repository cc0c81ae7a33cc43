"""Bars in SVG, readable on light and dark paper alike. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

Row = tuple[str, float, bool]  # title, figure, whether it is ours
Group = tuple[str, Sequence[Row]]

WIDTH, LABEL, FIGURE = 720, 250, 60  # px; the bars have what is left
LINE, BAR, HEAD = 26, 16, 40
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#77736b}.head{font-weight:600}"
    ".ours{fill:#c2543d}.theirs{fill:#9a958b}"
)


def bars(groups: Sequence[Group]) -> str:
    """One bar a row; each group has its own scale."""
    height = sum(HEAD + LINE * len(rows) for _, rows in groups)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        f"<title>{escape(', '.join(title for title, _ in groups))}</title>",
        f"<style>{STYLE}</style>",
    ]
    top = 0
    for group in groups:
        parts += _group(group, top)
        top += HEAD + LINE * len(group[1])
    return "\n".join([*parts, "</svg>", ""])


def _group(group: Group, top: int) -> list[str]:
    title, rows = group
    most = max((figure for _, figure, _ in rows), default=0) or 1
    head = f'<text class="head" x="0" y="{top + 24}">{escape(title)}</text>'
    return [head, *(_row(row, top + HEAD + LINE * n, most) for n, row in enumerate(rows))]


def _row(row: Row, top: int, most: float) -> str:
    title, figure, ours = row
    width = (WIDTH - LABEL - FIGURE) * figure / most
    return (
        f'<text x="0" y="{top + 13}">{escape(title)}</text>'
        f'<rect class="{"ours" if ours else "theirs"}" x="{LABEL}" y="{top}" '
        f'width="{width:.1f}" height="{BAR}" rx="2"/>'
        f'<text x="{LABEL + width + 8:.1f}" y="{top + 13}">{figure:g}</text>'
    )
