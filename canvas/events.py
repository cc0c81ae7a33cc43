"""A drawing's channel: come in, draw, leave.

Signals are relayed to the others without touching the database. An operation goes to the log
(`store`); only after its commit is it acknowledged and told to the others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.people import person_for
from accounts.rates import is_over
from canvas import chunks, ink, messages, participants, store, titles
from canvas.access import Right
from canvas.log import STROKES, Numbered
from canvas.messages import Cursor, Draft, Dropped, Ink, MessageError
from canvas.models import Drawing, Operation, Participant
from canvas.participants import Onlooker, Seat
from canvas.store import Entry, Operations
from canvas.strength import Reserves, Strength
from drawnby.sockets import (
    Context,
    Later,
    Message,
    Refused,
    Socket,
    SocketRequest,
    closing,
    here,
    on_database,
    on_database_together,
    on_message,
    on_subscribe,
    on_unsubscribe,
    relay,
)
from drawnby.sockets.appends import Appended

LINK = "link"  # in the address of a socket without a session: all it is let in by
DRAWING = r"^drawing-(?P<uid>[\w-]{22})$"

Watcher = Seat | Onlooker

PAGE_OPERATIONS = 1000  # of the log, in one answer
PAGE_BYTES = 2**20
FRAME_BYTES = 48_000  # of the log, in one frame

reserves = Reserves()


@on_subscribe(channel=DRAWING)
async def admit(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    """Let in whoever holds a link that still opens this drawing; also asked when rights change.

    Those who only look on are not shown: they may be as many as another site has readers.
    """
    if channel not in _seats(context) and request.GET.get(LINK):
        await on_database(_check_rate)(request)
    seat = await _find_seat(request, socket.params["uid"])
    _take_seat(socket, context, channel, seat)
    if isinstance(seat, Seat):
        await socket.track({"number": seat.number}, channel)


def _check_rate(request: SocketRequest) -> None:
    if is_over(request, "onlooker"):
        raise Refused(_("That was asked for very often from where you are. Wait a minute."))


_find_seats = on_database_together(participants.find_seats)


async def _find_seat(request: SocketRequest, uid: str) -> Watcher:
    """Find the seat with all that are looked for at this moment, or say why there is none."""
    person: Person | None = getattr(request, "person", None)
    seat = await _find_seats((uid, person)) if person is not None else None
    if seat is None:
        return await on_database(_seat_or_refusal)(request, uid)
    return replace(seat, session=request.session.session_key)


def _seat_or_refusal(request: SocketRequest, uid: str) -> Watcher:
    """Find the seat, or say why there is none: what was deleted may not look merely closed."""
    person, link = person_for(request), request.GET.get(LINK)
    if person is None and not link:
        raise Refused(_("You are logged out. Reload the page to go on."), reload=True)
    if person is None and link:
        onlooker = participants.find_onlooker(uid, link)
        if onlooker is not None:
            return onlooker
    else:
        seat = participants.find_seat(uid, person)
        if seat is not None:
            return replace(seat, session=request.session.session_key)
    if Drawing.objects.filter(uid=uid).exists():
        raise Refused(_("This link does not open this drawing."))
    raise Refused(_("This drawing is gone."), gone="deleted")


@on_unsubscribe(channel=DRAWING)
async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    _seats(context).pop(channel, None)


@relay(channel=DRAWING)
def ink_of_drawers(context: Context, channel: str, message: bytes) -> bool:
    """Live ink goes on to the others as it came, unless there is doubt about it.

    Asked only of who may draw, see `_take_seat`.
    """
    return ink.is_plain(message)


@on_message(channel=DRAWING)
async def draw(request: SocketRequest, socket: Socket, context: Context, message: Message) -> None:
    """Everything that is said on a drawing's channel."""
    channel = socket.channel
    seat = _seats(context).get(channel or "")
    if channel is None or seat is None:
        raise Refused(_("This link does not open this drawing."))
    try:
        if isinstance(message, bytes):
            await _draw(socket, context, channel, message)
        else:
            await _answer(request, socket, context, channel, message)
    except MessageError as error:
        raise Refused(str(error)) from error
    except (Drawing.DoesNotExist, Participant.DoesNotExist) as error:  # deleted meanwhile
        raise Refused(_("This drawing is gone.")) from error


def _take_seat(socket: Socket, context: Context, channel: str, seat: Watcher) -> None:
    """What the right was before counts no more, not for the next stroke and not for live ink."""
    _seats(context)[channel] = seat
    socket.let_relay(seat.right >= Right.DRAW, channel)


def _seats(context: Context) -> dict[str, Watcher]:
    if "seats" not in context:
        context.seats = {}
    seats: dict[str, Watcher] = context.seats
    return seats


async def _draw(socket: Socket, context: Context, channel: str, data: bytes) -> None:
    seat = _somebody(_seats(context)[channel])
    try:
        parsed = messages.parse_binary(data)
    except messages.NewerKind as newer:
        reason = _("This needs the next version, which is on its way.")
        await socket.send(messages.refused(newer.id, reason, final=False), channel)
        return
    except messages.NewerSignal:
        return
    match parsed:
        case Cursor() | Dropped():  # whoever may draw no more takes back the stroke underway
            socket.signal(data, channel)
        case Ink():
            _relay(socket, seat, channel, data)
        case Draft():
            await _submit(socket, context, seat, parsed)
        case _:
            assert_never(parsed)


