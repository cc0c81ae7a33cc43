import { Socket } from "drawnby-sockets";

const element = (id) => document.getElementById(id);
const { enter, say } = document.forms;
const seen = new Set();
let name = "";

const socket = Socket.fromPage();
socket.onmessage = show; // what is said to everybody, in whatever room
const room = socket.subscribe(element("script").dataset.channel, {
  subscribed: () => (name ? comeIn() : (enter.hidden = false)), // also after a reconnection
  message: show,
  presence: (people) => {
    const names = [...people.entries.values()].map((entry) => entry.meta);
    element("people").textContent = names.sort().join(", ");
  },
  refused: warn,
  lost: () => show({ notice: "Connecting…" }),
});

enter.onsubmit = (event) => {
  event.preventDefault();
  name = enter.elements.name.value;
  comeIn();
};

say.onsubmit = async (event) => {
  event.preventDefault();
  if (await ask({ text: say.elements.text.value })) say.reset();
};

async function comeIn() {
  const there = await ask({ name });
  enter.hidden = there;
  say.hidden = !there;
}

async function ask(question) {
  const problem = await room.ask(question).then(() => null, (error) => error);
  warn({ reason: problem?.message ?? "" });
  return !problem;
}

function warn({ reason }) {
  element("alert").textContent = reason;
}

function show({ id, name, text, notice }) {
  if (id && seen.has(id)) return; // history comes again after a reconnection
  seen.add(id);
  const line = document.createElement("li");
  line.className = notice ? "notice" : "line";
  line.textContent = notice ?? `${name}: ${text}`;
  element("lines").append(line);
}
