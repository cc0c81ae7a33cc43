"""Who may do what with a drawing: the one place that views and the append transaction ask.

A right comes from the link a person holds. The link is compared whenever the question is asked, so
replacing or closing it takes effect at once and leaves nothing to clean up.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from accounts.people import is_shut_out, same_person

if TYPE_CHECKING:
    from accounts.models import Person
    from canvas.models import Drawing, Participant


class Right(IntEnum):
    """Ordered: whoever may do more may do everything before it."""

    NONE = 0
    WATCH = 1
    DRAW = 2
    OWN = 3


ACCESS_RIGHTS = {"draw": Right.DRAW, "watch": Right.WATCH, "closed": Right.NONE}


def right_by_link(drawing: Drawing, link: str) -> Right:
    """What someone who is not the owner may do with `link`, which may be stale or made up."""
    limit = ACCESS_RIGHTS[drawing.access]
    if link == drawing.key:
        return limit
    if link and link == drawing.watch_key:
        return min(limit, Right.WATCH)
    return Right.NONE


def owns(drawing: Drawing, person: Person | None) -> bool:
    """Whether the drawing was started by this person, in this browser or another."""
    return person is not None and drawing.owner is not None and same_person(drawing.owner, person)


def right_of(drawing: Drawing, participant: Participant) -> Right:
    """What a participant may do now."""
    if participant.person is None or is_shut_out(participant.person):
        return Right.NONE
    if owns(drawing, participant.person):
        return Right.OWN
    return right_by_link(drawing, participant.link)


def may_branch(drawing: Drawing, right: Right) -> bool:
    """Whether a new drawing may begin with this one's strokes, here or from its own file.

    Everyone it opens to may, unless its owner says no: who can see every stroke could trace them
    all, and a branch keeps every name where a tracing keeps none.
    """
    return right is Right.OWN or (drawing.branchable and right >= Right.WATCH)


def may_hide(right: Right, me: Participant, author: Participant) -> bool:
    """Whether `me` may hide or show what `author` drew: own work only, but for the owner."""
    if right is Right.OWN or author.pk == me.pk:
        return True
    if author.person is None or me.person is None:
        return False
    return same_person(author.person, me.person)
