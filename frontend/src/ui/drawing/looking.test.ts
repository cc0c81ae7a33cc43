import { describe, expect, it } from "vitest";
import { Looking } from "./looking";

/** Locks as a browser has them, shared ones alone: granted in a moment, held until their task ends. */
class Locks {
  readonly held: { name: string }[] = [];

  async request(name: string, _options: LockOptions, task: () => Promise<void>): Promise<void> {
    await null;
    const lock = { name };
    this.held.push(lock);
    await task();
    this.held.splice(this.held.indexOf(lock), 1);
  }

  query = async () => ({ held: [...this.held] });
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

function tab(locks: Locks, uid = "u"): Looking {
  return new Looking(uid, locks as unknown as LockManager);
}

describe("a drawing in sight", () => {
  it("is in sight elsewhere as long as any other tab says so, and it is that drawing", async () => {
    const locks = new Locks();
    const [one, other, late] = [tab(locks), tab(locks), tab(locks)];
    expect(await late.elsewhere()).toBe(false);
    one.begin();
    other.begin();
    await soon();
    other.end();
    await soon();
    expect(await late.elsewhere()).toBe(true);
    expect(await tab(locks, "another").elsewhere()).toBe(false);
    one.end();
    await soon();
    expect(await late.elsewhere()).toBe(false);
  });

  it("is so once, however often it is said, and not where it was left before it was noted", async () => {
    const locks = new Locks();
    const one = tab(locks);
    one.begin();
    one.end();
    one.end();
    await soon();
    expect(locks.held).toEqual([]);
    one.begin();
    one.begin();
    await soon();
    expect(locks.held).toHaveLength(1);
  });

  it("is not known to be where there are no locks, or they are refused", async () => {
    const refusing = { query: () => Promise.reject(new Error("going")) };
    for (const locks of [undefined, refusing]) {
      const one = new Looking("u", locks as unknown as LockManager);
      expect(await one.elsewhere()).toBe(false);
    }
  });
});
