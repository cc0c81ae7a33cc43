"""Logs: numbered without gaps, nothing twice, acknowledged after the commit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, models, transaction
from django.utils.translation import activate, get_language, override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawnby.sockets import EventError, Later, Refused, numbered
from drawnby.sockets.appends import Append, Appended
from drawnby.sockets.numbered import NumberedLog
from drawnby.sockets.testing import Received, TestSocket, connect
from tests.sockets.notebook import (
    Book,
    Note,
    Notes,
    note,
    notebook,
    register_handlers,
)

pytestmark = pytest.mark.django_db(transaction=True)

ID = "ab" * 16


@pytest.fixture
def book() -> Iterator[Book]:
    register_handlers()
    with notebook() as book:
        yield book


def seqs(outcomes: list[Appended[Note] | Refused]) -> list[int]:
    return [each.row.seq if isinstance(each, Appended) else 0 for each in outcomes]


def texts(book: Book) -> list[str]:
    return [row.text for row in Notes.read(book.pk, 0, 100)]


# -- the transaction --------------------------------------------------------------


def test_entries_are_numbered_from_one_without_a_gap_whatever_is_refused(book: Book) -> None:
    drafts = [note(book, "one"), note(book, ""), note(book, "busy"), note(book, "two")]
    outcomes = Notes.write(drafts)
    assert seqs(outcomes) == [1, 0, 0, 2]
    assert [type(outcomes[1]), type(outcomes[2])] == [Refused, Later]
    assert seqs(Notes.write([note(book, "three")])) == [3]
    assert (Notes.head(book.pk), texts(book)) == (3, ["one", "two", "three"])


def test_the_same_entry_again_is_the_same_entry(book: Book) -> None:
    first = note(book, "one")
    outcomes = Notes.write([first, first]) + Notes.write([note(book, "two", id=first.id)])
    assert seqs(outcomes) == [1, 1, 1]
    assert [isinstance(each, Appended) and each.repeated for each in outcomes] == [
        False,
        True,
        True,
    ]
    assert texts(book) == ["one"]


def test_who_wrote_is_compared_as_the_table_keeps_it(book: Book) -> None:
    first = Append(book.pk, uuid4(), "one", author=17)  # a user's number, say
    outcomes = Notes.write([first]) + Notes.write([first])
    assert seqs(outcomes) == [1, 1]
    (outcome,) = Notes.write([Append(book.pk, first.id, "one", author=1)])
    assert type(outcome) is Refused


def test_an_id_of_somebody_elses_is_refused_for_good(book: Book) -> None:
    first = note(book, "one", "mia")
    (outcome,) = Notes.write([first]) and Notes.write([note(book, "one", "tom", first.id)])
    assert type(outcome) is Refused
    assert texts(book) == ["one"]


def test_the_same_id_in_another_log_is_another_entry(book: Book) -> None:
    other = Book.objects.create()
    first = note(book, "one")
    assert seqs(Notes.write([first, note(other, "uno", id=first.id)])) == [1, 1]
    assert texts(other) == ["uno"]


def test_what_has_no_log_is_refused_for_good(book: Book) -> None:
    (outcome,) = Notes.write([Append(book.pk + 1, uuid4(), "one")])
    assert type(outcome) is Refused


def test_a_table_that_could_hold_a_number_twice_is_refused_with_the_remedy() -> None:
    with pytest.raises(EventError, match=r"UniqueConstraint on \('book', 'seq'\)"):

        class Careless(NumberedLog[Append, "Scrap"]):
            rows, parent = Scrap, "book"


class Scrap(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    seq = models.IntegerField()
    op_id = models.UUIDField()

    class Meta:
        app_label = "notebook"

    def __str__(self) -> str:
        return str(self.seq)


WISHES = st.tuples(st.sampled_from("amt"), st.integers(0, 9), st.sampled_from(["x", "", "busy"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(WISHES, max_size=8), max_size=6))
def test_whatever_is_sent_again_and_by_whom_the_log_has_each_id_once_and_no_gap(
    book: Book, batches: list[list[tuple[str, int, str]]]
) -> None:
    own = Book.objects.create()
    owners: dict[int, str] = {}
    for batch in batches:
        drafts = [note(own, text, who, UUID(int=id)) for who, id, text in batch]
        for (who, id, text), outcome in zip(batch, Notes.write(drafts), strict=True):
            if id not in owners and text == "x":
                owners[id] = who
            assert isinstance(outcome, Appended) == (owners.get(id) == who)
    rows = Notes.read(own.pk, 0, 100)
    assert [row.seq for row in rows] == list(range(1, len(owners) + 1))
    assert [(row.op_id.int, row.author) for row in rows] == list(owners.items())


# -- group commit -----------------------------------------------------------------


@pytest.fixture
async def abook(book: Book) -> Book:
    return book


async def test_many_appends_at_once_get_every_number_once_in_their_order(book: Book) -> None:
    outcomes = await asyncio.gather(*(Notes.append(note(book, str(i))) for i in range(60)))
    assert [each.row.seq for each in outcomes] == list(range(1, 61))
    assert await sync_to_async(texts)(book) == [str(i) for i in range(60)]


async def test_one_that_is_refused_or_fails_spoils_none_of_the_others(book: Book) -> None:
    bodies: list[Any] = ["one", "", {"crash": 1}, "busy", "two"]
    outcomes = await asyncio.gather(
        *(Notes.append(note(book, body)) for body in bodies), return_exceptions=True
    )
    assert [type(each) for each in outcomes] == [Appended, Refused, Later, Later, Appended]
    assert await sync_to_async(texts)(book) == ["one", "two"]


class Speaking(NumberedLog[Append, Note]):
    """Says no in the language of whoever asks; crashes where that is asked for."""

    rows, parent = Note, "book"

    def make(self, book: Book, item: Append) -> Note:
        if item.body == "crash":
            raise RuntimeError("a mistake in make()")
        raise Refused(get_language() or "")


@pytest.mark.parametrize("body", ["no", "crash"])
async def test_each_of_those_who_share_a_transaction_is_refused_in_their_own_language(
    book: Book, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drawnby.sockets.writer.gettext", lambda _: get_language())

    async def refusal(language: str) -> str:
        activate(language)
        with pytest.raises(Refused) as refused:
            await Speaking.append(note(book, body))
        return refused.value.reason

    spoken = ["de", "fr", "en", "de"]
    assert await asyncio.gather(*map(refusal, spoken)) == spoken


def test_what_is_published_is_refused_in_the_language_of_whoever_publishes(book: Book) -> None:
    for language in ("de", "fr"):
        with override(language), pytest.raises(Refused, match=language):
            Speaking.publish("book-1", note(book, "no"))


async def test_an_append_whose_sender_has_gone_is_kept(book: Book) -> None:
    impatient = asyncio.create_task(Notes.append(note(book, "one")))
    await asyncio.sleep(0)  # let it be handed in
    impatient.cancel()
    assert (await Notes.append(note(book, "two"))).row.seq == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere this is another error")
async def test_a_failing_database_is_not_asked_for_every_append_that_waits(
    book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    drafts = [note(book, "one") for _ in range(5)]
    await sync_to_async(rename_table)("notebook_book", "elsewhere")
    try:
        refusals = await asyncio.gather(*map(Notes.append, drafts), return_exceptions=True)
    finally:
        await sync_to_async(rename_table)("elsewhere", "notebook_book")
    assert [type(each) for each in refusals] == [Later] * 5
    assert len({id(each) for each in refusals}) == 5
    assert len([line for line in caplog.messages if "append not committed" in line]) == 1
    assert (await Notes.append(drafts[0])).row.seq == 1


def rename_table(before: str, after: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {before} RENAME TO {after}")


# -- through sockets --------------------------------------------------------------


@asynccontextmanager
async def readers(book: Book, *names: str) -> AsyncIterator[list[TestSocket]]:
    async with connect(query=f"as={names[0]}") as one, connect(query=f"as={names[1]}") as other:
        for client in (one, other):
            await client.subscribe(f"book-{book.pk}")
            await client.settle()
        yield [one, other]


async def hear(client: TestSocket) -> Any:
    return (await client.receive()).data


async def tell(client: TestSocket, book: Book, **message: Any) -> Any:
    await client.send(f"book-{book.pk}", message)
    return await hear(client)


async def append(client: TestSocket, book: Book, body: Any, id: str = ID) -> Any:
    return await tell(client, book, log="append", id=id, body=body)


async def test_an_entry_is_told_after_its_commit_and_then_acknowledged(book: Book) -> None:
    async with readers(book, "mia", "tom") as (mia, tom):
        entry = {"seq": 1, "id": ID, "body": "one"}
        assert await append(mia, book, "one") == {"log": "appended", "entry": entry}
        assert await hear(tom) == {"log": "numbered", "entries": [entry]}


async def test_what_is_sent_again_is_acknowledged_again_and_told_once(book: Book) -> None:
    async with readers(book, "mia", "tom") as (mia, tom):
        assert await append(mia, book, "one") == await append(mia, book, "one")
        await tom.receive()
        assert not [item for item in await tom.settle() if isinstance(item, Received)]


@pytest.mark.parametrize(
    ("body", "final"), [("", True), ([1], True), (None, True), ("busy", False)]
)
async def test_a_refusal_says_whether_it_is_for_good_and_nobody_else_hears_it(
    book: Book, body: Any, final: bool
) -> None:
    async with readers(book, "mia", "tom") as (mia, tom):
        refused = await append(mia, book, body)
        assert (refused["log"], refused["id"], refused["final"]) == ("refused", ID, final)
        assert not [item for item in await tom.settle() if isinstance(item, Received)]


async def test_nobody_appends_or_answers_for_somebody_else(book: Book) -> None:
    async with readers(book, "mia", "tom") as (mia, tom):
        await append(mia, book, "one")
        await tom.receive()
        refused = await append(tom, book, "one")
        assert (refused["log"], refused["final"]) == ("refused", True)
        forged = await tell(tom, book, log="append", id="cd" * 16, body="two", author="mia", seq=1)
        assert forged["entry"]["seq"] == 2
        assert [row.author for row in await sync_to_async(Notes.read)(book.pk, 0, 9)] == [
            "mia",
            "tom",
        ]


async def test_whoever_comes_back_is_given_what_came_after_a_number(book: Book) -> None:
    await sync_to_async(Notes.write)([note(book, text) for text in ("one", "two", "three")])
    async with readers(book, "mia", "tom") as (mia, _tom):
        page = await tell(mia, book, log="since", applied=1)
        assert [(each["seq"], each["body"]) for each in page["entries"]] == [
            (2, "two"),
            (3, "three"),
        ]
        assert (page["after"], page["head"]) == (1, 3)
        assert (await tell(mia, book, log="since", applied=3))["entries"] == []
        assert (await tell(mia, book, log="since", applied=2**53))["entries"] == []


async def test_whoever_has_nothing_is_given_the_newest(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sync_to_async(Notes.write)([note(book, str(i)) for i in range(1, 6)])
    monkeypatch.setattr(Notes, "newest", 2)
    async with readers(book, "mia", "tom") as (mia, _tom):
        page = await tell(mia, book, log="since", applied=0)
        assert (page["after"], [each["seq"] for each in page["entries"]]) == (3, [4, 5])
        missed = await tell(mia, book, log="since", applied=1)
        assert (missed["after"], len(missed["entries"])) == (1, 4)


async def test_a_long_log_comes_in_pages(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    await sync_to_async(Notes.write)([note(book, "x" * 50) for _ in range(6)])
    monkeypatch.setattr(numbered, "PAGE_BYTES", 250)
    async with readers(book, "mia", "tom") as (mia, _tom):
        page = await tell(mia, book, log="since", applied=0)
        assert (len(page["entries"]), page["head"]) == (2, 6)
        monkeypatch.setattr(numbered, "PAGE_BYTES", 1)
        assert len((await tell(mia, book, log="since", applied=2))["entries"]) == 1


@pytest.mark.parametrize(
    "message",
    [
        {"log": "append", "id": "ab", "body": "one"},
        {"log": "append", "id": "AB" * 16, "body": "one"},
        {"log": "append", "id": 7, "body": "one"},
        {"log": "append", "id": ID},
        {"log": "since", "applied": -1},
        {"log": "since", "applied": True},
        {"log": "since", "applied": 0.5},
        {"log": "since", "applied": "0"},
        {"log": "numbered", "entries": []},
        {"log": None},
    ],
)
async def test_what_means_nothing_is_refused_and_the_rest_goes_on(book: Book, message: Any) -> None:
    async with readers(book, "mia", "tom") as (mia, _tom):
        await mia.send(f"book-{book.pk}", message)
        assert (await mia.frame("refused")).data["about"] == "message"
        assert (await append(mia, book, "one"))["entry"]["seq"] == 1


@pytest.mark.parametrize("message", [{"text": "hello"}, [], "log", None])
async def test_what_is_not_about_the_log_is_the_handlers_own(book: Book, message: Any) -> None:
    async with readers(book, "mia", "tom") as (mia, _tom):
        assert await mia.ask(f"book-{book.pk}", message) == "not about the log"


async def test_a_flood_is_told_later_and_loses_nothing_that_was_taken(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbered, "MAX_APPENDS", 3)
    async with readers(book, "mia", "tom") as (mia, _tom):
        for i in range(20):
            wish = {"log": "append", "id": f"{i:032x}", "body": "x"}
            await mia.send(f"book-{book.pk}", wish)
        answers = [await hear(mia) for _ in range(20)]
    taken = {each["entry"]["id"] for each in answers if each["log"] == "appended"}
    assert all(not each["final"] for each in answers if each["log"] == "refused")
    assert len(taken) < 20
    rows = await sync_to_async(Notes.read)(book.pk, 0, 100)
    assert {row.op_id.hex for row in rows} == taken


async def test_what_is_appended_from_anywhere_is_told_to_everybody(book: Book) -> None:
    async with readers(book, "mia", "tom") as both:
        channel = f"book-{book.pk}"
        await Notes.apublish(channel, note(book, "one", "staff"))
        await sync_to_async(Notes.publish)(channel, note(book, "two", "staff"))
        for client in both:
            told = [await hear(client) for _ in range(2)]
            assert [each["entries"][0]["body"] for each in told] == ["one", "two"]


async def test_what_is_published_in_a_transaction_is_told_at_its_commit(book: Book) -> None:
    channel = f"book-{book.pk}"

    def publish(undo: bool) -> None:
        with transaction.atomic():
            Notes.publish(channel, note(book, "one", "staff"))
            transaction.set_rollback(undo)

    async with readers(book, "mia", "tom") as (mia, _tom):
        await sync_to_async(publish)(undo=True)
        assert await mia.settle() == []
        await sync_to_async(publish)(undo=False)
        assert (await hear(mia))["entries"][0]["seq"] == 1
