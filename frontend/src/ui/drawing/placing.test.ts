import { afterEach, describe, expect, it, vi } from "vitest";
import { Viewport } from "../../canvas/engine/view/viewport";
import type { WaitingPicture } from "../../canvas/outbox/pictures";
import type { Matter, SceneItem } from "../../canvas/scene";
import { HandClock } from "../../canvas/testing/room";
import { Placing, type PlacingPage } from "./placing";

const DIGEST = "ab".repeat(16);
const FILE = new File(["pixels"], "boat.png", { type: "image/png" });

const SEEN = new Viewport({ x: 0, y: 0 }, 2, { width: 1000, height: 600 }, 1);

interface Answer {
  readonly status: number;
  readonly told: unknown;
}

/** A page that a picture comes to; `answers` is what the server says, one after the other. */
function page(answers: (Answer | Error)[], some: Partial<PlacingPage> = {}) {
  const pended = new Map<string, SceneItem>();
  const expected = new Set<string>();
  const laid: Matter[] = [];
  const told: string[] = [];
  const waiting = new Map<string, WaitingPicture>();
  const clock = new HandClock();
  const history: { undoable: string[] | null; redoable: string[] | null } = {
    undoable: null,
    redoable: null,
  };
  const held: string[] = [];
  vi.stubGlobal("fetch", async (_address: string, { signal }: RequestInit) => {
    signal?.throwIfAborted();
    const answer = answers.shift() ?? new Error("no network");
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer.told), { status: answer.status });
  });
  const placing = new Placing({
    engine: {
      scene: {
        pend: (item: SceneItem) => pended.set(item.id, item),
        withdraw: (id: string) => pended.delete(id),
      },
    },
    session: {
      you: 1,
      mayDraw: true,
      history,
      lay: (things: readonly Matter[], act: string) => {
        laid.push(...things);
        return things.map((_, index) => `${act} ${index}`);
      },
      expect: (name: string) => expected.add(name),
      kept: (name: string) => expected.delete(name),
      arrived: (name: string) => expected.delete(name),
    },
    clock,
    waiting: {
      keep: async (picture: WaitingPicture) => waiting.set(picture.name, picture),
      forget: async (name: string) => waiting.delete(name),
      takeOver: async () => [...waiting.values()],
    },
    address: () => "/d/key/images",
    token: () => "token",
    decode: async () => ({ width: 400, height: 200 }),
    standIn: () => {},
    supply: () => {},
    begins: () => "1",
    ends: (before: string) => held.push(before),
    turned: () => {},
    placed: () => {},
    tell: (news: string) => told.push(news),
    ...some,
  } as unknown as PlacingPage);
  return { placing, pended, expected, laid, told, waiting, clock, history, held };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));
const kept = { status: 201, told: { digest: DIGEST } };

afterEach(() => vi.unstubAllGlobals());

