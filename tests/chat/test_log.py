"""The log of a room: numbered without gaps, nothing twice, nothing under another's name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from drawnby.chat import log
from drawnby.chat.log import DoorClosed, RoomLog, Saying
from drawnby.chat.messages import Say
from drawnby.chat.models import Line, Room
from drawnby.chat.rooms import Speaker
from drawnby.sockets import Later, Refused
from drawnby.sockets.appends import Appended
from tests.chat.keeping import NOW, keep
from tests.locks import somebody_waits

MIA = Speaker("mia", "Mia", hue=0, guest=True, may_speak=True)
TOM = Speaker("tom", "Tom", hue=1, guest=False, may_speak=True)
WATCHER = Speaker("aiko", "Aiko", hue=2, guest=True, may_speak=False)


def say(text: str, speaker: Speaker = MIA, *, id: str = "", minute: int = 0) -> Line:
    moment = NOW + timedelta(minutes=minute)
    return keep("studio", Say(id or uuid4().hex, text), lambda: speaker, moment)


@pytest.mark.django_db
class TestOneRoom:
    def test_a_line_is_kept_with_who_said_it_and_when(self) -> None:
        line = say("hello", TOM, id="ab" * 16)
        line.refresh_from_db()
        assert (line.seq, line.line_id, line.text) == (1, UUID("ab" * 16), "hello")
        assert (line.speaker_key, line.name, line.hue, line.guest) == ("tom", "Tom", 1, False)
        assert line.said_at == NOW

    def test_numbers_have_no_gaps_even_after_refusals(self) -> None:
        say("one")
        with pytest.raises(Refused):
            say("")
        with pytest.raises(Refused):
            say("no", WATCHER)
        assert say("two").seq == 2
        assert RoomLog.head("studio") == 2

    def test_the_same_line_again_is_the_same_line(self) -> None:
        first = say("hello", id="ab" * 16)
        again = say("something else", id="ab" * 16)
        assert (again.pk, again.text) == (first.pk, "hello")
        assert Line.objects.count() == 1

    def test_a_line_of_someone_elses_is_not_acknowledged(self) -> None:
        say("hello", MIA, id="ab" * 16)
        with pytest.raises(Refused) as refusal:
            say("hello", TOM, id="ab" * 16)
        assert not isinstance(refusal.value, Later)

    def test_the_same_id_in_another_room_is_another_line(self) -> None:
        say("hello", id="ab" * 16)
        line = keep("annex", Say("ab" * 16, "hello"), lambda: MIA)
        assert (line.room.name, line.seq) == ("annex", 1)
        assert Line.objects.count() == 2

    def test_a_watcher_keeps_nothing(self) -> None:
        with pytest.raises(Refused) as refusal:
            say("hello", WATCHER)
        assert not isinstance(refusal.value, Later)
        assert not Line.objects.exists()

    def test_a_refusal_by_the_gate_leaves_no_room_behind(self) -> None:
        def closed() -> Speaker:
            raise Refused("closed")

        with pytest.raises(DoorClosed):
            keep("studio", Say("ab" * 16, "hello"), closed)
        assert not Room.objects.filter(name="studio").exists()

    def test_who_says_a_lot_has_to_wait_and_the_others_do_not(self) -> None:
        for number in range(log.QUOTA_LINES):
            say(str(number))
        with pytest.raises(Refused) as refusal:
            say("one more")
        assert isinstance(refusal.value, Later)
        assert say("me", TOM).seq == log.QUOTA_LINES + 1
        assert say("one more", minute=1).seq == log.QUOTA_LINES + 2

    def test_what_was_kept_is_acknowledged_even_to_who_has_to_wait(self) -> None:
        lines = [say(str(number)) for number in range(log.QUOTA_LINES)]
        assert say("0", id=lines[0].line_id.hex).seq == 1

    def test_lines_come_in_order_after_a_number(self) -> None:
        for minute in range(5):
            say(str(minute), minute=minute)
        assert [line.seq for line in log.lines_after("studio", 2)] == [3, 4, 5]
        assert log.lines_after("studio", 5) == []
        assert log.lines_after("studio", 2**53) == []
        assert log.lines_after("annex", 0) == []

    def test_a_newcomer_gets_the_last_lines_in_order(self) -> None:
        room = Room.objects.create(name="studio", head=300)
        Line.objects.bulk_create(_line(room, seq) for seq in range(1, 301))
        assert [line.seq for line in log.last_lines("studio")] == list(range(101, 301))
        assert [line.seq for line in log.lines_after("studio", 1)] == list(range(2, 202))

    def test_a_page_of_long_lines_is_shorter(self) -> None:
        room = Room(name="studio")
        lines = [_line(room, seq, "x" * 2000) for seq in range(1, 201)]
        assert len(log.fill_page(lines)) == log.PAGE_CHARACTERS // 2000
        assert len(log.fill_page([_line(room, 1, "x" * log.PAGE_CHARACTERS * 2)])) == 1
        assert log.fill_page([]) == []

    def test_a_transcript_of_long_lines_is_shorter_too(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(log, "TRANSCRIPT_CHARACTERS", 25)
        for minute in range(4):
            say("x" * 10, minute=minute)
        assert [line.seq for line in log.transcript("studio")] == [3, 4]

    def test_a_name_can_be_taken_off_and_a_room_be_deleted(self) -> None:
        say("hello", MIA)
        say("hello", TOM)
        assert log.forget_speaker("studio", "mia") == 1
        assert [line.display_name for line in log.last_lines("studio")] == ["Someone", "Tom"]
        log.delete_room("studio")
        assert not Line.objects.exists()


def _line(room: Room, seq: int, text: str = "hello") -> Line:
    who = {"speaker_key": "mia", "name": "Mia", "hue": 0, "guest": True}
    return Line(room=room, seq=seq, line_id=uuid4(), text=text, said_at=NOW, **who)


@pytest.mark.django_db(transaction=True)
def test_lines_said_at_once_get_one_number_each() -> None:
    def speak(number: int) -> int:
        try:
            speaker = Speaker(f"key-{number}", "Mia", hue=0, guest=True, may_speak=True)
            saying = Saying("studio", Say(uuid4().hex, f"line {number}"), lambda: speaker)
            (outcome,) = RoomLog.write([saying])
            return outcome.row.seq if isinstance(outcome, Appended) else 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(speak, range(24)))
    assert sorted(numbers) == list(range(1, 25))
    assert RoomLog.head("studio") == 24


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_room_can_be_ended_while_somebody_speaks_in_it() -> None:
    def end() -> None:
        try:
            log.delete_room("studio")
        finally:
            connection.close()

    say("hello")
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            say("and")
            ending = threads.submit(end)
            while not somebody_waits():
                pass
        ending.result()
    assert not Room.objects.exists()
