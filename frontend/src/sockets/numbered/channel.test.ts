/** Chance looks for what we did not think of; a seed that finds something becomes a named test. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TestLink, TestLog } from "../testing/log";
import { TestClock } from "../testing/pair";
import { NumberedChannel, type Own } from "./channel";
import type { Entry } from "./messages";

class Reader {
  readonly link;
  readonly log: NumberedChannel<ReturnType<TestLink["subscribe"]>>;
  readonly read: Entry[] = [];
  readonly own: string[] = [];
  readonly rejected: [Own, string][] = [];
  currents = 0;

  constructor(server: TestLog, clock: TestClock) {
    this.link = server.join();
    let made = 0;
    this.log = new NumberedChannel(
      this.link,
      "book-1",
      {
        applied: (entry, own) => {
          this.read.push(entry);
          if (own) this.own.push(entry.id);
        },
        rejected: (own, reason) => this.rejected.push([own, reason]),
        current: () => this.currents++,
      },
      { clock, newId: () => `${this.link.number}-${++made}` },
    );
  }

  get texts(): unknown[] {
    return this.read.map(({ body }) => body);
  }
}

function two() {
  const server = new TestLog();
  const clock = new TestClock();
  const mia = new Reader(server, clock);
  const tom = new Reader(server, clock);
  mia.link.connect();
  tom.link.connect();
  server.settle();
  return { server, clock, mia, tom };
}

describe("a numbered channel", () => {
  it("gives everybody, its author too, every entry once and in one order", () => {
    const { server, mia, tom } = two();
    for (const text of ["one", "two"]) mia.log.append(text);
    tom.log.append("three");
    server.settle();
    expect(mia.read).toEqual(server.entries);
    expect(tom.read).toEqual(server.entries);
    expect(mia.own).toEqual(["1-1", "1-2"]);
    expect(mia.log.unconfirmed).toEqual([]);
  });

  it("sends what was appended offline once it is back, and says when it has read all", () => {
    const { server, mia, tom } = two();
    mia.link.cut();
    mia.log.append("offline");
    for (let count = 0; count < 10; count++) tom.log.append(count);
    server.settle();
    expect(mia.texts).toEqual([]);
    mia.link.connect();
    server.settle();
    expect(mia.texts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, "offline"]);
    expect(mia.currents).toBe(2);
  });

  it("asks for what is missing once a gap has stayed for a while, and not before", () => {
    const { server, clock, mia, tom } = two();
    mia.log.append("one");
    mia.log.append("two");
    mia.link.carryUp();
    mia.link.carryUp();
    tom.link.toClient.shift();
    tom.link.carryDown();
    clock.pass(299);
    expect(tom.link.toServer).toEqual([]);
    clock.pass(1);
    expect(tom.link.toServer).toEqual([{ log: "since", applied: 0 }]);
    server.settle();
    expect(tom.texts).toEqual(["one", "two"]);
  });

  it("notices by checking that the last message was lost", () => {
    const { server, clock, mia, tom } = two();
    mia.log.append("one");
    mia.link.carryUp();
    tom.link.toClient.length = 0;
    clock.pass(4_000);
    server.settle();
    expect(tom.texts).toEqual(["one"]);
  });

  it("sends again what cannot be taken now, and gives back what never will be", () => {
    const { server, clock, mia } = two();
    server.refuses = { reason: "Busy.", final: false };
    mia.log.append("one");
    server.settle();
    expect(mia.rejected).toEqual([]);
    server.refuses = null;
    clock.pass(2_000);
    server.settle();
    expect(mia.texts).toEqual(["one"]);
    server.refuses = { reason: "Too long.", final: true };
    mia.log.append("two");
    server.settle();
    expect(mia.rejected).toEqual([[{ id: "1-2", body: "two" }, "Too long."]]);
    expect(mia.log.unconfirmed).toEqual([]);
  });

  it("leaves what is not about the log to whoever else listens", () => {
    const server = new TestLog();
    const link = server.join();
    const heard: unknown[] = [];
    new NumberedChannel(link, "book-1", { message: (data) => heard.push(data) });
    link.connect();
    for (const message of [
      { notice: "Anna is here" },
      null,
      [1],
      "log",
      { log: "of a newer one" },
    ]) {
      link.toClient.push({ message, sender: 0 });
    }
    server.settle();
    expect(heard).toHaveLength(5);
  });

  it("does nothing more when it is left", () => {
    const { server, clock, mia, tom } = two();
    mia.log.append("one");
    for (const { log } of [mia, tom]) log.unsubscribe();
    expect(clock.waiting).toBe(0);
    mia.log.append("two");
    server.settle();
    expect([clock.waiting, mia.read, tom.read]).toEqual([0, [], []]);
  });

  it("makes ids that no other page makes", () => {
    const server = new TestLog();
    const channel = new NumberedChannel(server.join(), "book-1");
    const ids = new Set(Array.from({ length: 100 }, () => channel.append("x")));
    expect(ids.size).toBe(100);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  });
});

const READERS = 3;

interface Step {
  readonly type: "append" | "up" | "late" | "cut" | "connect" | "lose" | "repeat" | "down" | "wait";
  readonly who: number;
  /** How far ahead of others a message arrives, or how long to wait. */
  readonly much: number;
}

