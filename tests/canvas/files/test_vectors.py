"""SVG and PDF show what the raster shows, whoever reads them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Etree

import pytest
from PIL import Image

from canvas.files.pdf import write_pdf
from canvas.files.svg import write_svg
from canvas.render.picture import Frame
from canvas.strokes import Stroke, Tool
from tests.canvas.render.raster_contract import BLUE, draw

FRAME = Frame(0, 0, 100, 80)
DOT = draw(Tool.PEN, 20, (30, 30))
LINE = draw(Tool.MARKER, 10, (10, 60), (90, 60), color=BLUE, opacity=128)
RUB = draw(Tool.ERASER, 10, (50, 20), (50, 70))


def svg(*strokes: Stroke, background: str | None = None, **texts: str) -> Etree.Element:
    written = "".join(write_svg(strokes, FRAME, background, texts))
    return Etree.fromstring(written)  # noqa: S314  # our own


def named(root: Etree.Element, name: str) -> list[Etree.Element]:
    return root.findall(f".//{{http://www.w3.org/2000/svg}}{name}")


def test_a_stroke_is_one_path_of_two_decimals() -> None:
    root = svg(DOT, LINE, background="#ffffff")
    assert [path.get("fill") for path in named(root, "path")] == ["#dd4b33", "#2f6fae"]
    assert named(root, "path")[1].get("fill-opacity") == "0.502"
    assert not re.search(r"\.\d{3}", named(root, "path")[0].attrib["d"])
    assert named(root, "rect")[0].get("fill") == "#ffffff"
    assert not named(root, "mask")


def test_only_what_a_later_eraser_comes_near_is_masked() -> None:
    root = svg(DOT, LINE, RUB, draw(Tool.PEN, 5, (50, 50)))
    [group] = [group for group in named(root, "g") if group.get("mask")]
    assert [path.get("fill") for path in group] == ["#2f6fae"]


def test_a_mask_covers_all_later_erasers_and_the_file_grows_in_proportion() -> None:
    def many(runs: int) -> str:
        pairs = [stroke for _ in range(runs) for stroke in (LINE, RUB)]
        return "".join(write_svg(pairs, FRAME, None, {}))

    text = many(13)
    blocks = dict(re.findall(r'<g id="(e\d+-\d+)">(.*?)</g>', text, re.DOTALL))
    for run, uses in re.findall(r'<mask id="m(\d+)".*?/>(.*?)</mask>', text):
        assert rubbed(uses, blocks) == list(range(int(run), 13))
    sizes = [len(many(runs)) for runs in (100, 200, 400)]
    assert all(later < 2.2 * earlier for earlier, later in pairwise(sizes))


def rubbed(uses: str, blocks: dict[str, str]) -> list[int]:
    """Follow references down to the runs of erasers."""
    found: list[int] = []
    for name in re.findall(r'href="#(e\d+-\d+)"', uses):
        level, index = map(int, name[1:].split("-"))
        found += [index] if level == 0 else rubbed(blocks[name], blocks)
    return found


def test_erasers_before_any_ink_rub_out_nothing() -> None:
    root = svg(RUB, LINE)
    assert len(named(root, "path")) == 1


def test_words_of_strangers_stay_words() -> None:
    root = svg(title="<script>alert(1)</script>&", desc="by “Mia”")
    assert named(root, "title")[0].text == "<script>alert(1)</script>&"
    assert not named(root, "script")


def content(pdf: bytes) -> str:
    stream = re.search(rb"stream\n(.*)\nendstream", pdf, re.DOTALL)
    assert stream
    return zlib.decompress(stream[1]).decode()


def test_a_pdf_is_paths_on_a_page() -> None:
    pdf = write_pdf([DOT, LINE, RUB], FRAME, "#fdfbf6", "Hafen (1)", "by Żoë")
    assert b"/MediaBox[0 0 75 60]" in pdf
    assert b"/Title<FEFF" in pdf
    assert b"/Image" not in pdf
    assert b"/o128<</ca 0.502>>" in pdf
    drawn = content(pdf)
    assert drawn.count("\nf\n") == 3
    assert drawn.count("0.992 0.984 0.965 rg") == 2  # the ground, and what was rubbed out


def test_every_object_of_a_pdf_is_where_its_table_says() -> None:
    pdf = write_pdf([DOT], FRAME, "#ffffff", "", "")
    table = int(pdf.split(b"startxref\n")[1].split()[0])
    assert pdf[table:].startswith(b"xref")
    places = re.findall(rb"(\d{10}) 00000 n", pdf)
    assert [pdf[int(place) :].split(b" ", 1)[0] for place in places] == [
        b"1",
        b"2",
        b"3",
        b"4",
        b"5",
    ]


def test_a_drawing_wider_than_a_page_may_be_is_made_smaller() -> None:
    pdf = write_pdf([DOT], Frame(0, 0, 40_000, 100), "#ffffff", "", "")
    assert b"/MediaBox[0 0 14400 36]" in pdf


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not on this machine")
def test_a_reader_shows_the_pdf_as_it_was_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_pdf([DOT, LINE, RUB], FRAME, "#ffffff", "t", "a"))
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    shown = Image.open(tmp_path / "a.png").convert("RGB")
    assert shown.size == (100, 80)
    assert shown.getpixel((30, 30)) == (0xDD, 0x4B, 0x33)
    assert shown.getpixel((50, 60)) == (255, 255, 255)
