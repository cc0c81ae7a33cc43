"""A room's channel: come in, talk, leave.

A line is told to the others and acknowledged to its speaker after its commit, in this order, for
only the acknowledgement may have to wait for a slow reader. Typing is a signal: no database.
"""

from __future__ import annotations

from functools import partial
from typing import assert_never

from drawnby.chat import log, messages
from drawnby.chat.log import DoorClosed, RoomLog, Saying
from drawnby.chat.messages import ClientMessage, Enter, Entered, Lines, Say, Since, Typing
from drawnby.chat.rooms import CHANNEL, Speaker, speaker_for
from drawnby.sockets import (
    Context,
    Message,
    Refused,
    Socket,
    SocketRequest,
    on_database,
    on_message,
    on_subscribe,
    on_unsubscribe,
)


@on_subscribe(channel=CHANNEL)
async def come_in(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    """Let in whom the room's gate lets in; asked again when rights change."""
    speaker = await on_database(speaker_for)(request, socket.params["room"])
    _speakers(context)[channel] = speaker


@on_unsubscribe(channel=CHANNEL)
async def leave(request: SocketRequest, socket: Socket, context: Context, channel: str) -> None:
    _speakers(context).pop(channel, None)


@on_message(channel=CHANNEL)
async def talk(request: SocketRequest, socket: Socket, context: Context, message: Message) -> None:
    """Everything that is said on a room's channel."""
    try:
        parsed = messages.parse(message)
    except messages.MessageError as error:
        raise Refused(str(error)) from error
    try:
        await _answer(request, socket, context, parsed)
    except Refused:  # by the gate, which has closed since this socket came in
        await socket.unsubscribe(str(socket.channel))
        raise


async def _answer(
    request: SocketRequest, socket: Socket, context: Context, message: ClientMessage
) -> None:
    match message:
        case Enter(applied=applied):
            entered = await on_database(_enter)(request, socket.params["room"], applied)
            await socket.send(messages.encode(entered))
            await _show(socket, _speakers(context).get(str(socket.channel)))
        case Since(applied=applied):
            lines = await on_database(_catch_up)(request, socket.params["room"], applied)
            await socket.send(messages.encode(lines))
        case Say():
            await _say(request, socket, message)
        case Typing():
            _signal_typing(socket, _speakers(context).get(str(socket.channel)))
        case _:
            assert_never(message)


async def _show(socket: Socket, speaker: Speaker | None) -> None:
    """Whoever enters is here; who only listens at the door, as the list of rooms does, is not."""
    if speaker is not None and speaker.shown:
        await socket.track(speaker.as_seen())


def _speakers(context: Context) -> dict[str, Speaker]:
    """Who this socket is, by channel, as the gate said last."""
    if "speakers" not in context:
        context.speakers = {}
    speakers: dict[str, Speaker] = context.speakers
    return speakers


def _enter(request: SocketRequest, room: str, applied: int) -> Entered:
    speaker = speaker_for(request, room)
    head = RoomLog.head(room)
    lines = log.lines_after(room, applied) if applied else log.last_lines(room)
    return Entered(head, [log.as_told(line) for line in lines], speaker.key, speaker.may_speak)


def _catch_up(request: SocketRequest, room: str, applied: int) -> Lines:
    speaker_for(request, room)
    return Lines([log.as_told(line) for line in log.lines_after(room, applied)])


async def _say(request: SocketRequest, socket: Socket, say: Say) -> None:
    room = socket.params["room"]
    saying = Saying(room, say, partial(speaker_for, request, room))
    try:
        await RoomLog.deliver(socket, str(socket.channel), saying)
    except DoorClosed:
        raise
    except Refused as refusal:
        await socket.send(RoomLog.refused(saying, refusal))


def _signal_typing(socket: Socket, speaker: Speaker | None) -> None:
    if speaker is not None and speaker.may_speak:
        socket.signal(messages.encode(messages.IsTyping(speaker.key, speaker.name)))
