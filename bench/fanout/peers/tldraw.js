// tldraw's sync rooms, as its template for Node.js sets them up; kept in memory.
// `node tldraw.js schema` prints the schema a client has to say it speaks.
import { createServer } from "node:http";
import { TLSocketRoom } from "@tldraw/sync-core";
import { createTLSchema } from "@tldraw/tlschema";
import { WebSocketServer } from "ws";

const schema = createTLSchema();

function serve() {
  const rooms = new Map();
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  server.on("connection", (socket, request) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const room = rooms.get(url.pathname) ?? new TLSocketRoom({ schema });
    rooms.set(url.pathname, room);
    room.handleSocketConnect({ sessionId: url.searchParams.get("sessionId"), socket });
  });
  http.listen(Number(process.env.PORT), "127.0.0.1");
}

if (process.argv[2] === "schema") console.log(JSON.stringify(schema.serialize()));
else serve();
