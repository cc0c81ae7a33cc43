"""The layer's door to the database, under the name older code knows."""

from __future__ import annotations

from drawnby.sockets import on_database as on_database
