"""The demo chat of django-socketio 0.3.9, example_project/chat/events.py, handler by handler: the
original's line as a comment over each of ours."""

from __future__ import annotations

from typing import Any

from drawnby.sockets import (
    Context,
    Socket,
    SocketRequest,
    on_finish,
    on_message,
    on_subscribe,
)


def port_the_demo(rooms: str) -> None:
    """Connect the handlers to the rooms of that pattern."""

    # The original lets anybody join any channel; here it exists because it is said to.
    @on_subscribe(channel=rooms)
    async def enter(
        request: SocketRequest, socket: Socket, context: Context, channel: str
    ) -> None: ...

    # @events.on_message(channel="^room-")
    # def message(request, socket, context, message):
    @on_message(channel=rooms)
    async def message(
        request: SocketRequest, socket: Socket, context: Context, message: Any
    ) -> None:
        # if message["action"] == "start":
        if message["action"] == "start":
            #     user, created = room.users.get_or_create(name=name)
            name = message["name"]
            users = [entry.meta for entry in socket.here()]
            #     if not created:
            if name in users:
                #     socket.send({"action": "in-use"})
                await socket.send({"action": "in-use"})
            else:
                #     context["user"] = user
                context.user = name
                #     socket.send({"action": "started", "users": users})
                await socket.send({"action": "started", "users": users})
                #     user.session = socket.session.session_id; user.save()
                await socket.track(name)
                #     socket.send_and_broadcast_channel(joined)
                joined = {"action": "join", "name": name, "id": socket.number}
                await socket.send_and_broadcast_channel(joined)
        # else: try: user = context["user"] except KeyError: return
        elif "user" in context and message["action"] == "message":
            #     message["message"] = strip_tags(message["message"])  # ours escape where they show
            #     message["name"] = user.name
            #     socket.send_and_broadcast_channel(message)
            await socket.send_and_broadcast_channel({**message, "name": context.user})

    # @events.on_finish(channel="^room-")
    # def finish(request, socket, context):
    @on_finish(channel=rooms)
    async def finish(request: SocketRequest, socket: Socket, context: Context) -> None:
        # try: user = context["user"] except KeyError: return
        if "user" in context:
            # left = {"action": "leave", "name": user.name, "id": user.id}
            left = {"action": "leave", "name": context.user, "id": socket.number}
            # socket.broadcast_channel(left); user.delete()  # presence ends by itself
            await socket.broadcast_channel(left)


PAGE = """<!doctype html><title>The demo chat</title>
<form><input name=text aria-label="Name or message"><button disabled>Send</button></form>
<ul></ul>
<script>
  // chat.js of the original: what it sent and showed; `socket` is spoken by hand here.
  let started = false, number = 0;
  const socket = new WebSocket(`ws://${location.host}/socket?as=demo`);
  const send = (data) => socket.send(JSON.stringify(["message", "demo-1", data]));
  const add = (text) => {
    const line = document.createElement("li");
    line.textContent = text;
    document.querySelector("ul").append(line);
  };
  const messaged = (data) => {
    switch (data.action) {
      case "in-use": return add("Name is in use, please choose another");
      case "started": started = true; return add(`here: ${data.users.join(", ") || "nobody"}`);
      case "join": return add(`${data.name} joins`);
      case "leave": return add(`${data.name} leaves`);
      case "message": return add(`${data.name}: ${data.message}`);
    }
  };
  socket.onmessage = ({ data }) => {
    const [kind, , content] = JSON.parse(data);
    if (kind === "connected") {
      number = content.number;
      socket.send(JSON.stringify(["subscribe", "demo-1", null]));
    }
    if (kind === "subscribed") document.querySelector("button").disabled = false;
    if (kind === "message") messaged(content);
    if (kind === "batch") {
      for (const [sender, message] of content) if (sender !== number) messaged(message);
    }
  };
  document.forms[0].onsubmit = (event) => {
    event.preventDefault();
    const field = document.forms[0].elements.text;
    const said = field.value;
    send(started ? { action: "message", message: said } : { action: "start", name: said });
    field.value = "";
  };
</script>"""
