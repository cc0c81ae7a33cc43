"""What holds for every rasteriser: subclass RasterContract and say which one."""

from tests.canvas.render.contract.letters import Letters
from tests.canvas.render.contract.outlines import Outlines
from tests.canvas.render.contract.pencils import Pencils
from tests.canvas.render.contract.pictures import Pictures
from tests.canvas.render.contract.strokes import Strokes


class RasterContract(Strokes, Letters, Pencils, Pictures, Outlines):
    """The tests; `raster` is the fixture to override."""
