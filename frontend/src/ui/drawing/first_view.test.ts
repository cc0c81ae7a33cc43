import { expect, it } from "vitest";
import type { Bounds } from "../../canvas/engine/view/bounds";
import { Viewport } from "../../canvas/engine/view/viewport";
import { FirstView, type Looking } from "./first_view";

class Looker implements Looking {
  viewport = new Viewport({ x: 0, y: 0 }, 1, { width: 800, height: 600 }, 1);
  drawn: Bounds | null;

  constructor(drawn: Bounds | null) {
    this.drawn = drawn;
  }

  openingBounds(): Bounds | null {
    return this.drawn;
  }

  lookAt(point: { x: number; y: number }, zoom: number): void {
    this.viewport = this.viewport.centeredOn(point, zoom);
  }

  zoomTo(bounds: Bounds): void {
    this.viewport = this.viewport.fitted(bounds);
  }
}

class Pocket {
  readonly kept = new Map<string, unknown>();

  read(name: string): unknown {
    return this.kept.get(name) ?? null;
  }

  write(name: string, value: unknown): void {
    this.kept.set(name, value);
  }
}

const WIDE: Bounds = { left: 0, top: 0, right: 4000, bottom: 500 };
const SMALL: Bounds = { left: 10, top: 10, right: 90, bottom: 90 };

it("shows all of a drawing that is larger than the window", () => {
  const looker = new Looker(WIDE);
  new FirstView(looker, new Pocket(), "u").show();
  expect(looker.viewport.bounds.right).toBeGreaterThan(4000);
});

it("leaves a drawing that can be seen at its actual size", () => {
  for (const drawn of [SMALL, null]) {
    const looker = new Looker(drawn);
    const before = looker.viewport;
    new FirstView(looker, new Pocket(), "u").show();
    expect(looker.viewport).toBe(before);
  }
});

it("is where one left off before a reload", () => {
  const pocket = new Pocket();
  const looker = new Looker(WIDE);
  looker.lookAt({ x: 1234, y: -56 }, 2);
  new FirstView(looker, pocket, "u").keep();
  const again = new Looker(WIDE);
  new FirstView(again, pocket, "u").show();
  expect(again.viewport.equals(looker.viewport)).toBe(true);
});

it("does not pull away whoever moved already", () => {
  const looker = new Looker(WIDE);
  const first = new FirstView(looker, new Pocket(), "u");
  looker.lookAt({ x: 5, y: 5 }, 3);
  first.show();
  expect(looker.viewport.zoom).toBe(3);
});

it("takes nothing from a pocket that somebody else filled", () => {
  for (const kept of ["x", { x: "1" }, { x: 1, y: 2 }, { x: Number.NaN, y: 0, zoom: 1 }]) {
    const pocket = new Pocket();
    pocket.write("view.u", kept);
    const looker = new Looker(SMALL);
    const before = looker.viewport;
    new FirstView(looker, pocket, "u").show();
    expect(looker.viewport).toBe(before);
  }
});
