/** People in a room together: each a session, the paper it draws on and what it tells of itself. */

import { DrawingSession, type SaveStatus, type SessionListener } from "../session";
import { PEN, type Stroke } from "../strokes";
import { HandClock, type Link, Room } from "./room";
import { Sketch } from "./sketch";

export const LINE: Stroke = {
  style: { tool: PEN, color: 0x262833, size: 80, opacity: 255 },
  x: Int32Array.of(0, 160),
  y: Int32Array.of(0, 160),
  pressure: Uint8Array.of(128, 200),
  dt: Uint16Array.of(0, 8),
};

export interface Client {
  readonly link: Link;
  readonly session: DrawingSession;
  readonly sketch: Sketch;
  readonly statuses: SaveStatus[];
  draw(): void;
}

export function join(room: Room, clock: HandClock, listener: SessionListener = {}): Client {
  const link = room.join();
  const sketch = new Sketch();
  const statuses: SaveStatus[] = [];
  const session = new DrawingSession({
    socket: link,
    uid: "u",
    scene: sketch,
    clock,
    listener: { status: (status) => statuses.push(status), ...listener },
  });
  return { link, session, sketch, statuses, draw: () => session.commit(session.newId(), LINE) };
}

export function two(): { room: Room; clock: HandClock; mia: Client; tom: Client } {
  const room = new Room();
  const clock = new HandClock();
  const mia = join(room, clock);
  const tom = join(room, clock);
  mia.link.connect();
  tom.link.connect();
  room.settle();
  return { room, clock, mia, tom };
}
