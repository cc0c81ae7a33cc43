"""manage.py demo: *Harbour at six*, drawn live on a running server, or imported."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from canvas.demo.harbour import harbour
from canvas.demo.importing import import_harbour
from canvas.demo.live import DemoFailed, draw_live
from canvas.demo.visitor import UnexpectedPage

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Draw “Harbour at six”: live on a running server, by four people's sockets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        here = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
        parser.add_argument("--server", default=here, help="where it runs")
        parser.add_argument("--speed", type=float, default=4.0, help="1 is a human pace")
        parser.add_argument(
            "--import",
            dest="imported",
            action="store_true",
            help="put it straight into the database, once, for the home page",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["imported"]:
            self.stdout.write(import_harbour().get_absolute_url())
            return
        server = options["server"].rstrip("/")
        try:
            path = asyncio.run(draw_live(server, options["speed"], partial(self._tell, server)))
        except* (DemoFailed, UnexpectedPage, OSError) as failures:
            reasons = "; ".join(str(failure) for failure in failures.exceptions)
            raise CommandError(f"The harbour was not finished at {server}: {reasons}") from failures

        strokes, people = len(harbour().strokes), len(harbour().people)
        self.stdout.write(f"Drawn: {strokes} strokes by {people} people.")
        self.stdout.write(f"Watch it again: {server}{path}/replay")

    def _tell(self, server: str, path: str) -> None:
        self.stdout.write(f"Watch it being drawn: {server}{path}")
        self.stdout.flush()
