import { describe, expect, it } from "vitest";
import { type Draft, STROKE, toHex } from "./messages";
import { nowhere, type Outbox } from "./outbox/outbox";
import { MemoryBrowser } from "./outbox/testing/memory";
import { DrawingSession, type SaveStatus, type SessionListener } from "./session";
import { LINE } from "./testing/joined";
import { HandClock, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

describe("what a session keeps until the server has it", () => {
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
