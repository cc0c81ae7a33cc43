import { NumberedChannel, Socket } from "drawnby-sockets";

const element = (id) => document.getElementById(id);
const { enter, say } = document.forms;
let name = "";

const socket = Socket.fromPage();
socket.onmessage = show; // what is said to everybody, in whatever room
const room = new NumberedChannel(socket, element("script").dataset.channel, {
  applied: ({ body }) => show(body), // each line once and in order, also after a reconnection
  rejected: (_line, reason) => warn({ reason }),
  subscribed: () => (name ? comeIn() : (enter.hidden = false)),
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

say.onsubmit = (event) => {
  event.preventDefault();
  warn({ reason: "" });
  room.append(say.elements.text.value); // sent until it is kept
  say.reset();
};

async function comeIn() {
  const problem = await room.channel.ask(name).then(() => null, (error) => error);
  warn({ reason: problem?.message ?? "" });
  enter.hidden = !problem;
  say.hidden = Boolean(problem);
}

function warn({ reason }) {
  element("alert").textContent = reason;
}

function show({ name, text, notice }) {
  const line = document.createElement("li");
  line.className = notice ? "notice" : "line";
  line.textContent = notice ?? `${name}: ${text}`;
  element("lines").append(line);
}
