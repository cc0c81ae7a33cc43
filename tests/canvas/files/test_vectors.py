"""SVG and PDF show what the raster shows, whoever reads them, in as few numbers as show it."""

from __future__ import annotations

import math
import re
import shutil
import subprocess
import zlib
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from xml.etree import ElementTree as Etree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from bench.scenes import scene
from canvas.demo.harbour import harbour
from canvas.files.grain import SIDE
from canvas.files.paths import MISSED, Footer, PlainTracer, simpler
from canvas.files.pdf import write_pdf
from canvas.files.photos import written_anew
from canvas.files.svg import write_svg
from canvas.render.items import Item
from canvas.render.picture import Frame
from canvas.render.placed import PlacedImage
from canvas.render.raster import rasteriser
from canvas.render.signature import signature
from canvas.render.tracing import tracer
from canvas.strokes import Tool
from tests.canvas.photographs import saved, two_halves
from tests.canvas.render.contract.specimens import BLUE, draw, hung, write

FRAME = Frame(0, 0, 100, 80)
TRACER = PlainTracer()
DOT = draw(Tool.PEN, 20, (30, 30))
LINE = draw(Tool.MARKER, 10, (10, 60), (90, 60), color=BLUE, opacity=128)
PENCIL = draw(Tool.PENCIL, 30, (10, 40), (90, 40), color=BLUE)
RED_PENCIL = draw(Tool.PENCIL, 30, (10, 60), (90, 60), opacity=128)
RUB = draw(Tool.ERASER, 10, (50, 20), (50, 70))


def svg(*items: Item, background: str | None = None, **texts: str) -> Etree.Element:
    written = "".join(write_svg(items, TRACER, FRAME, background, texts))
    return Etree.fromstring(written)  # noqa: S314  # our own


def named(root: Etree.Element, name: str) -> list[Etree.Element]:
    return root.findall(f".//{{http://www.w3.org/2000/svg}}{name}")


def pdf_of(*strokes: Item, frame: Frame = FRAME, words: tuple[str, str] = ("t", "a")) -> bytes:
    return b"".join(write_pdf(strokes, TRACER, frame, "#fdfbf6", words))


def test_a_stroke_is_one_path_of_whole_hundredths() -> None:
    root = svg(DOT, LINE, background="#ffffff")
    assert root.get("viewBox") == "0 0 10000 8000"
    assert (root.get("width"), root.get("height")) == ("100", "80")
    assert [path.get("fill") for path in named(root, "path")] == ["#dd4b33", "#2f6fae"]
    assert named(root, "path")[1].get("fill-opacity") == "0.502"
    assert re.fullmatch(r"M\d+ \d+l[-\d ]+z", named(root, "path")[0].attrib["d"])
    assert named(root, "rect")[0].get("fill") == "#ffffff"
    assert not named(root, "mask")


def test_only_what_a_later_eraser_comes_near_is_masked() -> None:
    root = svg(DOT, LINE, RUB, draw(Tool.PEN, 5, (50, 50)))
    [group] = [group for group in named(root, "g") if group.get("mask")]
    assert [path.get("fill") for path in group] == ["#2f6fae"]


def test_a_mask_covers_all_later_erasers_and_the_file_grows_in_proportion() -> None:
    def many(runs: int) -> str:
        pairs = [stroke for _ in range(runs) for stroke in (LINE, RUB)]
        return "".join(write_svg(pairs, TRACER, FRAME, None, {}))

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


def test_letters_are_paths_and_what_is_written_can_be_read() -> None:
    root = svg(write("Tom & <b>", 20))
    [group] = [group for group in named(root, "g") if group.get("fill")]
    assert named(group, "title")[0].text == "Tom & <b>"
    assert named(group, "path")[0].attrib["d"].count("M") > 8
    assert not named(root, "text")


def test_letters_we_have_not_are_left_to_the_viewers_type() -> None:
    root = svg(write("6 漢", 20))
    [text] = named(root, "text")
    assert text.text == "漢"
    assert text.get("textLength") == "2000"


def test_a_text_is_rubbed_out_as_ink_is() -> None:
    root = svg(write("A wide line", 30), RUB)
    [group] = [group for group in named(root, "g") if group.get("mask")]
    assert named(group, "title")[0].text == "A wide line"


