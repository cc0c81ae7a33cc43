"""manage.py import_drawings: .drawnby files, or pictures that carry their drawing, as drawings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Person, User
from canvas import archive
from canvas.files.drawnby import FileRefused

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Make a new drawing of each file. Strokes are credited to names marked as imported."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="file")
        parser.add_argument("--owner", help="e-mail address of the account they will belong to")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = find_owner(options["owner"])
        refused = [path for path in options["files"] if not self._bring(path, owner)]
        if refused:
            raise CommandError(f"{len(refused)} of {len(options['files'])} files were refused.")

    def _bring(self, path: Path, owner: Person | None) -> bool:
        try:
            with path.open("rb") as file:
                drawing = archive.import_file(file, owner)
        except (FileRefused, OSError) as error:
            self.stderr.write(f"{path}: {error}")
            return False
        self.stdout.write(f"{path}: {drawing.get_absolute_url()}")
        return True


def find_owner(address: str | None) -> Person | None:
    """Find the first hand of an account; without an address a drawing belongs to nobody."""
    if address is None:
        return None
    user = User.objects.filter(email=address.lower()).first()
    if user is None:
        raise CommandError(f"Nobody here has the address {address}.")
    return user.hands.order_by("created_at", "pk").first() or Person.objects.create(
        user=user, name=user.name
    )
