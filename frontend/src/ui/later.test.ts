import { afterEach, expect, it, vi } from "vitest";
import { Later, Part } from "./later";

/** Waits until every promise that is settled has been heard. */
const settled = () => new Promise((done) => setTimeout(done));

afterEach(() => vi.unstubAllGlobals());

it("brings a part's code when it is first used, and makes it once", async () => {
  const make = vi.fn(() => ["made"]);
  const load = vi.fn(async () => make);
  const part = new Part(load, vi.fn());
  expect(load).not.toHaveBeenCalled();
  const seen: string[][] = [];
  part.use((made) => seen.push(made));
  part.use((made) => seen.push(made));
  await settled();
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBe(seen[1]);
  expect([load.mock.calls.length, make.mock.calls.length]).toEqual([1, 1]);
});

it("uses what is there at once, within the click that asks for it", async () => {
  const part = new Part(async () => () => "made", vi.fn());
  part.use(() => {});
  await settled();
  const act = vi.fn();
  part.use(act);
  expect(act).toHaveBeenCalledWith("made");
});

it("is awaited from its first use until that is done", async () => {
  const part = new Part(async () => () => "made", vi.fn());
  void part.bring();
  expect(part.awaited).toBe(false); // by nobody
  part.use(() => {});
  expect(part.awaited).toBe(true);
  await settled();
  expect(part.awaited).toBe(false);
});

it("has made what was begun by the time that is done", async () => {
  const part = new Part(async () => () => "made", vi.fn());
  await part.begin();
  expect(part.made).toBe("made");
});

it("says when a part cannot be had, and asks again at the next use", async () => {
  let reached = false;
  const missing = vi.fn();
  const act = vi.fn();
  const part = new Part(async () => {
    if (!reached) throw new TypeError("Failed to fetch dynamically imported module");
    return () => "made";
  }, missing);
  part.use(act);
  await settled();
  expect([missing.mock.calls.length, act.mock.calls.length]).toEqual([1, 0]);
  reached = true;
  part.use(act);
  await settled();
  expect([missing.mock.calls.length, act.mock.calls.length]).toEqual([1, 1]);
});

it("says so, too, where a part cannot be made, and reports the defect", async () => {
  const missing = vi.fn();
  const otherwise = vi.fn();
  const act = vi.fn();
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const part = new Part(async () => {
    return (): string => {
      throw new Error("a defect");
    };
  }, missing);
  part.use(act, otherwise);
  await settled();
  expect(reported).toHaveBeenCalledExactlyOnceWith(new Error("a defect"));
  expect([missing, otherwise, act].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
  await expect(part.begin()).rejects.toThrow("a defect");
  expect(missing).toHaveBeenCalledOnce(); // what nobody asked for is not missed
});

it("waits for code that hangs for so long, and no longer", async () => {
  vi.useFakeTimers();
  const missing = vi.fn();
  const part = new Part(() => new Promise<() => string>(() => {}), missing);
  const otherwise = vi.fn();
  part.use(() => {}, otherwise);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(otherwise).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([missing.mock.calls.length, otherwise.mock.calls.length]).toEqual([1, 1]);
  expect(part.awaited).toBe(false);
  vi.useRealTimers();
});

it("has what came later than anybody waited for at its next use", async () => {
  vi.useFakeTimers();
  let come = (_make: () => string): void => {};
  const code = new Promise<() => string>((resolve) => {
    come = resolve;
  });
  const part = new Part(() => code, vi.fn());
  const act = vi.fn();
  part.use(act);
  await vi.advanceTimersByTimeAsync(30_000);
  come(() => "made");
  part.use(act);
  await vi.advanceTimersByTimeAsync(0);
  expect(act).toHaveBeenCalledExactlyOnceWith("made");
  vi.useRealTimers();
});

it("brings all code while the page is idle, one part after another, making nothing", async () => {
  const missing = vi.fn();
  const later = new Later(missing);
  const order: string[] = [];
  const make = vi.fn();
  const arriving = (name: string) => async () => order.push(name);
  later.part(arriving("first"), make);
  later.part(() => Promise.reject(new TypeError("gone with its release")), make);
  later.part(arriving("third"), make);
  const waiting: (() => void)[] = [];
  later.bring((task) => waiting.push(task));
  expect([order.length, waiting.length]).toEqual([0, 1]);
  while (waiting.length > 0) {
    waiting.shift()?.();
    await settled();
  }
  expect(order).toEqual(["first", "third"]);
  expect(make).not.toHaveBeenCalled();
  expect(missing).not.toHaveBeenCalled(); // nobody has asked for it yet
});
