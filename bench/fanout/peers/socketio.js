// The events of Excalidraw's room server (excalidraw-room), on the Socket.IO it would be given today.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const server = new Server(http, { transports: ["websocket", "polling"], allowEIO3: true });

async function join(socket, room) {
  await socket.join(room);
  const sockets = await server.in(room).fetchSockets();
  if (sockets.length <= 1) server.to(socket.id).emit("first-in-room");
  else socket.broadcast.to(room).emit("new-user", socket.id);
  server.in(room).emit(
    "room-user-change",
    sockets.map((each) => each.id),
  );
}

server.on("connection", (socket) => {
  server.to(socket.id).emit("init-room");
  socket.on("join-room", (room) => join(socket, room));
  socket.on("server-broadcast", (room, cipher, vector) => {
    socket.broadcast.to(room).emit("client-broadcast", cipher, vector);
  });
});

http.listen(Number(process.env.PORT), "127.0.0.1");
