"""Break everything that can break while people draw, and count what was lost: `make chaos`."""
