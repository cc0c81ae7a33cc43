/** Chance looks for what we did not think of; a seed that finds something becomes a named test. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HandArchive } from "./archive/testing/hand";
import { ONE } from "./changes";
import { Fold } from "./fold";
import { ITEMS } from "./messages";
import { MemoryBrowser, type MemoryOutbox } from "./outbox/testing/memory";
import { DrawingSession } from "./session";
import { PEN, PENCIL, type Stroke } from "./strokes";
import { HandClock, type Link, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

const DOT: Stroke = {
  style: { tool: PEN, color: 0, size: 16, opacity: 255 },
  x: Int32Array.of(0),
  y: Int32Array.of(0),
  pressure: Uint8Array.of(255),
  dt: Uint16Array.of(0),
};

/** What comes after a pen's dots. */
const GRAPHITE: Stroke = { ...DOT, style: { ...DOT.style, tool: PENCIL } };

const CHANGE = { move: null, color: null, fronted: false };

const CLIENTS = 3;
const SPAN = 4; // operations: a page finds as many of these over HTTP as the log has full ones

type Step =
  | {
      readonly type:
        | ("draw" | "pen" | "undo" | "redo" | "fetched" | "unfetched")
        | ("up" | "late" | "cut" | "connect" | "lose" | "crash");
      who: number;
    }
  | { readonly type: "down"; who: number; at: number }
  | { readonly type: "move" | "front" | "remove" | "paper"; who: number; at: number }
  | { readonly type: "wait"; who: number; ms: number };

const who = fc.nat(CLIENTS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("draw" as const), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("undo", "redo", "pen"), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("move", "front", "remove", "paper"),
      who,
      at: fc.nat(20),
    }),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant("up" as const), who }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant("down" as const), who, at: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("cut", "lose", "crash"), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("late" as const), who }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("fetched" as const), who }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("unfetched" as const), who }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("connect" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("wait" as const), who, ms: fc.nat(6000) }),
  },
);

class Client {
  readonly #world: World;
  readonly #browser = new MemoryBrowser();
  readonly link: Link;
  sketch = new Sketch();
  archive = new HandArchive([]);
  session: DrawingSession;
  #tab: MemoryOutbox;
  #pen: Uint8Array | null = null;
  #dot = DOT;

  constructor(world: World) {
    this.#world = world;
    this.link = world.room.join();
    this.#tab = this.#open();
    this.session = this.#begin();
  }

  draw(): void {
    this.#commit(this.session.newId());
  }

