"""Blend2D keeps the contract of rasterisers, where it is installed."""

import pytest

from canvas.render.raster import Raster
from tests.canvas.render.raster_contract import RasterContract

blend2d = pytest.importorskip("canvas.render.blend2d", exc_type=ImportError)


class TestBlend2D(RasterContract):
    @pytest.fixture
    def raster(self) -> Raster:
        raster: Raster = blend2d.Blend2DRaster()
        return raster
