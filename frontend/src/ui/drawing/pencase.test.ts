import { beforeEach, describe, expect, it } from "vitest";
import { BRUSH, ERASER, MARKER, PEN } from "../../canvas/strokes";
import type { Shelf } from "../shelf";
import { type Grip, Pencase } from "./pencase";

class Drawer implements Shelf {
  readonly things = new Map<string, unknown>();

  read(name: string): unknown {
    return this.things.get(name) ?? null;
  }

  write(name: string, value: unknown): void {
    this.things.set(name, JSON.parse(JSON.stringify(value)));
  }
}

describe("the pencase", () => {
  let drawer: Drawer;
  let told: Grip[];
  let pencase: Pencase;

  const open = () => new Pencase(drawer, (grip) => told.push(grip));

  beforeEach(() => {
    drawer = new Drawer();
    told = [];
    pencase = open();
  });

  it("starts with a pen in ink, ready to draw", () => {
    expect(pencase.grip).toMatchObject({ held: PEN, color: 0x262833, opacity: 1 });
  });

  it("draws with chalk on a blackboard, until a colour is chosen", () => {
    pencase.lieOn(0x2e4a40);
    expect(pencase.grip).toMatchObject({ color: 0xfdfbf6, ink: 0xfdfbf6 });
    expect(told).toHaveLength(1);
    pencase.lieOn(null);
    expect(pencase.grip).toMatchObject({ color: 0x262833, ink: 0x262833 });
    pencase.dip(0x2f6fae);
    pencase.lieOn(0x1d2130);
    expect(pencase.grip.color).toBe(0x2f6fae);
  });

  it("keeps dark ink on dark paper for whoever asks for it there", () => {
    pencase.lieOn(0x1d2130);
    pencase.dip(0x262833);
    expect(pencase.grip.color).toBe(0x262833);
    pencase.dip(0xfdfbf6);
    pencase.lieOn(null);
    expect(pencase.grip.color).toBe(0x262833);
  });

  it("takes the ink that an earlier version kept for no choice", () => {
    drawer.write("pencase", { tool: PEN, color: 0x262833 });
    pencase = open();
    pencase.lieOn(0x1d2130);
    expect(pencase.grip.color).toBe(0xfdfbf6);
  });

  it("remembers a size for each tool", () => {
    pencase.resize(9);
    pencase.take(BRUSH);
    pencase.resize(40);
    pencase.take(PEN);
    expect(pencase.grip.size).toBe(9);
    pencase.take(BRUSH);
    expect(pencase.grip.size).toBe(40);
  });

  it("makes the marker see-through and nothing else", () => {
    pencase.take(MARKER);
    expect(pencase.grip.opacity).toBe(0.6);
    pencase.take(BRUSH);
    expect(pencase.grip.opacity).toBe(1);
  });

  it("takes a pen for a colour, whatever could not draw with it", () => {
    for (const held of [ERASER, "hand"] as const) {
      pencase.take(held);
      pencase.dip(0xdd4b33);
      expect(pencase.grip).toMatchObject({ held: PEN, color: 0xdd4b33 });
    }
  });

  it("comes back as it was left, but never with the hand or the eraser", () => {
    pencase.take(MARKER);
    pencase.dip(0x123456);
    pencase.resize(50);
    expect(open().grip).toMatchObject({
      held: MARKER,
      color: 0x123456,
      size: 50,
      recent: [0x123456],
    });
    pencase.take("hand");
    expect(open().grip.held).toBe(MARKER);
    pencase.take(ERASER);
    expect(open().grip.held).toBe(PEN);
  });

  it.each([
    "nonsense",
    42,
    [],
    { tool: 9, color: -1, sizes: "big", recent: { length: 3 } },
    { tool: "hand", color: 1e9, sizes: [0, Number.NaN, "9", -4], recent: ["red", 0x1ffffff, 1.5] },
  ])("is not confused by what someone else left in its place: %j", (left) => {
    drawer.things.set("pencase", left);
    expect(open().grip).toEqual(new Pencase(new Drawer(), () => {}).grip);
  });
});