def test_a_pencil_is_two_paths_filled_with_the_grain_of_the_paper() -> None:
    frame = Frame(-10, 30, 100, 80, 2.0)
    written = "".join(write_svg([PENCIL, PENCIL, RED_PENCIL], TRACER, frame, None, {}))
    root = Etree.fromstring(written)  # noqa: S314  # our own
    fills = [path.get("fill") for path in named(root, "path")]
    assert fills == ["url(#g0-2f6fae)", "url(#g1-2f6fae)"] * 2 + [
        "url(#g0-dd4b33)",
        "url(#g1-dd4b33)",
    ]
    assert named(root, "path")[4].get("fill-opacity") == "0.502"
    patterns = {pattern.get("id"): pattern for pattern in named(root, "pattern")}
    assert {f"url(#{name})" for name in patterns} == set(fills)
    assert all(
        (pattern.get("x"), pattern.get("y"), pattern.get("width")) == ("2000", "19600", "25600")
        for pattern in patterns.values()
    )
    masks = {mask.get("id"): mask for mask in named(root, "mask")}
    for pattern in patterns.values():
        [square] = pattern
        mask = masks[square.attrib["mask"].removeprefix("url(#").removesuffix(")")]
        encoded = named(mask, "image")[0].attrib["href"].removeprefix("data:image/png;base64,")
        grain = Image.open(BytesIO(b64decode(encoded)))
        assert (grain.mode, grain.size) == ("L", (128, 128))
    assert not named(svg(DOT), "pattern")


def test_words_of_strangers_stay_words() -> None:
    root = svg(title="<script>alert(1)</script>&", desc="by “Mia”")
    assert named(root, "title")[0].text == "<script>alert(1)</script>&"
    assert not named(root, "script")


def content(pdf: bytes) -> str:
    stream = re.search(rb"stream\n(.*)\nendstream", pdf, re.DOTALL)
    assert stream
    return zlib.decompress(stream[1]).decode()


def test_a_pdf_is_paths_on_a_page() -> None:
    pdf = pdf_of(DOT, LINE, RUB, words=("Hafen (1)", "by Żoë"))
    assert b"/MediaBox[0 0 75 60]" in pdf
    assert b"/Title<FEFF" in pdf
    assert b"/Image" not in pdf
    assert b"/o128<</ca 0.502>>" in pdf
    drawn = content(pdf)
    assert drawn.count("\nf\n") == 3
    assert drawn.count("0.992 0.984 0.965 rg") == 2  # the ground, and what was rubbed out


def test_every_object_of_a_pdf_is_where_its_table_says() -> None:
    pdf = pdf_of(DOT)
    table = int(pdf.split(b"startxref\n")[1].split()[0])
    assert pdf[table:].startswith(b"xref")
    places = re.findall(rb"(\d{10}) 00000 n", pdf)
    assert [int(pdf[int(place) :].split(b" ", 1)[0]) for place in places] == [*range(1, 8)]
    places = re.findall(rb"(\d{10}) 00000 n", grained := pdf_of(DOT, PENCIL))
    assert [int(grained[int(at) :].split(b" ", 1)[0]) for at in places] == [*range(1, 14)]
    length = re.search(rb"\n5 0 obj\n(\d+)\n", pdf)
    assert length
    assert zlib.decompress(pdf.split(b"stream\n", 1)[1][: int(length[1])])


def test_the_grain_is_in_a_pdf_once_however_many_colours_pencils_have() -> None:
    style = PENCIL.style
    many = [replace(PENCIL, style=replace(style, color=color)) for color in range(5)]
    pdf = pdf_of(*many)
    assert pdf.count(b"/Width %d/" % SIDE) == 2
    assert pdf.count(b"/Width 1/Height 1/") == 10


def test_a_drawing_wider_than_a_page_may_be_is_made_smaller() -> None:
    pdf = pdf_of(DOT, frame=Frame(0, 0, 40_000, 100))
    assert b"/MediaBox[0 0 14400 36]" in pdf


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not on this machine")
def test_a_reader_shows_the_pdf_as_it_was_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(DOT, LINE, RUB))
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    shown = Image.open(tmp_path / "a.png").convert("RGB")
    assert shown.size == (100, 80)
    assert shown.getpixel((30, 30)) == (0xDD, 0x4B, 0x33)
    assert shown.getpixel((50, 60)) == (0xFD, 0xFB, 0xF6)


