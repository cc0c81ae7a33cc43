import { describe, expect, it } from "vitest";
import { type Draft, STROKE, toHex } from "./messages";
import { nowhere, type Outbox } from "./outbox/outbox";
import { MemoryBrowser } from "./outbox/testing/memory";
import { DrawingSession, type SaveStatus, type SessionListener } from "./session";
import type { Stroke } from "./strokes";
import { PEN } from "./strokes";
import { HandClock, type Link, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

const LINE: Stroke = {
  style: { tool: PEN, color: 0x262833, size: 80, opacity: 255 },
  x: Int32Array.of(0, 160),
  y: Int32Array.of(0, 160),
  pressure: Uint8Array.of(128, 200),
  dt: Uint16Array.of(0, 8),
};

interface Client {
  readonly link: Link;
  readonly session: DrawingSession;
  readonly sketch: Sketch;
  readonly statuses: SaveStatus[];
  draw(): void;
}

function join(room: Room, clock: HandClock, listener: SessionListener = {}): Client {
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

function two(): { room: Room; clock: HandClock; mia: Client; tom: Client } {
  const room = new Room();
  const clock = new HandClock();
  const mia = join(room, clock);
  const tom = join(room, clock);
  mia.link.connect();
  tom.link.connect();
  room.settle();
  return { room, clock, mia, tom };
}

describe("a drawing's session", () => {
  it("shows an own stroke at once and the same stroke to the others after its number", () => {
    const { room, mia, tom } = two();
    mia.draw();
    expect(mia.sketch.visible).toHaveLength(1);
    expect(tom.sketch.visible).toHaveLength(0);
    room.settle();
    expect(mia.sketch.pended).toEqual([]);
    expect(tom.sketch.visible).toEqual(mia.sketch.visible);
  });

  it("says that it only watches as soon as the pen is taken away, and back", () => {
    const { tom } = two();
    for (const [right, kind] of [
      ["watch", "watching"],
      ["draw", "saved"],
    ]) {
      tom.link.toClient.push({
        message: { type: "head", head: 0, right: right ?? "" },
        sender: -1,
      });
      tom.link.carryDown();
      expect(tom.statuses.at(-1)).toEqual({ kind });
    }
  });

  it("may do what the page knows until the server lets us in and says otherwise", () => {
    const room = new Room();
    const link = room.join();
    const of = { socket: link, uid: "u", scene: new Sketch(), clock: new HandClock(), author: 1 };
    const session = new DrawingSession({ ...of, listener: {}, right: "own" });
    expect([session.mayDraw, session.right]).toEqual([true, "own"]);
    session.commit(session.newId(), LINE);
    link.connect();
    expect(link.toServer).toEqual([expect.objectContaining({ type: "enter" })]);
    const entered = { type: "entered", you: 1, right: "watch", title: "", head: 0 };
    link.toClient.push({ message: { ...entered, participants: [] }, sender: -1 });
    link.carryDown();
    expect([session.mayDraw, session.right]).toEqual([false, "watch"]);
    expect(new DrawingSession({ ...of, listener: {} }).mayDraw).toBe(false);
  });

  it("says names and titles that were given before it was let in once it is", () => {
    const link = new Room().join();
    const of = { socket: link, uid: "u", scene: new Sketch(), clock: new HandClock() };
    const session = new DrawingSession({ ...of, listener: {} });
    session.introduce({ name: "Mia" });
    session.rename("Boats");
    link.connect();
    link.toServer.length = 0;
    const entered = { type: "entered", you: 1, right: "own", title: "", head: 0, participants: [] };
    link.toClient.push({ message: entered, sender: -1 });
    link.carryDown();
    expect(link.toServer).toContainEqual({ type: "introduce", name: "Mia" });
    expect(link.toServer).toContainEqual({ type: "rename", title: "Boats" });
  });

  it("asks once who it is that it was not told of", () => {
    const { room, mia } = two();
    const meet = () => mia.link.handlers.presence?.(room.presence, { joined: [], left: [] });
    expect(mia.session.participants.size).toBe(0);
    meet();
    room.settle();
    expect(mia.session.participants.get(2)?.name).toBe("Person 2");
    meet();
    expect(mia.link.toServer).toEqual([]);
  });

  it("shows latecomers the same as those who were there, over many pages", () => {
    const { room, clock, mia, tom } = two();
    for (let count = 0; count < 10; count++) mia.draw();
    tom.draw();
    mia.session.undo();
    room.settle();
    const aiko = join(room, clock);
    aiko.link.connect();
    room.settle();
    expect(aiko.sketch.visible).toEqual(mia.sketch.visible);
    expect(aiko.sketch.visible).toHaveLength(10);
  });

  it("undoes and redoes own work only", () => {
    const { room, mia, tom } = two();
    mia.draw();
    room.settle();
    tom.draw();
    room.settle();
    const both = mia.sketch.visible;
    mia.session.undo();
    room.settle();
    expect(tom.sketch.visible).toEqual([both[1]]);
    mia.session.undo();
    room.settle();
    expect(tom.sketch.visible).toEqual([both[1]]);
    mia.session.redo();
    room.settle();
    expect(tom.sketch.visible).toEqual(both);
  });

  it("knows after a reload what can be undone", () => {
    const { room, clock, mia } = two();
    mia.draw();
    room.settle();
    mia.link.cut();
    const history: boolean[][] = [];
    const again = new DrawingSession({
      socket: mia.link,
      uid: "u",
      scene: new Sketch(),
      clock,
      listener: { history: (...can) => history.push(can) },
    });
    mia.link.connect();
    room.settle();
    expect(history.at(-1)).toEqual([true, false]);
    again.undo();
    room.settle();
    expect(room.log).toHaveLength(2);
  });

  it("moves, recolours and removes at once, for the others after its number, and takes it back", () => {
    const { room, mia, tom } = two();
    mia.draw();
    mia.draw();
    room.settle();
    const [first, second] = mia.sketch.visible as [string, string];
    const blank = mia.sketch.seen;
    const move = { scale: 65536, dx: 16, dy: 0 };
    mia.session.change([first, second], { move, color: null, fronted: false });
    mia.session.change([first], { move: null, color: null, fronted: true });
    mia.session.remove([second]);
    mia.session.colorPaper(0xff0000);
    const done = mia.sketch.seen;
    expect([mia.sketch.visible, mia.sketch.paperColor]).toEqual([[first], 0xff0000]);
    expect(tom.sketch.seen).toBe(blank);
    room.settle();
    expect([mia.sketch.seen, tom.sketch.seen]).toEqual([done, done]);
    for (let step = 0; step < 4; step++) mia.session.undo();
    expect(mia.sketch.seen).toBe(blank);
    room.settle();
    expect(tom.sketch.seen).toBe(blank);
  });

  it("undoes together what was laid together, after a reload too", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    expect(mia.session.lay([{ stroke: LINE }, { stroke: LINE }])).toHaveLength(2);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(3);
    mia.link.cut();
    const again = new Sketch();
    const session = new DrawingSession({
      socket: mia.link,
      uid: "u",
      scene: again,
      clock,
      listener: {},
    });
    mia.link.connect();
    room.settle();
    session.undo();
    room.settle();
    expect([again.visible.length, tom.sketch.visible.length]).toEqual([1, 1]);
    session.redo();
    room.settle();
    expect(tom.sketch.visible).toHaveLength(3);
  });

  it("takes back as one what was done to more than one operation names", () => {
    const { room, mia } = two();
    const all = Array.from({ length: 1001 }, () => ({ stroke: LINE }));
    mia.session.lay(all.slice(1));
    mia.session.lay(all.slice(0, 1));
    const blank = mia.sketch.seen;
    mia.session.change(mia.sketch.visible, { move: null, color: 1, fronted: false });
    mia.session.remove(mia.sketch.visible);
    expect(mia.sketch.visible).toEqual([]);
    mia.session.undo();
    expect(mia.sketch.visible).toHaveLength(1001);
    mia.session.undo();
    expect(mia.sketch.seen).toBe(blank);
    room.settle();
    expect(mia.sketch.seen).toBe(blank);
  });

  it("says why it may not change what somebody else drew, and shows that as it was", () => {
    const heard: string[] = [];
    const [room, clock] = [new Room(), new HandClock()];
    const mia = join(room, clock, { refused: (reason) => heard.push(reason) });
    mia.link.connect();
    room.settle();
    mia.draw();
    room.settle();
    const before = mia.sketch.seen;
    mia.session.change(mia.sketch.visible, { move: null, color: 1, fronted: true });
    const id = toHex((mia.link.toServer.pop() as Uint8Array).subarray(1, 17));
    expect(mia.sketch.seen).not.toBe(before);
    mia.link.toClient.push({
      message: { type: "refused", id, reason: "That is Tom's.", final: true },
      sender: -1,
    });
    mia.link.carryDown();
    expect([mia.sketch.seen, heard]).toEqual([before, ["That is Tom's."]]);
  });

  it("sends what was drawn while it was cut off, once, when it is back", () => {
    const { room, mia, tom } = two();
    mia.draw();
    mia.link.cut();
    mia.draw();
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 2, what: "strokes" });
    mia.link.connect();
    room.settle();
    expect(room.log).toHaveLength(2);
    expect(tom.sketch.visible).toEqual(mia.sketch.visible);
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("sends a stroke again whose acknowledgement was lost, and it is kept once", () => {
    const { room, mia } = two();
    mia.draw();
    mia.link.carryUp();
    mia.link.cut();
    mia.link.connect();
    room.settle();
    expect(room.log).toHaveLength(1);
    expect(mia.sketch.visible).toHaveLength(1);
    expect(mia.sketch.pended).toEqual([]);
  });

  it("asks for what is missing once a gap has stayed for a while", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    mia.draw();
    mia.link.carryUp();
    mia.link.carryUp();
    tom.link.toClient.shift();
    tom.link.carryDown();
    expect(tom.sketch.visible).toHaveLength(0);
    clock.advance(300);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(2);
  });

  it("notices by checking that the last message was lost", () => {
    const { room, clock, mia, tom } = two();
    mia.draw();
    mia.link.carryUp();
    tom.link.toClient.length = 0;
    clock.advance(5000);
    room.settle();
    expect(tom.sketch.visible).toHaveLength(1);
  });

  it("says saved only when the server has said so", () => {
    const { room, clock, mia } = two();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
    mia.draw();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saving" });
    clock.advance(5000);
    expect(mia.statuses.at(-1)).toEqual({ kind: "waiting", count: 1, what: "strokes" });
    room.settle();
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("takes a finally refused stroke off the paper and says why", () => {
    const reasons: string[] = [];
    const room = new Room();
    const mia = join(room, new HandClock(), { refused: (reason) => reasons.push(reason) });
    mia.link.connect();
    room.settle();
    const id = mia.session.newId();
    mia.session.commit(id, LINE);
    const [hex] = mia.sketch.pended;
    mia.link.handlers.message?.(
      { type: "refused", id: hex ?? "", reason: "This drawing is full.", final: true },
      -1,
    );
    expect(mia.sketch.visible).toEqual([]);
    expect(reasons).toEqual(["This drawing is full."]);
    expect(mia.statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("shows others' strokes while they grow, and not longer than the pen is down", () => {
    const { room, clock, mia, tom } = two();
    const id = mia.session.newId();
    mia.session.ink(id, 0, LINE);
    room.settle();
    expect([...tom.sketch.growing.values()]).toEqual([2]);
    mia.session.commit(id, LINE);
    room.settle();
    expect(tom.sketch.growing.size).toBe(0);
    mia.session.ink(mia.session.newId(), 0, LINE);
    room.settle();
    clock.advance(5000);
    expect(tom.sketch.growing.size).toBe(0);
  });
});

describe("a drawing's session with an outbox", () => {
  const OWNER = { drawing: "u", author: 1 };

  function setUp() {
    const room = new Room();
    const clock = new HandClock();
    const browser = new MemoryBrowser();
    const link = room.join();
    const histories: boolean[][] = [];
    const statuses: SaveStatus[] = [];
    const gone: string[] = [];
    const listener: SessionListener = {
      history: (...can) => histories.push(can),
      status: (status) => statuses.push(status),
      gone: (reason) => gone.push(reason),
    };
    /** Opens the drawing in a new tab, which has the connection from now on. */
    const open = (outbox: Outbox = browser.open(OWNER)) => {
      const sketch = new Sketch();
      const options = { socket: link, uid: "u", scene: sketch, clock, listener, outbox, author: 1 };
      const session = new DrawingSession(options);
      return { sketch, session, draw: () => session.commit(session.newId(), LINE) };
    };
    const crash = ({ session }: { session: DrawingSession }) => {
      session.close();
      browser.tabs.clear();
    };
    return { room, clock, browser, link, histories, statuses, gone, open, crash };
  }

  const outboxRead = () => new Promise(setImmediate);

  it("shows and sends after a crash what was drawn offline, once", async () => {
    const { room, browser, link, statuses, open, crash } = setUp();
    const before = open();
    for (let count = 0; count < 5; count++) before.draw();
    crash(before);
    const after = open();
    await outboxRead();
    expect(after.sketch.visible).toEqual(before.sketch.visible);
    expect(statuses.at(-1)).toEqual({ kind: "waiting", count: 5, what: "strokes" });
    link.connect();
    room.settle();
    expect(room.log.map(({ id }) => id)).toEqual(before.sketch.visible);
    expect(after.sketch.visible).toEqual(before.sketch.visible);
    expect(statuses.at(-1)).toEqual({ kind: "saved" });
    expect(browser.entries.size).toBe(0);
  });

  it("knows again what the server has already, however late the outbox is read", async () => {
    const { room, browser, link, open, crash } = setUp();
    const before = open();
    link.connect();
    room.settle();
    before.draw();
    link.carryUp(); // the server has it, we do not know
    crash(before);
    const after = open();
    link.connect();
    room.settle(); // the log is read before the outbox
    await outboxRead();
    expect(after.sketch.visible).toHaveLength(1);
    expect(after.sketch.pended).toEqual([]);
    expect(room.log).toHaveLength(1);
    expect(browser.entries.size).toBe(0);
  });

  it("undoes what was taken over before what was saved earlier", async () => {
    const { room, link, open, crash } = setUp();
    const before = open();
    link.connect();
    room.settle();
    before.draw();
    room.settle();
    link.cut();
    before.draw();
    const [saved] = before.sketch.visible;
    crash(before);
    const after = open();
    link.connect();
    room.settle();
    await outboxRead();
    after.session.undo();
    room.settle();
    expect(after.sketch.visible).toEqual([saved]);
  });

  it("keeps the stroke under the pen as far as it was drawn a second ago", async () => {
    const { room, clock, link, open, crash } = setUp();
    const before = open();
    before.session.ink(before.session.newId(), 0, LINE);
    clock.advance(1_000);
    crash(before);
    const after = open();
    link.connect();
    await outboxRead();
    room.settle();
    expect(after.sketch.visible).toHaveLength(1);
    expect(room.log).toHaveLength(1);
  });

  it("keeps nothing of a stroke that the pen took back", async () => {
    const { clock, browser, open } = setUp();
    const { session } = open();
    const id = session.newId();
    session.ink(id, 0, LINE);
    clock.advance(1_000);
    expect(browser.entries.size).toBe(1);
    session.drop(id);
    expect(browser.entries.size).toBe(0);
  });

  it("forgets what was refused for good", () => {
    const { browser, link, open } = setUp();
    const { sketch, draw } = open();
    link.connect();
    draw();
    const refusal = { type: "refused", id: sketch.pended[0] ?? "", reason: "Full.", final: true };
    link.handlers.message?.(refusal, -1);
    expect(browser.entries.size).toBe(0);
  });

  it("skips what a newer page kept, or was damaged, and leaves it to a newer page", async () => {
    const { room, browser, link, open } = setUp();
    const newer: Draft = { id: "0".repeat(32), kind: STROKE, body: Uint8Array.of(99, 9) };
    await browser.open(OWNER).keep(newer);
    browser.tabs.clear();
    const { sketch } = open();
    link.connect();
    await outboxRead();
    room.settle();
    expect(sketch.visible).toEqual([]);
    expect(room.log).toEqual([]);
    browser.tabs.clear();
    expect(await browser.open(OWNER).takeOver()).toEqual([newer]);
  });

  it("sends soon what another tab left behind that ended meanwhile", async () => {
    const { room, clock, browser, link, open } = setUp();
    const { sketch } = open();
    link.connect();
    room.settle();
    await outboxRead();
    const other = browser.open(OWNER);
    const living = new DrawingSession({
      socket: room.join(),
      uid: "u",
      scene: new Sketch(),
      listener: {},
      clock,
      outbox: other,
    });
    living.commit(living.newId(), LINE);
    clock.advance(30_000);
    await outboxRead();
    expect(sketch.visible).toEqual([]);
    other.close();
    clock.advance(30_000);
    await outboxRead();
    room.settle();
    expect(sketch.visible).toHaveLength(1);
  });

  it("sends nothing when somebody else is logged in by now: it asks for a fresh page", () => {
    const { room, browser, gone, open } = setUp();
    const other = room.join(); // participant 2
    const session = new DrawingSession({
      socket: other,
      uid: "u",
      scene: new Sketch(),
      listener: { gone: (reason) => gone.push(reason) },
      outbox: browser.open(OWNER),
      author: 1,
    });
    session.commit(session.newId(), LINE);
    other.connect();
    room.settle();
    expect(gone).toEqual(["error"]);
    expect(room.log).toEqual([]);
    expect(browser.entries.size).toBe(1);
    session.close();
    open().session.close();
  });

  it("says whether work would be lost with the page", async () => {
    const { room, link, open } = setUp();
    const kept = open();
    kept.draw();
    expect(kept.session.atRisk).toBe(true); // until the disk has said so
    await outboxRead();
    expect(kept.session.atRisk).toBe(false);
    kept.session.close();
    const no = () => Promise.reject(new Error("private window"));
    const unkept = open({ ...nowhere, keepUnfinished: no, forget: no, takeOver: no });
    await outboxRead();
    unkept.draw();
    await outboxRead();
    expect(unkept.session.atRisk).toBe(true);
    link.connect();
    room.settle();
    expect(unkept.session.atRisk).toBe(false);
  });

  it("takes along what its database has not kept when it goes, the line in progress too", async () => {
    const { room, browser, link, open, crash } = setUp();
    const never = () => new Promise<never>(() => {});
    const slow = Object.assign(browser.open(OWNER), { keep: never, keepUnfinished: never });
    const before = open(slow);
    before.draw();
    before.session.ink(before.session.newId(), 0, LINE);
    before.session.pack();
    expect(before.session.atRisk).toBe(false);
    before.draw();
    crash(before);
    link.connect();
    const after = open();
    await outboxRead();
    room.settle();
    expect(after.sketch.visible).toHaveLength(3);
    expect(browser.packed.size + browser.entries.size).toBe(0);
  });

  it("takes nothing along once all is kept, or has its number", async () => {
    const { room, browser, link, open } = setUp();
    const { session, draw } = open();
    draw();
    session.pack();
    expect(browser.packed.size).toBe(1);
    await outboxRead();
    expect(browser.packed.size).toBe(0);
    draw();
    session.pack();
    link.connect();
    room.settle();
    expect(browser.packed.size).toBe(0);
  });

  it("says of what waits whether it is strokes, pictures or changes", () => {
    const { statuses, open } = setUp();
    const { session, draw } = open();
    const waiting = () => statuses.at(-1);
    session.expect("picture");
    expect(waiting()).toEqual({ kind: "waiting", count: 1, what: "pictures" });
    expect(session.atRisk).toBe(true);
    session.kept("picture");
    expect(session.atRisk).toBe(false);
    draw();
    expect(waiting()).toEqual({ kind: "waiting", count: 2, what: "changes" });
    session.arrived("picture");
    expect(waiting()).toEqual({ kind: "waiting", count: 1, what: "strokes" });
  });

  it("lays the same act once, however often it is asked to", () => {
    const { room, link, open } = setUp();
    const { session, sketch } = open();
    const act = toHex(session.newId());
    link.connect();
    room.settle();
    for (let time = 0; time < 2; time++) session.lay([{ stroke: LINE }], act);
    room.settle();
    session.lay([{ stroke: LINE }], act);
    room.settle();
    expect(room.log).toHaveLength(1);
    expect(sketch.visible).toHaveLength(1);
  });

  it("does not wait for a database that never answers", () => {
    const { room, clock, link, statuses, open } = setUp();
    const never = () => new Promise<never>(() => {});
    const dead = { keep: never, keepUnfinished: never, forget: never, takeOver: never };
    const { draw } = open({ ...nowhere, ...dead });
    link.connect();
    draw();
    room.settle();
    expect(room.log).toHaveLength(1);
    clock.advance(2_000);
    expect(statuses.at(-1)).toEqual({ kind: "saved" });
  });

  it("says restarting when the server said so", () => {
    const { room, clock, link, statuses, open } = setUp();
    open();
    link.connect();
    room.settle();
    clock.advance(2_000);
    link.closedCode = 4012;
    link.cut();
    expect(statuses.at(-1)).toEqual({ kind: "restarting" });
  });
});
