// The least a relay can do on `ws`: what comes from one goes to the others of the room, as it is.
import { WebSocketServer } from "ws";

const rooms = new Map();

function enter(socket, request) {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on("message", (data, isBinary) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: isBinary });
  });
  socket.on("close", () => room.delete(socket));
}

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.env.PORT) });
server.on("connection", enter);
