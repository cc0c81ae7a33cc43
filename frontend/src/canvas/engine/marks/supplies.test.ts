import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { imageMatter, textMatter } from "../../items";
import type { Matter } from "../../scene";
import { PEN, PENCIL } from "../../strokes";
import { HandClock } from "../../testing/room";
import { PLAIN } from "../../texts";
import { strokeThrough } from "../testing/strokes";
import { type ImageSources, ImageSupply } from "./image_supply";
import { type PaintStroke, stock } from "./stock";
import { Missing, Refused, Supplies, type SuppliesOptions } from "./supplies";

const LETTERS = new Uint8Array(readFileSync(`${import.meta.dirname}/../../lettering/vollkorn.bin`));

function written(words: string): Matter {
  return textMatter({ face: PLAIN, color: 0, size: 320, x: 0, y: 0, words });
}

type Fetching = Omit<SuppliesOptions, "images">;
type Some = Partial<Fetching & ImageSources>;

function suppliesOf({
  fetchLetters,
  fetchPencil = async () => () => {},
  clock = new HandClock(),
  missing,
  ...images
}: Some): Supplies {
  const nothing = () => Promise.reject(new Error());
  const sources = { fetch: nothing, shrink: nothing, budget: 2 ** 20, ...images };
  return new Supplies({
    fetchLetters: fetchLetters ?? nothing,
    fetchPencil,
    images: async (told) => new ImageSupply(sources, told),
    clock,
    missing,
  });
}

