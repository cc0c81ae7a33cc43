"""Which rasteriser is held to the contract."""

import pytest

from canvas.render.raster import Raster


class OfRaster:
    @pytest.fixture
    def raster(self) -> Raster:
        """Override it."""
        raise NotImplementedError
