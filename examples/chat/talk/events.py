from drawnby.sockets import Refused, on_database, on_message, on_subscribe, on_unsubscribe, presence
from talk.models import Line, Room

ROOM = r"^room-(?P<room>\d{1,9})$"


@on_subscribe(channel=ROOM)
async def open_door(request, socket, context, channel):
    if not await on_database(Room.objects.filter(pk=socket.params["room"]).exists)():
        raise Refused("There is no such room.")


@on_message(channel=ROOM)
async def talk(request, socket, context, message):
    match message:
        case {"name": str(name)} if 0 < len(name) <= 20:
            await come_in(socket, context, name)
        case {"text": str(text)} if 0 < len(text) <= 500 and "name" in context:
            line = Line(room_id=socket.params["room"], name=context.name, text=text)
            await on_database(line.save)()
            kept = {"id": line.pk, "name": line.name, "text": text}
            await socket.send_and_broadcast_channel(kept)
        case _:
            raise Refused("First a name of 20 characters, then up to 500 at a time.")


async def come_in(socket, context, name):
    if any(name == entry.meta for entry in presence.here(socket.channel)):
        raise Refused(f"{name} is here already. Take another name.")
    context.name = name
    await socket.track(name)
    lines = Line.objects.filter(room=socket.params["room"]).values("id", "name", "text")
    for line in reversed(await on_database(list)(lines.order_by("-pk")[:50])):
        await socket.send(line)
    await socket.send_and_broadcast_channel({"notice": f"{name} has come in"})


@on_unsubscribe(channel=ROOM)
async def leave(request, socket, context, channel):
    if "name" in context:
        await socket.broadcast_channel({"notice": f"{context.name} has left"})
