from drawnby.sockets import Refused, on_database, on_message, on_subscribe, on_unsubscribe
from drawnby.sockets.numbered import NumberedLog
from talk.models import Line, Room

ROOM = r"^room-(?P<room>\d{1,9})$"


class Talk(NumberedLog):
    rows, parent, newest = Line, "room", 50

    def make(self, room, append):
        if append.author and isinstance(append.body, str) and 0 < len(append.body) <= 500:
            return Line(text=append.body)
        raise Refused("First a name, then up to 500 characters at a time.")

    @staticmethod
    def show(line):
        return {"name": line.author, "text": line.text}


@on_subscribe(channel=ROOM)
async def open_door(request, socket, context, channel):
    if not await on_database(Room.objects.filter(pk=socket.params["room"]).exists)():
        raise Refused("There is no such room.")


@on_message(channel=ROOM)
async def talk(request, socket, context, message):
    if not await Talk.hear(socket, message, socket.params["room"], getattr(context, "name", "")):
        await come_in(socket, context, message)


async def come_in(socket, context, name):
    if not isinstance(name, str) or not 0 < len(name) <= 20:
        raise Refused("A name has 20 characters at most.")
    if any(name == entry.meta for entry in socket.here()):
        raise Refused(f"{name} is here already. Take another name.")
    context.name = name
    await socket.track(name)
    await socket.send_and_broadcast_channel({"notice": f"{name} has come in"})


@on_unsubscribe(channel=ROOM)
async def leave(request, socket, context, channel):
    if "name" in context:
        await socket.broadcast_channel({"notice": f"{context.name} has left"})
