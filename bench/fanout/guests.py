"""Makes guests with sessions: `python -m bench.fanout.guests ROOMS DRAWERS`.

Each room is a drawing. Prints a line for each guest, room after room: the drawing's channel and the
session's key. Runs in a process of its own, on the database that DATABASE_URL names.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drawnby.settings")
django.setup()

# Models can be imported only once Django is set up.
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from accounts.models import HUES, Person  # noqa: E402
from accounts.people import SESSION_KEY  # noqa: E402
from canvas.models import Drawing, Participant  # noqa: E402

sessions = import_module(settings.SESSION_ENGINE)


def make_room(drawers: int) -> list[str]:
    """A drawing that so many guests came to by its link; the first of them began it."""
    people = Person.objects.bulk_create(Person(name=f"Guest {n}") for n in range(drawers))
    drawing = Drawing.objects.create(owner=people[0])
    Participant.objects.bulk_create(
        Participant(drawing=drawing, person=person, number=n + 1, hue=n % HUES, link=drawing.key)
        for n, person in enumerate(people)
    )
    return [f"{drawing.channel} {make_session(person)}" for person in people]


def make_session(person: Person) -> str:
    session = sessions.SessionStore()
    session[SESSION_KEY] = person.pk
    session.create()
    return str(session.session_key)


def main() -> None:
    rooms, drawers = (int(argument) for argument in sys.argv[1:])
    with transaction.atomic():
        for _ in range(rooms):
            print(*make_room(drawers), sep="\n")


if __name__ == "__main__":
    main()
