import fc from "fast-check";
import { expect, it } from "vitest";
import { contains } from "./sight";
import { Whereabouts } from "./whereabouts";

const MIA = 1;
const TOM = 2;

it("knows nothing of a pen it has not seen", () => {
  expect(new Whereabouts().of(MIA)).toBeNull();
});

it("knows where a pen was last, and all that it went over a moment ago", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note(MIA, { x: 0, y: 0 }, true, 0);
  whereabouts.note(MIA, { x: 80, y: -20 }, true, 2_000);
  whereabouts.note(MIA, { x: 40, y: 10 }, true, 3_000);
  expect(whereabouts.of(MIA)).toMatchObject({
    place: { x: 40, y: 10 },
    around: { left: 0, top: -20, right: 80, bottom: 10 },
  });
});

it("forgets where a pen was long ago", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note(MIA, { x: -5_000, y: 0 }, true, 0);
  whereabouts.note(MIA, { x: 10, y: 10 }, true, 60_000);
  whereabouts.note(MIA, { x: 20, y: 30 }, true, 60_100);
  expect(whereabouts.of(MIA)?.around).toEqual({ left: 10, top: 10, right: 20, bottom: 30 });
});

it("takes no notice of the way between two places where a pen was down", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note(MIA, { x: 0, y: 0 }, true, 0);
  whereabouts.note(MIA, { x: 90, y: 60 }, true, 100);
  whereabouts.note(MIA, { x: 4_000, y: 0 }, false, 400);
  expect(whereabouts.of(MIA)).toMatchObject({ place: { x: 4_000 }, around: { right: 90 } });
  whereabouts.note(MIA, { x: 4_100, y: 10 }, true, 500);
  whereabouts.note(MIA, { x: 4_180, y: 50 }, true, 600);
  expect(whereabouts.of(MIA)?.around).toEqual({ left: 4_100, top: 10, right: 4_180, bottom: 50 });
});

it("tells those who draw from those who only point, the last one first", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note(MIA, { x: 0, y: 0 }, true, 1_000);
  whereabouts.note(TOM, { x: 0, y: 0 }, true, 2_000);
  whereabouts.note(3, { x: 0, y: 0 }, false, 2_500);
  whereabouts.note(MIA, { x: 9, y: 9 }, false, 3_000);
  expect(whereabouts.drewSince(500)).toEqual([TOM, MIA]);
  expect(whereabouts.drewSince(1_500)).toEqual([TOM]);
});

it("keeps nobody in mind who is not here", () => {
  const whereabouts = new Whereabouts();
  whereabouts.note(MIA, { x: 0, y: 0 }, true, 0);
  whereabouts.keep(new Map([[TOM, null]]));
  expect(whereabouts.of(MIA)).toBeNull();
});

it("always has the pen within what it went over", () => {
  const step = fc.record({
    x: fc.integer({ min: -1e6, max: 1e6 }),
    y: fc.integer({ min: -1e6, max: 1e6 }),
    wait: fc.integer({ min: 0, max: 9_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const whereabouts = new Whereabouts();
      let time = 0;
      for (const { x, y, wait } of steps) {
        time += wait;
        whereabouts.note(MIA, { x, y }, true, time);
        const seen = whereabouts.of(MIA);
        expect(seen?.place).toEqual({ x, y });
        expect(seen && contains(seen.around, seen.place)).toBe(true);
      }
    }),
  );
});
