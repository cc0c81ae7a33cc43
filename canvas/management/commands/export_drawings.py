"""manage.py export_drawings: drawings as .drawnby files in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from canvas import archive
from canvas.models import Drawing

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Write drawings as .drawnby files: all, or those with the given uids."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="made if it is not there")
        parser.add_argument("uids", nargs="*", metavar="uid", help="as the file names say")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        drawings = Drawing.objects.order_by("pk")
        if options["uids"]:
            drawings = drawings.filter(uid__in=options["uids"])
            if missing := set(options["uids"]) - set(drawings.values_list("uid", flat=True)):
                raise CommandError(f"No drawing is called {', '.join(sorted(missing))}.")
        folder.mkdir(parents=True, exist_ok=True)
        written = [write(drawing, folder) for drawing in drawings.iterator(chunk_size=100)]
        self.stdout.write(f"{len(written)} drawings in {folder}")


def write(drawing: Drawing, folder: Path) -> Path:
    """Write one file; it has its name only once it is whole."""
    path = folder / f"{drawing.uid}.drawnby"
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.writelines(archive.export(drawing))
    return part.replace(path)
