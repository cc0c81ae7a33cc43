"""The transaction in which entries of a log get their numbers. Asks the database: not for the loop.

Whatever is appended is locked by its parent, looked up by its id, checked, and given head + 1; so
numbers have no gaps, nothing is kept twice, and what was checked still holds at the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from .appends import Appended, Appending, Sent
from .exceptions import EventError, Refused

Item = TypeVar("Item", bound=Appending)
Row = TypeVar("Row", bound=models.Model)


class Numbering(Generic[Item, Row]):
    """One transaction on the logs of one table. An instance lives as long as it."""

    rows: type[Row]
    """The model of an entry."""
    parent: str
    """Its foreign key to what has the log; that row is locked while the log is written to."""
    key = "pk"
    """The field of a parent it is called by, wherever it is called `parent` of an item."""
    id_field = "op_id"
    author_field = "author"
    changed: Sequence[str] = ("head",)
    """The fields of a parent that `make` changes; its head is counted here."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "rows"):
            check_rows(cls)

    def __init__(self, items: list[Item]) -> None:
        self.parents = self.lock({item.parent for item in items})
        self.now = self.clock()  # under the locks: times go up with the numbers
        self.known = self.find(items)
        self.new: list[Row] = []
        self._changed: dict[Hashable, Any] = {}

    def clock(self) -> datetime:
        return timezone.now()

    def make(self, parent: Any, item: Item) -> Row:
        """The row to be kept, without its number; or raise Refused or Later."""
        raise NotImplementedError

    def admit(self, item: Item) -> None:
        """Asked before anything else is said about an item, also of one sent again."""

    def lock(self, keys: Collection[Any]) -> dict[Hashable, Any]:
        """The parents by key; in one order everywhere, so that two cannot wait for each other."""
        rows = self.parents_query().select_for_update().order_by("pk")
        return {getattr(row, self.key): row for row in rows.filter(**{f"{self.key}__in": keys})}

    def missing(self, item: Item) -> Any:
        """The parent that `lock` did not find."""
        raise Refused(gettext("This is gone."))

    def find(self, items: list[Item]) -> dict[tuple[Hashable, UUID], Row]:
        """The rows that items repeat, by parent and id."""
        return self.find_ids(items, {item.id for item in items})

    def find_ids(
        self, items: list[Item], ids: Collection[UUID]
    ) -> dict[tuple[Hashable, UUID], Row]:
        # One query for all; that it may find an id in another of the logs does no harm.
        parents = {item.parent for item in items}
        found = {f"{self.parent}__{self.key}__in": parents, f"{self.id_field}__in": ids}
        rows = self.query().filter(**found)
        if self.key == "pk":
            return {(getattr(row, f"{self.parent}_id"), self._id_of(row)): row for row in rows}
        rows = rows.select_related(self.parent)
        keys = ((getattr(getattr(row, self.parent), self.key), row) for row in rows)
        return {(key, self._id_of(row)): row for key, row in keys}

    def _id_of(self, row: Row) -> UUID:
        id: UUID = getattr(row, self.id_field)
        return id

    @classmethod
    def query(cls) -> models.QuerySet[Row]:
        """The rows, as `find` and `read` want them."""
        return cls.rows._default_manager.all()

    @classmethod
    def write(cls, items: list[Item]) -> list[Appended[Row] | Refused]:
        """Append items in one transaction, in their order. Database errors pass through."""
        return cls.write_sent([Sent(item, get_language()) for item in items])

    @classmethod
    def write_sent(cls, batch: list[Sent[Item]]) -> list[Appended[Row] | Refused]:
        """`write`, where each of the senders may speak another language."""
        with transaction.atomic():
            log = cls([sent.item for sent in batch])
            outcomes = [log._outcome(sent) for sent in batch]
            log.save()
        return outcomes

    def save(self) -> None:
        self.rows._default_manager.bulk_create(self.new)
        self.parents_query().bulk_update(self._changed.values(), self.changed)

    def _outcome(self, sent: Sent[Item]) -> Appended[Row] | Refused:
        try:
            with override(sent.language):
                return self._append(sent.item)
        except Refused as refusal:
            return refusal

    def _append(self, item: Item) -> Appended[Row]:
        self.admit(item)
        known = self.known.get((item.parent, item.id))
        if known is None:
            return Appended(self._number(item), repeated=False)
        if not self._wrote(known, item.author):
            raise Refused(gettext("This is somebody else's."))
        return Appended(known, repeated=True)

    def _wrote(self, row: Row, author: Hashable) -> bool:
        """Compare as the field keeps it: a user's number may be text there."""
        field: Any = self.rows._meta.get_field(self.author_field)
        return bool(field.to_python(getattr(row, self.author_field)) == field.to_python(author))

    def _number(self, item: Item) -> Row:
        parent = self.parents.get(item.parent) or self.missing(item)
        row = self.make(parent, item)
        parent.head += 1
        self._sign(row, parent, item)
        self.parents[item.parent] = self._changed[item.parent] = parent
        self.known[item.parent, item.id] = row
        self.new.append(row)
        return row

    def _sign(self, row: Row, parent: Any, item: Item) -> None:
        setattr(row, self.parent, parent)
        setattr(row, "seq", parent.head)  # noqa: B010 (a field that only its model knows)
        setattr(row, self.id_field, item.id)
        setattr(row, self.author_field, item.author)

    @classmethod
    def parents_query(cls) -> models.QuerySet[Any]:
        """What has the logs."""
        parents: models.QuerySet[Any] = cls.parent_model()._default_manager.all()
        return parents

    @classmethod
    def parse_key(cls, value: Any) -> Hashable:
        """The key of a parent, as a channel's pattern found it in its name."""
        meta = cls.parent_model()._meta
        field = meta.pk if cls.key == "pk" else meta.get_field(cls.key)
        key: Hashable = field.to_python(value)
        return key

    @classmethod
    def parent_model(cls) -> Any:
        return cls.rows._meta.get_field(cls.parent).related_model


def check_rows(log: type[Numbering[Any, Any]]) -> None:
    """Raise EventError for a table that could hold a number or an id twice."""
    unique = [set(each.fields) for each in log.rows._meta.total_unique_constraints]
    unique += [set(fields) for fields in log.rows._meta.unique_together]
    for field in ("seq", log.id_field):
        if {log.parent, field} not in unique:
            raise EventError(
                f"{log.rows.__name__} could hold the same {field} twice: give it a "
                f"UniqueConstraint on ({log.parent!r}, {field!r})."
            )