  /** Puts the pen down, or lifts it. */
  pen(): void {
    if (this.#pen) {
      this.#commit(this.#pen);
      this.#pen = null;
    } else {
      this.#pen = this.session.newId();
      this.session.ink(this.#pen, 0, this.#dot);
    }
  }

  /** All that is left of the page is its outbox; then it is opened again. */
  async crash(): Promise<void> {
    this.#pen = null;
    this.session.close();
    this.#tab.close();
    this.#tab = this.#open();
    this.sketch = new Sketch();
    this.session = this.#begin();
    await new Promise(setImmediate); // until the outbox was read
  }

  /** One or two of the items that this page shows, lowest first. */
  some(at: number): string[] {
    const { visible } = this.sketch;
    return visible.length > 0 ? visible.slice(at % visible.length).slice(0, 2) : [];
  }

  keeps(id: string): boolean {
    return [...this.#browser.entries.values()].some((entry) => entry.id === id);
  }

  #commit(id: Uint8Array): void {
    this.session.commit(id, this.#dot);
    this.#dot = this.#dot === DOT ? GRAPHITE : DOT;
    this.#world.drawn.set(this.sketch.pended.at(-1) ?? "", this);
  }

  #open(): MemoryOutbox {
    return this.#browser.open({ drawing: "u", author: this.link.number });
  }

  #begin(): DrawingSession {
    const { clock, outboxes, room } = this.#world;
    this.archive = new HandArchive(room.log.slice(0, room.log.length - (room.log.length % SPAN)));
    const { link: socket, sketch: scene, archive } = this;
    const author = socket.number;
    const options = { socket, uid: "u", scene, listener: {}, clock, archive, author };
    return new DrawingSession(outboxes ? { ...options, outbox: this.#tab } : options);
  }
}

/** What is broken on purpose, to see that these tests can fail. */
interface Broken {
  readonly forgetful?: boolean;
  readonly outboxes?: boolean;
}

class World {
  readonly room = new Room();
  readonly clock = new HandClock();
  readonly outboxes: boolean;
  readonly clients: Client[] = [];
  /** By id: who drew it. */
  readonly drawn = new Map<string, Client>();

  constructor({ forgetful = false, outboxes = true }: Broken) {
    this.outboxes = outboxes;
    this.room.forgetful = forgetful;
    for (let count = 0; count < CLIENTS; count++) {
      const client = new Client(this);
      this.clients.push(client);
      client.link.connect();
    }
  }

  /** Strokes that are neither in the log nor where a crash leaves them. */
  lost(): boolean {
    const ids = new Set(this.room.log.map(({ id }) => id));
    return [...this.drawn].some(([id, client]) => !ids.has(id) && !client.keeps(id));
  }

  async take(taken: Step): Promise<void> {
    const client = this.clients[taken.who] as Client;
    const { link, session } = client;
    switch (taken.type) {
      case "draw":
        client.draw();
        break;
      case "pen":
        client.pen();
        break;
      case "crash":
        await client.crash();
        break;
      case "fetched":
        await client.archive.give();
        break;
      case "unfetched":
        await client.archive.fail();
        break;
      case "move":
        session.change(client.some(taken.at), { ...CHANGE, move: { scale: ONE, dx: 1, dy: 2 } });
        break;
      case "front":
        session.change(client.some(taken.at), { ...CHANGE, fronted: true });
        break;
      case "remove":
        session.remove(client.some(taken.at));
        break;
      case "paper":
        session.colorPaper(taken.at);
        break;
      case "undo":
        session.undo();
        break;
      case "redo":
        session.redo();
        break;
      case "up":
        link.carryUp();
        break;
      case "late":
        link.carryLate();
        break;
      case "down":
        link.carryDown(Math.min(taken.at, Math.max(0, link.toClient.length - 1)));
        break;
      case "lose":
        link.toClient.shift();
        break;
      case "cut":
        link.cut();
        break;
      case "connect":
        if (!link.connected) link.connect();
        break;
      default:
        this.clock.advance(taken.ms);
    }
  }

  /** Everyone is connected again and nothing gets lost any more. */
  async heal(): Promise<void> {
    for (const { archive } of this.clients) await archive.giveAll();
    for (const link of this.room.links) {
      link.cut();
      link.connect();
    }
    this.room.settle();
    this.clock.advance(6000);
    this.room.settle();
  }
}

/** Runs the steps and says what went wrong, if anything did. */
async function trouble(steps: readonly Step[], broken: Broken = {}): Promise<string | null> {
  const world = new World(broken);
  for (const taken of steps) {
    await world.take(taken);
    if (world.outboxes && world.lost()) return `a stroke was lost after ${taken.type}`;
  }
  await world.heal();
  const ids = world.room.log.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return "an operation is in the log twice";
  if ([...world.drawn.keys()].some((id) => !ids.includes(id))) return "a stroke was lost";
  const agreed = new Fold();
  for (const operation of world.room.log) agreed.apply(operation, operation.seq);
  const seen = world.room.log.filter(({ kind, id }) => ITEMS.has(kind) && !agreed.hides(id));
  const places = seen.map(({ id, seq }) => ({ id, place: agreed.version(id).place ?? seq }));
  places.sort((one, other) => one.place - other.place);
  const [first, ...others] = world.clients.map(({ sketch }) => sketch.seen);
  if (others.some((seen) => seen !== first)) return "pictures differ";
  const picture = world.clients[0]?.sketch.visible.join();
  if (picture !== places.map(({ id }) => id).join()) return "the picture is not the log's";
  if (world.clients.some(({ sketch }) => sketch.pended.length > 0))
    return "a stroke waits for ever";
  if (ids.some((id) => world.clients.some((client) => client.keeps(id)))) return "kept for ever";
  return null;
}

const steps = fc.array(step, { minLength: 200, maxLength: 200 });
const someSteps = fc.array(step, { maxLength: 200, size: "max" });
const chance = { numRuns: 200, seed: 2011 };

describe("whatever is lost, late, repeated, cut off or crashes", () => {
  it("in the end all see the same, and every stroke is kept once", async () => {
    const fine = fc.asyncProperty(steps, async (taken) => {
      expect(await trouble(taken)).toBeNull();
    });
    await fc.assert(fine, chance);
  }, 60_000);

  it.each([
    ["the server did not know a stroke again", { forgetful: true }],
    ["a page kept nothing for after its crash", { outboxes: false }],
  ])(
    "would not be so if %s: this test can fail",
    async (_what, broken) => {
      const fine = fc.asyncProperty(
        someSteps,
        async (taken) => (await trouble(taken, broken)) === null,
      );
      expect((await fc.check(fine, { ...chance, endOnFailure: true })).failed).toBe(true);
    },
    60_000,
  );
});