const typed = (weight: number, ...types: Step["type"][]) => ({
  weight,
  arbitrary: fc.record({
    type: fc.constantFrom(...types),
    who: fc.nat(READERS - 1),
    much: fc.nat(3),
  }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  typed(8, "up", "down"),
  typed(4, "append"),
  typed(3, "connect"),
  typed(1, "cut", "lose", "repeat", "late", "wait"),
);

interface Broken {
  readonly forgetful?: boolean;
  readonly deaf?: boolean;
}

class World {
  readonly server = new TestLog();
  readonly clock = new TestClock();
  readonly readers: Reader[];
  readonly appended: string[] = [];

  constructor() {
    this.readers = Array.from({ length: READERS }, () => new Reader(this.server, this.clock));
    for (const { link } of this.readers) link.connect();
  }

  take({ type, who, much }: Step): void {
    const reader = this.readers[who] as Reader;
    const { link } = reader;
    const steps: Record<Step["type"], () => unknown> = {
      append: () => this.appended.push(reader.log.append(this.appended.length)),
      up: () => link.carryUp(),
      late: () => link.carryLate(),
      cut: () => link.cut(),
      connect: () => link.connected || link.connect(),
      lose: () => link.toClient.shift(),
      repeat: () => link.toClient[0] && link.toClient.push(link.toClient[0]),
      down: () => link.carryDown(Math.min(much, Math.max(0, link.toClient.length - 1))),
      wait: () => this.clock.pass(much * 2_000),
    };
    steps[type]();
  }

  get inOrder(): boolean {
    return this.readers.every(({ read }) => read.every(({ seq }, index) => seq === index + 1));
  }

  /** Nothing gets lost any more. */
  heal(return_: boolean): void {
    for (const { link } of this.readers) link.cut();
    if (return_) for (const { link } of this.readers) link.connect();
    this.server.settle();
    this.clock.pass(6_000);
    this.server.settle();
  }

  trouble(): string | null {
    const ids = this.server.entries.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) return "an entry is in the log twice";
    if (this.appended.some((id) => !ids.includes(id))) return "an entry was lost";
    if (this.readers.some(({ read }) => read.length !== ids.length)) return "somebody misses some";
    const waits = this.readers.some(({ log }) => log.unconfirmed.length > 0);
    return waits ? "an entry waits for ever" : null;
  }
}

/** Runs the steps, lets everything arrive at last, and says what went wrong, if anything did. */
function trouble(steps: readonly Step[], { forgetful = false, deaf = false }: Broken = {}) {
  const world = new World();
  world.server.forgetful = forgetful;
  for (const step of steps) {
    world.take(step);
    if (!world.inOrder) return "out of order";
  }
  world.heal(!deaf);
  return world.trouble();
}

const steps = fc.array(step, { minLength: 200, maxLength: 200 });
const chance = { numRuns: 200, seed: 2011 };

describe("whatever is lost, late, repeated or cut off", () => {
  it("in the end every reader has the log, and every entry is in it once", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        expect(trouble(taken)).toBeNull();
      }),
      chance,
    );
  }, 60_000);

  it.each([
    ["the server did not know an entry again", { forgetful: true }],
    ["nobody came back", { deaf: true }],
  ])(
    "would not be so if %s: this test can fail",
    (_what, broken) => {
      const some = fc.array(step, { maxLength: 200, size: "max" });
      const fine = fc.property(some, (taken) => trouble(taken, broken) === null);
      expect(fc.check(fine, chance).failed).toBe(true);
    },
    60_000,
  );
});
