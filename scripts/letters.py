"""Writes the letters of texts: outlines of our two faces at one weight, for both languages to read.

    python scripts/letters.py

It needs fonttools, brotli, skia-pathops, and the frontend's packages.

Run it when a face is renewed, or letters are added. What it writes is kept: nothing else here needs
brotli or skia-pathops. canvas/lettering.py says how the files are read.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from fontTools.pens.filterPen import DecomposingFilterPointPen
from fontTools.pens.pointPen import AbstractPointPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "frontend/node_modules/@fontsource-variable"
OUT = ROOT / "frontend/src/canvas/lettering"
FACES = {"hanken": "hanken-grotesk", "vollkorn": "vollkorn"}
WEIGHT = 500
EM = 1000  # units: both faces have as many

Point = tuple[int, int, bool]  # x, y downwards, on the curve


class Contours(AbstractPointPen):
    """Takes a glyph apart into its contours."""

    def __init__(self) -> None:
        self.found: list[list[Point]] = []

    def beginPath(self, identifier: str | None = None, **_: object) -> None:
        self.found.append([])

    def endPath(self) -> None:
        pass

    def addPoint(self, pt: tuple[float, float], segmentType: str | None = None, *_, **__) -> None:
        self.found[-1].append((round(pt[0]), -round(pt[1]), segmentType is not None))


def letters(package: str) -> dict[str, tuple[int, list[list[Point]]]]:
    """Each letter of a face with its advance and contours, the largest contour first."""
    found = {}
    for file in sorted((PACKAGES / package / "files").glob("*-wght-normal.woff2")):
        font = instantiateVariableFont(TTFont(file), {"wght": WEIGHT})
        if font["head"].unitsPerEm != EM:
            raise ValueError(f"{file} counts in other units")
        removeOverlaps(font)
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        for code, name in names.items():
            letter = chr(code)
            if letter in found or unicodedata.category(letter)[0] in "MC":
                continue  # marks stand on other letters: only a shaper knows where
            pen = Contours()
            glyphs[name].drawPoints(DecomposingFilterPointPen(pen, glyphs))
            contours = sorted(filter(None, pen.found), key=area, reverse=True)
            found[letter] = (round(glyphs[name].width), [started(c) for c in contours])
    return dict(sorted(found.items()))


def area(contour: list[Point]) -> float:
    return abs(signed_area(contour))


def signed_area(contour: list[Point]) -> float:
    pairs = zip(contour, contour[1:] + contour[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def started(contour: list[Point]) -> list[Point]:
    """The contour from a point on the curve; where there is none, one is put in."""
    for index, point in enumerate(contour):
        if point[2]:
            return contour[index:] + contour[:index]
    (x, y, _), (x2, y2, _) = contour[-1], contour[0]
    return [((x + x2) // 2, (y + y2) // 2, True), *contour]


def encode(found: dict[str, tuple[int, list[list[Point]]]]) -> bytes:
    out = bytearray()
    before = 0
    varint(out, len(found))
    for letter, (advance, contours) in found.items():
        varint(out, ord(letter) - before)
        before = ord(letter)
        varint(out, advance)
        varint(out, len(contours))
        x = y = 0
        for contour in contours:
            varint(out, len(contour))
            for x2, y2, on in contour:
                varint(out, zigzag(x2 - x) << 1 | on)
                varint(out, zigzag(y2 - y))
                x, y = x2, y2
    return bytes(out)


def zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def varint(out: bytearray, value: int) -> None:
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def widths(found: dict[str, tuple[int, list[list[Point]]]]) -> str:
    """What a page needs before the outlines: runs of letters, each with its advances."""
    runs: list[tuple[int, list[int]]] = []
    for letter, (advance, _) in found.items():
        if not runs or ord(letter) != runs[-1][0] + len(runs[-1][1]):
            runs.append((ord(letter), []))
        runs[-1][1].append(advance)
    return " ".join(f"{base36(first)}:{','.join(map(base36, run))}" for first, run in runs)


def base36(value: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while value or not text:
        value, digit = divmod(value, 36)
        text = digits[digit] + text
    return text


def main() -> None:
    OUT.mkdir(exist_ok=True)
    lines = ["/** How wide each letter of our faces is. Written by scripts/letters.py. */", ""]
    for face, package in FACES.items():
        found = letters(package)
        (OUT / f"{face}.bin").write_bytes(encode(found))
        lines.append(f"export const {face.upper()} =\n  {json.dumps(widths(found))};")
        print(f"{face}: {len(found)} letters, {(OUT / f'{face}.bin').stat().st_size} bytes")
    (OUT / "widths.ts").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
