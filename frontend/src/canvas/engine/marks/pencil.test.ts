import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PENCIL } from "../../strokes";
import { strokeThrough } from "../testing/strokes";
import { FillList } from "../testing/surfaces";
import { paintPencil } from "./pencil";
import { type Context2D, type Frame, inkBounds, ownInk } from "./raster";

const LINE = strokeThrough([[10, 10], [60, 40]], { tool: PENCIL, size: 9, opacity: 51 }); // biome-ignore format: one line
const PERIOD = 128; // paper units

interface Placed {
  readonly a: number;
  readonly e: number;
  readonly f: number;
}

/** What fills, and where it lies when it does. */
class Grained extends FillList {
  readonly places: Placed[] = [];

  createPattern() {
    return { setTransform: (place: Placed) => this.places.push(place), toString: () => "grain" };
  }
}

beforeAll(() => {
  const context = {
    createImageData: (side: number) => ({ data: new Uint8ClampedArray(side * side * 4) }),
    putImageData: () => {},
  };
  vi.stubGlobal("OffscreenCanvas", class {
    getContext = () => context;
  }); // biome-ignore format: one expression
});

afterAll(() => {
  vi.unstubAllGlobals();
});

function painted(frame: Frame): Grained {
  const list = new Grained();
  paintPencil(list as unknown as Context2D, LINE, frame, inkBounds(LINE), ownInk(LINE));
  return list;
}

/** Where in the grain the paper's origin lies, from 0 to 1. */
function phase({ e, f }: Placed, frame: Frame): [number, number] {
  const turn = (at: number) => {
    const share = at / (PERIOD * frame.scale);
    return share - Math.floor(share + 1e-9);
  };
  return [turn(e + frame.left), turn(f + frame.top)];
}

describe("a pencil", () => {
  test("is two fills with the grain of the paper", () => {
    const { fills } = painted({ scale: 1, left: 0, top: 0 });
    expect(fills).toHaveLength(2);
    for (const fill of fills) expect(fill).toMatch(/^source-over grain 0.2 /);
    expect(fills[0]).not.toBe(fills[1]);
  });

  test.each([0.2, 0.5, 1, 1.37, 2, 40])("has one grain in all tiles at a scale of %f", (scale) => {
    for (const [left, top] of [
      [0, 0],
      [512, -1024],
      [-16_777_216, 2 ** 30],
    ] as const) {
      // biome-ignore format: one line
      const frame = { scale, left, top };
      for (const place of painted(frame).places) {
        const [x, y] = phase(place, frame);
        expect(x).toBeCloseTo(0, 5);
        expect(y).toBeCloseTo(0, 5);
        expect(Math.max(Math.abs(place.e), Math.abs(place.f))).toBeLessThan(PERIOD * scale);
      }
    }
  });

  test("is carried over the grain, not with it", () => {
    const paper = { scale: 1, left: 300, top: 200 };
    const still = painted(paper);
    const carried = painted({ scale: 1.5, left: 40, top: -77, paper });
    expect(carried.places).toEqual(still.places);
    expect(carried.path).not.toEqual(still.path);
  });

  test("is plain from afar, where no grain can be seen", () => {
    const { fills, places } = painted({ scale: 0.05, left: 0, top: 0 });
    expect(places).toEqual([]);
    const alphas = fills.map((fill) => Number(fill.split(" ")[2]));
    expect(fills.every((fill) => fill.startsWith("source-over #262833 "))).toBe(true);
    for (const alpha of alphas) expect(alpha).toBeLessThan(0.2 * 0.7);
  });
});
