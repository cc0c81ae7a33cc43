/** Opening a long drawing: the bulk of its log over HTTP, the rest from the socket. */

import { describe, expect, it } from "vitest";
import { HIDE, joinIds, STROKE } from "../messages";
import { DrawingSession, type SaveStatus } from "../session";
import { encodeStroke, PEN, type Stroke } from "../strokes";
import { HandClock, type Link, Room } from "../testing/room";
import { Sketch } from "../testing/sketch";
import { HandArchive } from "./testing/hand";

const DOT: Stroke = {
  style: { tool: PEN, color: 0, size: 16, opacity: 255 },
  x: Int32Array.of(0),
  y: Int32Array.of(0),
  pressure: Uint8Array.of(255),
  dt: Uint16Array.of(0),
};
const ME = 1;

const idOf = (seq: number): string => seq.toString(16).padStart(32, "0");

/** A room with `drawn` strokes in its log, the first `archived` of which are in the archive. */
function open(drawn: number, archived: number) {
  const room = new Room();
  for (let seq = 1; seq <= drawn; seq++) room.log.push(operation(seq));
  const clock = new HandClock();
  const link = room.join();
  const scene = new Sketch();
  const archive = new HandArchive(room.log.slice(0, archived));
  const statuses: SaveStatus[] = [];
  const loads: number[] = [];
  const history: boolean[] = [];
  const session = new DrawingSession({
    socket: link,
    uid: "u",
    scene,
    clock,
    archive,
    author: ME,
    listener: {
      status: (status) => statuses.push(status),
      loaded: () => loads.push(scene.visible.length),
      history: (canUndo) => history.push(canUndo),
    },
  });
  return { room, clock, link, scene, archive, session, statuses, loads, history };
}

function operation(seq: number, kind = STROKE, body = encodeStroke(DOT)) {
  return { seq, id: idOf(seq), kind, author: seq % 2 ? ME : 2, at: seq, body };
}

/** What the server is asked for, and has not heard yet. */
function asked(link: Link): unknown[] {
  return link.toServer.filter((message) => !(message instanceof Uint8Array));
}

const visible = (last: number) => Array.from({ length: last }, (_, index) => idOf(index + 1));

describe("opening a long drawing", () => {
  it("asks the socket only for what the archive does not hold", async () => {
    const { room, link, scene, archive, loads } = open(9, 8);
    link.connect();
    expect(asked(link)).toEqual([{ type: "enter", version: 1, applied: 8 }]);
    await archive.giveAll();
    expect(loads).toEqual([8]);
    room.settle();
    expect(scene.visible).toEqual(visible(9));
    expect(loads).toEqual([8]);
  });

  it("shows all of it at once, however early the socket is", async () => {
    const { room, clock, link, scene, archive, statuses, loads } = open(9, 8);
    link.connect();
    room.settle();
    await archive.give();
    clock.advance(60_000);
    expect(asked(link)).toEqual([]);
    expect(scene.visible).toEqual([]);
    expect(statuses.map(({ kind }) => kind)).not.toContain("saved");
    await archive.giveAll();
    expect(scene.visible).toEqual(visible(9));
    expect(statuses.at(-1)?.kind).toBe("saved");
    expect(loads).toEqual([9]);
  });

  it("shows it without the socket, and says that nothing is saved yet", async () => {
    const { room, link, scene, archive, statuses, loads } = open(8, 8);
    await archive.giveAll();
    expect(scene.visible).toEqual(visible(8));
    expect(statuses.at(-1)?.kind).toBe("connecting");
    link.connect();
    room.settle();
    expect(scene.visible).toEqual(visible(8));
    expect(statuses.at(-1)?.kind).toBe("saved");
    expect(loads).toEqual([8]);
  });

  it("shows nothing of it where some of it is missing, until the socket has sent that", async () => {
    const { room, link, scene, archive } = open(8, 8);
    await archive.give();
    await archive.fail();
    expect(scene.visible).toEqual([]);
    link.connect();
    room.settle();
    expect(scene.visible).toEqual(visible(8));
  });

  it.each([
    ["early", 0],
    ["half way", 2],
  ])("reads the rest from the socket where the archive fails %s", async (_when, given) => {
    const { room, link, scene, archive, loads } = open(9, 8);
    link.connect();
    room.settle();
    for (let part = 0; part < given; part++) await archive.give();
    await archive.fail();
    expect(asked(link)).toEqual([{ type: "since", applied: 2 * given }]);
    room.settle();
    expect(scene.visible).toEqual(visible(9));
    expect(loads).toEqual([9]);
  });

  it("reads all from the socket where the archive failed before it was there", async () => {
    const { room, link, scene, archive } = open(9, 8);
    await archive.fail();
    link.connect();
    expect(asked(link)).toEqual([{ type: "enter", version: 1, applied: 0 }]);
    room.settle();
    expect(scene.visible).toEqual(visible(9));
  });

  it("lets one draw meanwhile, and sends it when all is read", async () => {
    const { room, link, scene, archive, session } = open(8, 8);
    link.connect();
    room.settle();
    session.commit(session.newId(), DOT);
    expect(scene.visible).toHaveLength(1);
    await archive.giveAll();
    room.settle();
    expect(room.log).toHaveLength(9);
    expect(scene.visible).toEqual(room.log.map(({ id }) => id));
    expect(scene.pended).toEqual([]);
  });

  it("applies what others draw meanwhile after what the archive holds", async () => {
    const { room, link, scene, archive } = open(8, 8);
    const tom = room.join();
    link.connect();
    room.settle();
    tom.connect();
    room.hearBinary(
      tom,
      Uint8Array.of(0x10, ...new Uint8Array(16), STROKE, ...encodeStroke(DOT)),
      true,
    );
    room.settle();
    expect(scene.visible).toEqual([]);
    await archive.giveAll();
    expect(scene.visible).toEqual([...visible(8), "0".repeat(32)]);
  });

  it("takes off what was taken back since, once it is told", async () => {
    const { room, link, scene, archive } = open(8, 8);
    room.log.push(operation(9, HIDE, joinIds([idOf(3), idOf(5)]) as Uint8Array<ArrayBuffer>));
    await archive.giveAll();
    link.connect();
    room.settle();
    expect(scene.visible).toEqual(visible(8).filter((id) => id !== idOf(3) && id !== idOf(5)));
  });

  it("knows what one drew oneself, to undo it", async () => {
    const { room, link, scene, archive, session, history } = open(7, 6);
    link.connect();
    await archive.giveAll();
    room.settle();
    expect(history.at(-1)).toBe(true);
    session.undo();
    session.undo();
    expect(scene.visible).toEqual(visible(7).filter((id) => id !== idOf(5) && id !== idOf(7)));
  });

  it("goes on reading while the connection is cut", async () => {
    const { room, link, scene, archive } = open(9, 8);
    link.connect();
    room.settle();
    await archive.give();
    link.cut();
    await archive.giveAll();
    expect(scene.visible).toEqual(visible(9));
    link.connect();
    expect(asked(link)).toEqual([{ type: "enter", version: 1, applied: 9 }]);
    room.settle();
    expect(scene.visible).toEqual(visible(9));
  });

  it("shows nothing any more once it is closed", async () => {
    const { archive, scene, session, loads } = open(8, 8);
    session.close();
    await archive.giveAll();
    expect(scene.visible).toEqual([]);
    expect(loads).toEqual([]);
  });
});
