"""What is said of pictures, against the table shared with the browser and against chance."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas import store
from canvas.descriptions import Description, decode_description, encode_description
from canvas.log import Fold, Kind, Numbered, named_ids
from canvas.messages import Draft
from canvas.texts import TextError
from drawnby.sockets import Refused
from tests.canvas.people import entry, hide_draft, make_scene, stroke_draft
from tests.canvas.photographs import place
from tests.wire import make_descriptions

if TYPE_CHECKING:
    from canvas.models import Participant

VECTORS = json.loads(make_descriptions.FILE.read_text())
BOAT, SAID, TAKEN_BACK = (bytes([number] * 16) for number in (1, 2, 3))


def test_the_shared_table_is_what_its_maker_writes() -> None:
    assert make_descriptions.FILE.read_text() == make_descriptions.encoded()


@pytest.mark.parametrize("vector", VECTORS["bodies"], ids=lambda vector: vector["name"])
def test_words_and_bytes_of_the_shared_table_become_each_other(vector: dict[str, str]) -> None:
    told = Description(bytes.fromhex(vector["id"]), vector["words"])
    assert encode_description(told).hex() == vector["bytes"]
    assert decode_description(bytes.fromhex(vector["bytes"])) == told
    assert named_ids(Kind.DESCRIBE, encode_description(told)) == [told.id]


@pytest.mark.parametrize("vector", VECTORS["hostile"], ids=lambda vector: vector["name"])
def test_hostile_bytes_are_refused_with_the_reason_of_the_table(vector: dict[str, str]) -> None:
    with pytest.raises(TextError) as refusal:
        decode_description(bytes.fromhex(vector["bytes"]))
    assert vector["error"] == str(refusal.value)


@given(st.binary(max_size=40))
def test_whatever_decodes_has_these_bytes_and_no_others(data: bytes) -> None:
    with suppress(TextError):
        assert encode_description(decode_description(data)) == data


@pytest.mark.parametrize("vector", VECTORS["logs"], ids=lambda vector: len(vector["log"]))
def test_the_latest_words_hold_that_are_not_taken_back(vector: dict[str, Any]) -> None:
    fold = Fold()
    rows = zip(vector["log"], vector["after"], strict=True)
    for seq, ((kind, id, body), after) in enumerate(rows, 1):
        fold.apply(
            Numbered(seq, bytes.fromhex(id) * 16, kind, 1, seq, bytes.fromhex(body)),
        )
        assert {id.hex()[:2]: words for id, words in fold.descriptions.items()} == after


def test_words_that_say_nothing_take_a_description_away_until_they_are_taken_back() -> None:
    fold = Fold()
    fold.apply(Numbered(1, SAID, Kind.DESCRIBE, 1, 0, BOAT + b"A boat"))
    fold.apply(Numbered(2, TAKEN_BACK, Kind.DESCRIBE, 1, 0, BOAT))
    assert fold.descriptions == {}
    fold.apply(Numbered(3, b"h" * 16, Kind.HIDE, 1, 0, TAKEN_BACK))
    assert fold.descriptions == {BOAT: "A boat"}


@pytest.mark.django_db
def test_whoever_added_a_picture_describes_it_or_the_owner_and_nobody_else() -> None:
    scene = make_scene()
    place(scene.mia)
    picture = b"i" * 16

    def says(who: Participant, about: bytes = picture) -> bool:
        draft = Draft(secrets.token_bytes(16), Kind.DESCRIBE, about + b"A boat")
        [outcome] = store.write([entry(who, draft)])
        return not isinstance(outcome, Refused)

    assert says(scene.mia)
    assert not says(scene.tom)
    theirs = stroke_draft()
    store.write([entry(scene.tom, theirs)])
    assert not says(scene.tom, theirs.id)  # a line is no picture
    assert not says(scene.mia, secrets.token_bytes(16))


@pytest.mark.django_db
def test_the_owner_describes_what_others_added_and_takes_back_what_they_said_of_it() -> None:
    scene = make_scene()
    place(scene.tom)
    mias, toms = (
        Draft(secrets.token_bytes(16), Kind.DESCRIBE, b"i" * 16 + words) for words in (b"a", b"b")
    )
    batch = [entry(scene.mia, mias), entry(scene.tom, toms)]
    assert not any(isinstance(outcome, Refused) for outcome in store.write(batch))
    by_tom, *by_mia = store.write(
        [
            entry(scene.tom, hide_draft([mias.id])),
            entry(scene.mia, hide_draft([mias.id])),
            entry(scene.mia, hide_draft([toms.id])),
        ]
    )
    assert isinstance(by_tom, Refused)
    assert not any(isinstance(outcome, Refused) for outcome in by_mia)
