"""Blend2D keeps the contract of rasterisers, where it is installed."""

import pytest
from PIL import ImageChops

from canvas.render.picture import Frame
from canvas.render.raster import Raster
from canvas.strokes import Tool
from tests.canvas.render.contract.specimens import draw
from tests.canvas.render.raster_contract import RasterContract

blend2d = pytest.importorskip("canvas.render.blend2d", exc_type=ImportError)
graphite = pytest.importorskip("canvas.render.graphite", exc_type=ImportError)


class TestBlend2D(RasterContract):
    @pytest.fixture
    def raster(self) -> Raster:
        raster: Raster = blend2d.Blend2DRaster()
        return raster

    def test_a_pencil_is_rubbed_where_its_line_is_and_looks_as_if_rubbed_at_once(
        self, raster: Raster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loop = [(20, 30), (980, 700), (40, 690), (960, 20), (500, 350)]
        strokes = [draw(Tool.PENCIL, 9, *loop), draw(Tool.PENCIL, 300, *loop, opacity=120)]
        frame = Frame(0, 0, 1000, 720)
        cut = raster.paint(strokes, frame, "#ffffff")
        monkeypatch.setattr(graphite, "touched", lambda _, place: [place])
        whole = raster.paint(strokes, frame, "#ffffff")
        assert max(ImageChops.difference(cut, whole).tobytes()) <= 2