describe("a picture that comes to the paper", () => {
  it("is seen at once, and kept in its place when the server has it", async () => {
    const { placing, pended, expected, laid } = page([kept]);
    placing.place([FILE], { x: 200, y: 200 }, SEEN);
    await soon();
    expect(laid).toHaveLength(1);
    expect(laid[0]?.image).toEqual({ digest: DIGEST, x: 0, y: 800, width: 3200, height: 1600 });
    expect(pended.size).toBe(0);
    expect(expected.size).toBe(0);
  });

  it("lies in the middle of what is seen, no larger than most of it", async () => {
    const decode = async () => ({ width: 4000, height: 500 }) as ImageBitmap;
    const { placing, laid } = page([kept], { decode });
    placing.place([FILE], null, SEEN);
    await soon();
    const { x = 0, y = 0, width = 0, height = 0 } = laid[0]?.image ?? {};
    expect([width / 16, height / 16]).toEqual([300, 37.5]); // 60% of 1000 px, at 200%
    expect([(x + width / 2) / 16, (y + height / 2) / 16]).toEqual([250, 150]);
  });

  it("waits in sight while nothing reaches the server, and is tried again", async () => {
    const { placing, pended, expected, laid, told, waiting, clock } = page([
      new Error("cut"),
      { status: 503, told: "busy" },
      kept,
    ]);
    placing.place([FILE], null, SEEN);
    await soon();
    expect([pended.size, waiting.size, expected.size]).toEqual([1, 1, 0]);
    expect(told).toEqual([expect.stringContaining("This browser keeps it")]);
    clock.advance(2_000);
    await soon();
    expect(laid).toHaveLength(0);
    clock.advance(4_000);
    await soon();
    expect(laid).toHaveLength(1);
    expect([pended.size, waiting.size]).toEqual([0, 0]);
    expect(told).toHaveLength(1);
  });

  it("would be lost with the page where the browser cannot keep it, and says so", async () => {
    const keep = () => Promise.reject(new Error("no room"));
    const forget = () => Promise.reject(new Error("not there"));
    const waiting = { keep, forget, takeOver: () => Promise.resolve([]) };
    const { placing, expected, laid, told, clock } = page([new Error("cut"), kept], { waiting });
    placing.place([FILE], null, SEEN);
    await soon();
    expect(expected.size).toBe(1);
    expect(told).toEqual([expect.stringContaining("Leave this page open")]);
    clock.advance(2_000);
    await soon();
    expect([laid.length, expected.size]).toEqual([1, 0]);
  });

  it("is taken back while it is still being read, and never seen", async () => {
    const { placing, pended, laid, waiting } = page([kept, kept]);
    placing.place([FILE, FILE], null, SEEN);
    expect(placing.takeBack()).toBe(true);
    await soon();
    expect([pended.size, laid.length, waiting.size]).toEqual([0, 1, 0]);
    expect(placing.takeBack()).toBe(false); // the other is on the paper: an act to be undone
  });

  it("gives back what the hand held, be it on its way or an act by now", async () => {
    const ids: string[] = [];
    const placed = (id: string) => ids.push(id);
    const { placing, history, held } = page([kept], { placed });
    placing.place([FILE], null, SEEN);
    expect(placing.takeBack()).toBe(true);
    expect(held).toEqual(["1"]);
    placing.place([FILE], null, SEEN);
    await soon();
    history.undoable = ["something else"];
    expect([placing.takeBack(), held.length]).toEqual([false, 1]);
    history.undoable = ids;
    expect([placing.takeBack(), held]).toEqual([false, ["1", "1"]]);
  });

  it("is placed again where it was, be it read or not when it was taken back", async () => {
    const { placing, pended, laid, waiting } = page([kept, kept]);
    placing.place([FILE], { x: 200, y: 200 }, SEEN);
    placing.takeBack();
    expect([placing.placeAgain(), placing.placeAgain()]).toEqual([true, false]);
    await soon();
    expect(laid.map(({ image }) => image?.y)).toEqual([800]);
    vi.stubGlobal("fetch", () => new Promise(() => {})); // it stays on its way
    placing.place([FILE], { x: 200, y: 200 }, SEEN);
    await soon();
    placing.takeBack();
    expect([pended.size, waiting.size]).toEqual([0, 0]);
    expect(placing.placeAgain()).toBe(true);
    await soon();
    expect([pended.size, waiting.size]).toEqual([1, 1]);
    expect([...pended.values()].map(({ image }) => image?.y)).toEqual([800]);
  });

  it("is placed again in its turn: after what was undone later, and not after other work", async () => {
    const { placing, history } = page([kept]);
    history.undoable = ["line"];
    placing.place([FILE], null, SEEN);
    placing.takeBack();
    Object.assign(history, { undoable: null, redoable: ["line"] });
    expect(placing.placeAgain()).toBe(false);
    Object.assign(history, { undoable: ["another"], redoable: null });
    expect(placing.placeAgain()).toBe(false);
    Object.assign(history, { undoable: ["line"], redoable: ["another"] });
    expect(placing.placeAgain()).toBe(false);
    Object.assign(history, { undoable: ["line"], redoable: null });
    expect(placing.placeAgain()).toBe(true);
  });

  it("says whether it can be taken back, or placed again", async () => {
    const can: string[] = [];
    const turned = () => can.push(`${placing.takesBack} ${placing.placesAgain}`);
    const { placing, history } = page([kept], { turned });
    placing.place([FILE], null, SEEN);
    expect(can.at(-1)).toBe("true false");
    placing.takeBack();
    expect(can.at(-1)).toBe("false true");
    history.undoable = ["line"];
    expect(placing.placesAgain).toBe(false);
    history.undoable = null;
    expect(placing.placesAgain).toBe(true);
    placing.placeAgain();
    expect(can.at(-1)).toBe("true false");
    await soon(); // it is an act by now
    expect(can.at(-1)).toBe("false false");
  });

  it("is not to be taken back where it is none", async () => {
    const can: boolean[] = [];
    const decode = () => Promise.reject(new Error("no picture"));
    const { placing } = page([], { decode, turned: () => can.push(placing.takesBack) });
    placing.place([FILE], null, SEEN);
    await soon();
    expect(can).toEqual([true, false]);
  });

  it("comes again in the next page, by the same act; a damaged one is told at last", async () => {
    const place = { x: 16, y: 32, width: 480, height: 320 };
    const decode = async (file: Blob) => {
      if (file.size === 0) throw new Error("damaged");
      return { width: 30, height: 20 } as ImageBitmap;
    };
    const ids: string[] = [];
    const placed = (id: string) => ids.push(id);
    const { placing, pended, laid, told, waiting, clock } = page([kept], { decode, placed });
    waiting.set("one", { name: "one", file: FILE, place });
    waiting.set("two", { name: "two", file: new Blob(), place });
    placing.takeOver();
    clock.advance(0);
    await soon();
    expect(laid.map(({ image }) => image)).toEqual([{ ...place, digest: DIGEST }]);
    expect(ids).toEqual(["one 0"]);
    expect([pended.size, [...waiting.keys()], told]).toEqual([0, ["two"], []]);
    for (const ms of [2_000, 4_000, 8_000, 15_000, 30_000]) {
      clock.advance(ms);
      await soon();
    }
    expect([waiting.size, told]).toEqual([0, [expect.stringContaining("no picture")]]);
  });

  it("is not for those who only watch, who are told", async () => {
    const session = { mayDraw: false } as unknown as PlacingPage["session"];
    const { placing, pended, told } = page([], { session });
    placing.place([FILE], null, SEEN);
    await soon();
    expect([pended.size, told]).toEqual([0, [expect.stringContaining("You can watch")]]);
  });

  it("is taken away again, with the server's reason, where that refuses it", async () => {
    const reason = "That picture has too many pixels.";
    const answers = [{ status: 400, told: { reason } }];
    const { placing, pended, expected, laid, told, held } = page(answers);
    placing.place([FILE], null, SEEN);
    await soon();
    expect(told).toEqual([reason]);
    expect(held).toEqual(["1"]);
    expect([pended.size, expected.size, laid.length]).toEqual([0, 0, 0]);
  });

  it("is sent as it was chosen, whatever becomes of the file while it waits", async () => {
    const sent: string[] = [];
    const { placing, laid, clock } = page([new Error("cut")]);
    const chosen = new File(["pixels"], "boat.png", { type: "image/png" });
    placing.place([chosen], null, SEEN);
    await soon();
    const gone = () => Promise.reject(new Error("no such file"));
    Object.assign(chosen, { arrayBuffer: gone, text: gone, slice: gone, stream: gone });
    vi.stubGlobal("fetch", async (_address: string, { body }: RequestInit) => {
      const file = (body as FormData).get("file") as File;
      expect(file.type).toBe("image/png");
      sent.push(await file.text());
      return new Response(JSON.stringify(kept.told), { status: 201 });
    });
    clock.advance(2_000);
    await soon();
    expect([sent, laid.length]).toEqual([["pixels"], 1]);
  });

  it("can be taken back while it is on its way", async () => {
    const { placing, pended, expected, laid, clock } = page([new Error("cut"), kept]);
    expect(placing.takeBack()).toBe(false);
    placing.place([FILE], null, SEEN);
    await soon();
    expect(placing.takeBack()).toBe(true);
    clock.advance(60_000);
    await soon();
    expect([pended.size, expected.size, laid.length]).toEqual([0, 0, 0]);
    expect(placing.takeBack()).toBe(false);
  });

  it("is no picture where it cannot be decoded, and too large where it is", async () => {
    const decode = () => Promise.reject(new Error("no picture"));
    const { placing, told, held } = page([], { decode });
    placing.place([FILE, FILE], null, SEEN);
    await soon();
    expect(held).toEqual(["1"]); // once none of them is still to come
    told.length = 0;
    placing.place([FILE], null, SEEN);
    placing.place([new File([], "harbour.drawnby")], null, SEEN);
    placing.place([{ size: 21 * 2 ** 20 } as File], null, SEEN);
    await soon();
    expect(told.map((words) => /no picture|is a drawing|20 MB/.exec(words)?.[0])).toEqual([
      "20 MB",
      "no picture",
      "is a drawing",
    ]);
  });
});