/** Lets what was promised happen. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe("letters", () => {
  it("are fetched once, when the first text needs them, and those are told who need them", async () => {
    const asked: string[] = [];
    const shown: boolean[] = [];
    const supplies = suppliesOf({
      fetchLetters: async (face) => {
        asked.push(face);
        return LETTERS;
      },
    });
    const [greek, latin] = [written("Λιμάνι"), written("Boat")];
    supplies.listen((_supply, shows) => shown.push(shows(greek), shows(latin)));
    supplies.need([{ stroke: strokeThrough([[0, 0]]) }]);
    expect(asked).toEqual([]);
    supplies.need([greek, greek]);
    supplies.need([greek]);
    await soon();
    expect(asked).toEqual(["vollkorn"]);
    expect(shown).toEqual([true, false]);
    expect(stock.letters("vollkorn")?.contours("Λ").length).toBeGreaterThan(0);
  });

  it("are asked for again a while after they could not be had", async () => {
    const clock = new HandClock();
    let tries = 0;
    const supplies = suppliesOf({
      fetchLetters: () => (++tries === 1 ? Promise.reject(new Error()) : Promise.resolve(LETTERS)),
      clock,
    });
    const all = supplies.all([written("Λ")], new AbortController().signal);
    await soon();
    expect(tries).toBe(1);
    clock.advance(4000);
    await all;
    expect(tries).toBe(2);
  });

  it("are not asked for again where a release took them away, and the page is told once", async () => {
    const clock = new HandClock();
    const [missing, fetchLetters] = [vi.fn(), vi.fn(() => Promise.reject(new Missing("gone")))];
    const supplies = suppliesOf({ fetchLetters, clock, missing });
    supplies.need([written("Λ")]);
    await soon();
    clock.advance(60_000);
    supplies.need([written("Λ")]);
    await soon();
    expect(fetchLetters).toHaveBeenCalledOnce();
    expect(missing).toHaveBeenCalledOnce();
    await expect(supplies.all([], new AbortController().signal)).rejects.toThrow(Missing);
  });

  it("are not waited for any more by whoever has given up", async () => {
    const fetchLetters = () => new Promise<Uint8Array>(() => {});
    const supplies = suppliesOf({ fetchLetters });
    const giving = new AbortController();
    const all = supplies.all([written("Λ")], giving.signal);
    giving.abort(new Error("given up"));
    await expect(all).rejects.toThrow("given up");
    await expect(supplies.all([], giving.signal)).rejects.toThrow("given up");
  });
});

describe("what paints pencils", () => {
  it("is fetched when the first of them is to be drawn, or lies on the paper", async () => {
    const { pencil } = stock;
    const painted: string[] = [];
    const supplies = suppliesOf({
      fetchPencil: async () => () => painted.push("grain"),
    });
    const [pen, line] = ([PEN, PENCIL] as const).map((tool) => ({
      stroke: strokeThrough([[0, 0]], { tool }),
    }));
    const shown: boolean[] = [];
    supplies.listen((_supply, shows) => shown.push(shows(pen as Matter), shows(line as Matter)));
    supplies.need([pen as Matter]);
    supplies.needFor({ tool: PEN });
    await soon();
    expect(shown).toEqual([]);
    supplies.needFor({ tool: PENCIL });
    supplies.need([line as Matter]);
    await soon();
    expect(shown).toEqual([false, true]);
    stock.pencil?.(...([] as unknown as Parameters<PaintStroke>));
    expect(painted).toEqual(["grain"]);
    stock.pencil = pencil;
  });
});

class FakePicture {
  closed = false;
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  close(): void {
    this.closed = true;
  }
}

function fake(width: number, height: number) {
  return new FakePicture(width, height) as unknown as ImageBitmap;
}

function placed(digest: string): Matter {
  return imageMatter({ digest, x: 0, y: 0, width: 16, height: 16 });
}

describe("pictures", () => {
  const [one, other] = ["1".repeat(32), "2".repeat(32)];

  it("are fetched once each, one at a time, and only those are told who show them", async () => {
    const asked: string[] = [];
    let under = 0;
    const supplies = suppliesOf({
      fetch: async (digest) => {
        asked.push(digest);
        expect(++under).toBe(1);
        await soon();
        under--;
        return fake(100, 100);
      },
    });
    const shown: boolean[][] = [];
    supplies.listen((_supply, shows) => shown.push([shows(placed(one)), shows(placed(other))]));
    supplies.need([placed(one), placed(other), placed(one)]);
    await supplies.all([], new AbortController().signal);
    expect(asked).toEqual([one, other]);
    expect(shown).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  it("are made smaller as others come, so that all together keep within the budget", async () => {
    const came: ImageBitmap[] = [];
    const supplies = suppliesOf({
      fetch: async () => {
        came.push(fake(400, 400));
        return came[came.length - 1] as ImageBitmap;
      },
      shrink: async (_picture, width, height) => fake(width, height),
    });
    const [first, second] = ["3".repeat(32), "4".repeat(32)];
    await supplies.all([placed(first)], new AbortController().signal);
    const whole = stock.image(first) as unknown as FakePicture;
    expect(whole.width).toBe(400);
    await supplies.all([placed(second)], new AbortController().signal);
    const widths = [first, second].map((digest) => stock.image(digest)?.width);
    expect(widths).toEqual([362, 362]);
    expect(came.map((picture) => (picture as unknown as FakePicture).closed)).toEqual([true, true]);
  });

  it("are not fetched under the name of what stands in for them", async () => {
    const supplies = suppliesOf({ fetch: () => Promise.reject(new Error("asked for")) });
    const name = "6".repeat(32);
    const picture = fake(10, 10);
    supplies.standIn(name, picture);
    await supplies.all([placed(name)], new AbortController().signal);
    expect(stock.image(name)).toBe(picture);
    supplies.standIn(name, null);
    expect(stock.image(name)).toBeUndefined();
    expect((picture as unknown as FakePicture).closed).toBe(true);
  });

  it("are not waited for while they are refused, but others are, and they may come after all", async () => {
    const clock = new HandClock();
    const [refused, slow] = ["7".repeat(32), "8".repeat(32)];
    const answers = new Map<string, () => Promise<ImageBitmap>>([
      [refused, () => Promise.reject(new Refused("404"))],
      [slow, () => Promise.reject(new Error("no network"))],
    ]);
    const missing = vi.fn();
    const fetch = (digest: string) => answers.get(digest)?.() ?? Promise.reject(new Error());
    const supplies = suppliesOf({ fetch, clock, missing });
    let waited = false;
    const all = supplies.all([placed(refused), placed(slow)], new AbortController().signal);
    void all.then(() => {
      waited = true;
    });
    await soon();
    expect(waited).toBe(false);
    answers.set(slow, async () => fake(10, 10));
    clock.advance(4000);
    await all;
    expect(stock.image(refused)).toBeUndefined();
    expect(missing).not.toHaveBeenCalled();
    answers.set(refused, async () => fake(10, 10));
    clock.advance(8000);
    await soon();
    expect(stock.image(refused)).toBeDefined();
  });

  it("are asked for ever less often while they cannot be had", async () => {
    const clock = new HandClock();
    let tries = 0;
    suppliesOf({ fetch: () => Promise.reject(new Error(String(++tries))), clock }).need([
      placed("5".repeat(32)),
    ]);
    for (const [wait, sofar] of [
      [0, 1],
      [4000, 2],
      [4000, 2],
      [4000, 3],
    ] as const) {
      clock.advance(wait);
      await soon();
      expect(tries).toBe(sofar);
    }
  });
});