def _somebody(seat: Watcher) -> Seat:
    """Refuse whoever only looks on: they are not heard."""
    if isinstance(seat, Onlooker):
        raise Refused(_("You can watch this drawing, not draw in it."))
    return seat


def _relay(socket: Socket, seat: Seat, channel: str, data: bytes) -> None:
    if seat.right < Right.DRAW:
        raise Refused(_("You can watch this drawing, not draw in it."))
    socket.signal(data, channel)


class Log(Operations):
    """A drawing's log as sockets write to it."""

    @classmethod
    async def deliver(cls, socket: Socket, channel: str, item: Entry) -> Appended[Operation]:
        """As NumberedLog; the others, who saw a stroke grow, hear that it will not be kept."""
        try:
            appended = await super().deliver(socket, channel, item)
        except Refused as refusal:
            if item.draft.kind in STROKES and not isinstance(refusal, Later):
                socket.signal(messages.encode_dropped(item.draft.id), channel)
            raise
        seq = appended.row.seq
        if chunks.fills(seq) and not appended.repeated:
            await on_database(chunks.make_filled)(item.drawing, seq)
        return appended


async def _submit(socket: Socket, context: Context, seat: Seat, draft: Draft) -> None:
    if "unsaved" not in context:
        context.unsaved, context.strengths = set(), {}
    strengths: dict[int, Strength] = context.strengths
    if seat.participant not in strengths:
        strengths[seat.participant] = Strength(reserves, seat.participant)
    kept = (seat.session, context.unsaved, strengths[seat.participant])
    entry = Entry(seat.drawing, seat.participant, draft, *kept)
    await Log.submit(socket, entry)


async def _answer(
    request: SocketRequest, socket: Socket, context: Context, channel: str, data: object
) -> None:
    seat = _seats(context)[channel]
    asked = messages.parse_request(data)
    match asked:
        case messages.Enter(version=version, applied=applied):
            await _enter(socket, seat, channel, version, applied)
        case messages.Since(applied=applied):
            await _send_log(socket, seat, channel, applied)
        case messages.Check():
            await _check(request, socket, context, channel)
        case messages.Meet(numbers=numbers):
            for person in await on_database(participants.list_numbered)(seat.drawing, numbers):
                await socket.send(messages.introduced(person), channel)
        case messages.Rename(title=title):
            await _rename(socket, _somebody(seat), channel, title)
        case messages.Introduce():
            await _introduce(socket, _somebody(seat), channel, asked)
        case _:
            assert_never(asked)


async def _enter(socket: Socket, seat: Watcher, channel: str, version: int, applied: int) -> None:
    if version > messages.VERSION:  # a new page met a process that is about to be replaced
        await socket.close(closing.RESTARTING)
        return
    if version < messages.OLDEST:
        raise Refused(_("A new version is out. Reload the page."), reload=True)
    entered = await on_database(_describe)(seat, [seat.number, *_numbers_here(channel)])
    await socket.send(entered, channel)
    await _send_log(socket, seat, channel, applied)
    for row in entered["participants"]:
        if row["number"] == seat.number:
            await socket.broadcast_channel(messages.introduced(row), channel)


def _numbers_here(channel: str) -> list[int]:
    metas = [entry.meta for entry in here(channel)]
    return [meta["number"] for meta in metas if isinstance(meta, dict)]


def _describe(seat: Watcher, numbers: list[int]) -> dict[str, Any]:
    drawing = Drawing.objects.get(pk=seat.drawing)
    return {
        "type": "entered",
        "version": messages.VERSION,
        "you": seat.number,
        "right": seat.right.name.lower(),
        "title": drawing.title,
        "head": drawing.head,
        "participants": participants.list_participants(drawing.pk, numbers),
    }


async def _send_log(socket: Socket, seat: Watcher, channel: str, applied: int) -> None:
    """Send a page of the log after `applied`; the client asks for the next one, at its own pace."""
    page = (seat.drawing, applied, PAGE_OPERATIONS, PAGE_BYTES)
    operations = await on_database(store.read_page)(*page)
    frame: list[Numbered] = []
    size = 0
    for operation in operations:
        if frame and size + len(operation.body) > FRAME_BYTES:
            await socket.send(messages.encode_operations(frame), channel)
            frame, size = [], 0
        frame.append(operation)
        size += len(operation.body) + 32
    if frame:
        await socket.send(messages.encode_operations(frame), channel)
    await socket.send(await on_database(_head)(seat), channel)


def _head(seat: Watcher) -> dict[str, Any]:
    number = Drawing.objects.values_list("head", flat=True).get(pk=seat.drawing)
    return messages.head(number, seat.right.name.lower())


async def _check(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    """Answer with the head, and look again at what this person may do."""
    try:
        seat = await _find_seat(request, socket.params["uid"])
    except Refused:
        await socket.unsubscribe(channel)
        raise
    _take_seat(socket, context, channel, seat)
    await socket.send(await on_database(_head)(seat), channel)


async def _rename(socket: Socket, seat: Seat, channel: str, title: str) -> None:
    if seat.right < Right.DRAW:
        raise Refused(_("Only people who can draw here can change the title."))
    renamed = await on_database(titles.rename)(seat.drawing, title)
    message = messages.renamed(renamed, seat.number)
    await socket.send_and_broadcast_channel(message, channel)


async def _introduce(socket: Socket, seat: Seat, channel: str, change: messages.Introduce) -> None:
    try:
        person = await on_database(participants.introduce)(seat.participant, change)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    await socket.send_and_broadcast_channel(messages.introduced(person), channel)