def test_a_pencil_from_afar_is_two_plain_lines_as_dense_as_in_a_raster() -> None:
    frame = Frame(0, 0, 2000, 1600, 0.05)
    line = draw(Tool.PENCIL, 600, (300, 800), (1700, 800), color=BLUE, opacity=200)
    written = "".join(write_svg([line], TRACER, frame, None, {}))
    root = Etree.fromstring(written)  # noqa: S314  # our own
    paths = named(root, "path")
    assert [path.get("fill") for path in paths] == ["#2f6fae"] * 2
    light, dense = (float(path.get("fill-opacity", 1)) for path in paths)
    painted = rasteriser().paint([line], frame, None).getpixel((50, 40))
    assert isinstance(painted, tuple)
    assert abs(255 * (light + dense - light * dense) - painted[3]) < 2
    pdf = b"".join(write_pdf([line], TRACER, frame, "#ffffff", ("", "")))
    assert b"/Pattern" not in pdf


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not on this machine")
def test_a_reader_shows_the_grain_of_a_pencil_as_a_raster_does(tmp_path: Path) -> None:
    frame = Frame(-7, 9, 100, 80)
    pdf = b"".join(write_pdf([PENCIL, RUB], TRACER, frame, "#ffffff", ("", "")))
    (tmp_path / "a.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    shown = Image.open(tmp_path / "a.png").convert("L")
    painted = rasteriser().paint([PENCIL, RUB], frame, "#ffffff").convert("L")
    inside = (30, 22, 50, 40)
    assert ImageStat.Stat(painted.crop(inside)).stddev[0] > 20
    apart = ImageChops.difference(shown.crop(inside), painted.crop(inside))
    assert ImageStat.Stat(apart).mean[0] < 14  # it samples the grain between texels
    aside = ImageChops.difference(shown.crop(inside), painted.crop((31, 22, 51, 40)))
    assert ImageStat.Stat(aside).mean[0] > 16


corners = st.tuples(st.floats(-100, 100), st.floats(-100, 100))


@given(st.lists(corners, min_size=3, max_size=40), st.floats(0, 5))
def test_what_is_left_out_is_nowhere_farther_off_than_was_said(
    ring: list[tuple[float, float]], missed: float
) -> None:
    kept = simpler(ring, missed)
    assert kept[0] == ring[0]
    assert set(kept) <= set(ring)
    sides = list(pairwise([*kept, kept[0]]))
    for corner in ring:
        assert min(distance(corner, side) for side in sides) <= missed + 1e-9


def distance(corner: tuple[float, float], side: tuple[tuple[float, float], ...]) -> float:
    (x, y), ((ax, ay), (bx, by)) = corner, side
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    along = min(max(((x - ax) * dx + (y - ay) * dy) / square, 0), 1) if square else 0
    return math.hypot(x - ax - along * dx, y - ay - along * dy)


def test_a_straight_line_is_its_corners_and_round_ends() -> None:
    line = draw(Tool.PEN, 8, *((x, 40) for x in range(10, 90)))
    [traced] = TRACER.trace([line], FRAME)
    [polygon] = traced.polygons
    assert len(polygon) < 2 * 60
    assert min(polygon[1::2]) >= 100 * (36 - MISSED)


@pytest.mark.parametrize("scale", [0.2, 1.0, 3.0])
def test_the_house_drawing_is_traced_alike_however_it_is_counted(scale: float) -> None:
    strokes = [drawn.stroke for drawn in harbour().strokes[:120]]
    strokes[40:40] = [PENCIL, RED_PENCIL]
    frame = Frame(-10, 7, 1600, 1000, scale)
    fast = tracer()
    assert list(fast.trace(strokes, frame)) == list(TRACER.trace(strokes, frame))
    assert list(fast.reaches(strokes)) == list(TRACER.reaches(strokes))


def test_a_stroke_takes_about_a_kilobyte_and_a_half() -> None:
    strokes = [placed.shape.stroke for placed in islice(scene(100), 100)]
    frame = Frame(-100, -100, 400, 400)
    assert len("".join(write_svg(strokes, TRACER, frame, None, {}))) < 1600 * len(strokes)
    assert len(b"".join(write_pdf(strokes, TRACER, frame, "#ffffff", ("", "")))) < 1600 * 100


SIGNED = Footer(28, signature((100, 80), "Hafen", "by Mia & Żoë"))


def test_a_line_below_names_the_drawing_and_who_drew_it() -> None:
    written = "".join(write_svg((LINE,), TRACER, FRAME, "#ffffff", {}, SIGNED))
    root = Etree.fromstring(written)  # noqa: S314  # our own
    assert root.get("viewBox") == "0 0 10000 10800"
    [drawing] = named(root, "svg")
    assert len(named(drawing, "path")) == 1
    below = [path for path in root if path.tag.endswith("path")]
    assert {path.get("fill") for path in below} == {"#22242c", "#565a66"}
    pdf = b"".join(write_pdf((LINE,), TRACER, FRAME, "#fdfbf6", ("", ""), SIGNED))
    assert b"/MediaBox[0 0 75 81]" in pdf
    assert "0.992 0.984 0.965 rg 0 8000 10000 2800 re f" in content(pdf)


def test_letters_no_type_has_are_left_out() -> None:
    assert signature((400, 80), "漢字", "by Mia") == signature((400, 80), "", "by Mia")


def embedded(root: Etree.Element) -> list[Image.Image]:
    """Open the pictures inside of an SVG."""
    found = [image.attrib["href"] for image in named(root, "image")]
    return [Image.open(BytesIO(b64decode(uri.partition(",")[2]))) for uri in found]


def test_a_picture_is_inside_an_svg_once_however_often_it_is_placed() -> None:
    root = svg(hung(10, 20, 40, 30), DOT, hung(50, 40, 8, 6))
    [picture] = embedded(root)
    assert picture.tobytes() == two_halves().tobytes()
    places = [use.get("transform") for use in named(root, "use")]
    assert places == [
        "translate(1000 2000) scale(4000 3000)",
        "translate(5000 4000) scale(800 600)",
    ]


def test_photographs_are_jpeg_in_vector_files_and_what_is_exact_stays_so() -> None:
    photo = Image.open(BytesIO(saved(Image.effect_noise((50, 40), 90).convert("RGB"), "JPEG")))
    glass = Image.new("RGBA", (20, 20), (0, 0, 255, 128))
    exact, through = hung(0, 0, 9, 9), hung(0, 0, 9, 9, glass)
    lossy = PlacedImage(exact.image, written_anew(BytesIO(saved(photo, "JPEG"))).file)
    for image, form, mode in (
        (lossy, "JPEG", "RGB"),
        (exact, "PNG", "RGB"),
        (through, "PNG", "RGBA"),
    ):
        [picture] = embedded(svg(image))
        assert (picture.format, picture.mode) == (form, mode)


def test_a_picture_that_cannot_be_had_is_left_out_of_vector_files() -> None:
    lost = PlacedImage(hung(0, 0, 9, 9).image, None)
    assert not named(svg(lost, DOT), "use")
    assert b"/Image" not in pdf_of(lost, DOT)


def test_what_a_picture_shows_is_heard_from_a_pdf() -> None:
    boat, gull = (
        replace(hung(0, y, 40, 30), words=words) for y, words in ((0, "A boat (1)"), (40, "Möwe"))
    )
    pdf = pdf_of(boat, hung(50, 0, 9, 9), gull, DOT)
    [root] = re.findall(rb"/MarkInfo<</Marked true>>/StructTreeRoot (\d+) 0 R", pdf)
    figures = re.findall(rb"(\d+) 0 obj\n<</Type/StructElem/S/Figure(.*)/Alt<FEFF(\w+)>>>", pdf)
    assert [bytes.fromhex(words.decode()).decode("utf-16-be") for _, _, words in figures] == [
        *("A boat (1)", "Möwe")
    ]
    assert [place.rsplit(b"/K ", 1)[1] for _, place, _ in figures] == [b"0", b"1"]
    kids = b" ".join(number + b" 0 R" for number, _, _ in figures)
    assert b"\n%b 0 obj\n<</Type/StructTreeRoot" % root in pdf
    assert b"/Nums[0[%b]]" % kids in pdf
    drawn = zlib.decompress(pdf.split(b"stream\n", 2)[1].rsplit(b"\nendstream", 1)[0]).decode()
    assert re.findall(r"MCID (\d)>>BDC\nq .* Do Q\nEMC", drawn) == ["0", "1"]
    assert drawn.count(" Do Q") == 3
    assert b"/Struct" not in pdf_of(hung(0, 0, 40, 30), DOT)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="nothing here reads PDF")
def test_a_reader_of_pdf_says_what_a_picture_shows(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(replace(hung(0, 0, 40, 30), words="Möwe (1)")))
    told = subprocess.run(["pdfinfo", "-struct", str(file)], check=True, capture_output=True)
    assert b"Figure" in told.stdout
    assert not told.stderr


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="nothing here reads PDF")
def test_a_reader_of_pdf_shows_pictures_where_they_lie(tmp_path: Path) -> None:
    glass = hung(50, 10, 40, 40, Image.new("RGBA", (20, 20), (0, 0, 255, 128)))
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(hung(0, 0, 40, 30), hung(0, 40, 40, 30), glass))
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", str(file), str(tmp_path / "a")]
    subprocess.run(command, check=True)
    shown = Image.open(tmp_path / "a.png").convert("RGB")
    for place, expected in (
        ((10, 10), (221, 75, 51)),
        ((30, 60), (47, 111, 174)),
        ((70, 30), (126, 125, 250)),
    ):
        found = shown.getpixel(place)
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 3
