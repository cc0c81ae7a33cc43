import { beforeEach, expect, it } from "vitest";
import type { Laid } from "../../canvas/engine/sheet/sheet";
import { strokeThrough } from "../../canvas/engine/testing/strokes";
import { ERASER, type Tool } from "../../canvas/strokes";
import type { Shelf } from "../shelf";
import { FirstRub } from "./rubbing";

const YOU = 1;
const TOM = 2;
const RUB = strokeThrough(
  [
    [0, 0],
    [50, 0],
    [100, 0],
  ],
  { tool: ERASER, size: 20 },
);

class Drawer implements Shelf {
  readonly things = new Map<string, unknown>();
  read = (name: string) => this.things.get(name) ?? null;
  write = (name: string, value: unknown) => void this.things.set(name, value);
}

let drawer: Drawer;
let paper: Laid[];
let first: FirstRub;

beforeEach(() => {
  drawer = new Drawer();
  paper = [];
  first = new FirstRub(drawer, { itemsIn: () => paper });
});

function lay(author: number, y: number, tool?: Tool): void {
  const stroke = strokeThrough(
    [
      [40, y - 5],
      [60, y],
    ],
    tool ? { tool } : {},
  );
  paper.push({ author, stroke } as Laid);
}

it("names whose ink was rubbed out, once", () => {
  lay(TOM, 5);
  expect(first.of(RUB, YOU)).toBe(TOM);
  expect(first.of(RUB, YOU)).toBeNull();
  expect(new FirstRub(drawer, { itemsIn: () => paper }).of(RUB, YOU)).toBeNull();
});

it("has nothing to say of one's own ink, of what was only near, or of what others rubbed out", () => {
  lay(YOU, 5);
  lay(TOM, 90);
  lay(TOM, 5, ERASER);
  expect(first.of(RUB, YOU)).toBeNull();
});

it("has nothing to say of what draws", () => {
  lay(TOM, 5);
  expect(
    first.of(
      strokeThrough([
        [0, 0],
        [100, 0],
      ]),
      YOU,
    ),
  ).toBeNull();
});
