import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { textMatter } from "../../items";
import type { Matter } from "../../scene";
import { PEN, PENCIL } from "../../strokes";
import { HandClock } from "../../testing/room";
import { PLAIN } from "../../texts";
import { strokeThrough } from "../testing/strokes";
import { type PaintStroke, stock } from "./stock";
import { Missing, Supplies } from "./supplies";

const LETTERS = new Uint8Array(readFileSync(`${import.meta.dirname}/../../lettering/vollkorn.bin`));

function written(words: string): Matter {
  return textMatter({ face: PLAIN, color: 0, size: 320, x: 0, y: 0, words });
}

const fetchPencil = async () => () => {};

/** Lets what was promised happen. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

describe("letters", () => {
  it("are fetched once, when the first text needs them, and those are told who need them", async () => {
    const asked: string[] = [];
    const shown: boolean[] = [];
    const supplies = new Supplies({
      fetchLetters: async (face) => {
        asked.push(face);
        return LETTERS;
      },
      fetchPencil,
      clock: new HandClock(),
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
    const supplies = new Supplies({
      fetchLetters: () => (++tries === 1 ? Promise.reject(new Error()) : Promise.resolve(LETTERS)),
      fetchPencil,
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
    const supplies = new Supplies({ fetchLetters, fetchPencil, clock, missing });
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
    const supplies = new Supplies({ fetchLetters, fetchPencil, clock: new HandClock() });
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
    const supplies = new Supplies({
      fetchLetters: async () => LETTERS,
      fetchPencil: async () => () => painted.push("grain"),
      clock: new HandClock(),
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
