/** Chance looks for what we did not think of; a seed that finds something becomes a named test. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DrawingSession } from "./session";
import { PEN, type Stroke } from "./strokes";
import { HandClock, type Link, Room } from "./testing/room";
import { Sketch } from "./testing/sketch";

const DOT: Stroke = {
  style: { tool: PEN, color: 0, size: 16, opacity: 255 },
  x: Int32Array.of(0),
  y: Int32Array.of(0),
  pressure: Uint8Array.of(255),
  dt: Uint16Array.of(0),
};

const CLIENTS = 3;

type Step =
  | {
      readonly type: "draw" | "undo" | "redo" | "up" | "late" | "cut" | "connect" | "lose";
      who: number;
    }
  | { readonly type: "down"; who: number; at: number }
  | { readonly type: "wait"; who: number; ms: number };

const who = fc.nat(CLIENTS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("draw" as const), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("undo", "redo"), who }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant("up" as const), who }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant("down" as const), who, at: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("cut", "lose"), who }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("late" as const), who }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("connect" as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("wait" as const), who, ms: fc.nat(6000) }),
  },
);

class World {
  readonly room = new Room();
  readonly clock = new HandClock();
  readonly sketches: Sketch[] = [];
  readonly sessions: DrawingSession[] = [];
  readonly drawn: string[] = [];

  constructor() {
    for (let count = 0; count < CLIENTS; count++) {
      const scene = new Sketch();
      const socket = this.room.join();
      const options = { socket, uid: "u", scene, listener: {}, clock: this.clock };
      this.sketches.push(scene);
      this.sessions.push(new DrawingSession(options));
      socket.connect();
    }
  }

  take(taken: Step): void {
    const link = this.room.links[taken.who] as Link;
    const session = this.sessions[taken.who] as DrawingSession;
    switch (taken.type) {
      case "draw":
        session.commit(session.newId(), DOT);
        this.drawn.push(this.sketches[taken.who]?.pended.at(-1) ?? "");
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
  heal(): void {
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
function trouble(steps: readonly Step[], forgetful = false): string | null {
  const world = new World();
  world.room.forgetful = forgetful;
  for (const taken of steps) world.take(taken);
  world.heal();
  const ids = world.room.log.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) return "an operation is in the log twice";
  if (world.drawn.some((id) => !ids.includes(id))) return "a stroke was lost";
  const [first, ...others] = world.sketches.map(({ visible }) => visible.join());
  if (others.some((visible) => visible !== first)) return "pictures differ";
  if (world.sketches.some(({ pended }) => pended.length > 0)) return "a stroke waits for ever";
  return null;
}

describe("whatever is lost, late, repeated or cut off", () => {
  it("in the end all see the same, and every stroke is kept once", () => {
    const steps = fc.array(step, { maxLength: 200, size: "max" });
    fc.assert(
      fc.property(steps, (taken) => {
        expect(trouble(taken)).toBeNull();
      }),
      { numRuns: 200, seed: 2011 },
    );
  }, 60_000);

  it("would not be so if the server did not know a stroke again: this test can fail", () => {
    const steps = fc.array(step, { maxLength: 200, size: "max" });
    const found = fc.check(
      fc.property(steps, (taken) => trouble(taken, true) === null),
      { numRuns: 200, seed: 2011 },
    );
    expect(found.failed).toBe(true);
  }, 60_000);
});
