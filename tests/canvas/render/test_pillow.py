"""Pillow keeps the contract of rasterisers."""

import pytest

from canvas.render.pillow import PillowRaster
from canvas.render.raster import Raster
from tests.canvas.render.raster_contract import RasterContract


class TestPillow(RasterContract):
    @pytest.fixture
    def raster(self) -> Raster:
        return PillowRaster()
