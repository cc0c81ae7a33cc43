import { Socket } from "drawnby-sockets";

const element = (id) => document.getElementById(id);
const { enter, say } = document.forms;
const seen = new Set();
let name = "";

const socket = Socket.fromPage();
const room = socket.subscribe(element("script").dataset.channel, {
  subscribed: () => {
    if (name) room.send({ name }); // after a reconnection: come in again
    else enter.hidden = false;
  },
  message: show,
  refused: ({ reason }) => {
    element("alert").textContent = reason;
    if (!say.hidden) return;
    name = "";
    enter.hidden = false;
  },
  presence: (people) => {
    const names = [...people.entries.values()].map((entry) => entry.meta);
    element("people").textContent = names.sort().join(", ");
    if (people.entries.has(socket.session)) comeIn();
  },
  lost: () => show({ notice: "Connecting…" }),
});
socket.onmessage = show; // what is said to everybody, in whatever room

enter.onsubmit = (event) => {
  event.preventDefault();
  name = enter.elements.name.value.trim();
  room.send({ name });
};

say.onsubmit = (event) => {
  event.preventDefault();
  if (room.send({ text: say.elements.text.value })) say.reset();
};

function comeIn() {
  element("alert").textContent = "";
  enter.hidden = true;
  say.hidden = false;
  say.elements.text.focus();
}

function show({ id, name, text, notice }) {
  if (id && seen.has(id)) return; // history comes again after a reconnection
  seen.add(id);
  const line = document.createElement("li");
  line.className = notice ? "notice" : "line";
  line.textContent = notice ?? `${name}: ${text}`;
  element("lines").append(line);
}
