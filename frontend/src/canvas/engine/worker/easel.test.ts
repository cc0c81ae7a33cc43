import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { textMatter } from "../../items";
import { PLAIN } from "../../texts";
import { type Context2D, ownInk, paintStroke } from "../marks/raster";
import { PackedStrokes } from "../sheet/packed";
import { Sheet } from "../sheet/sheet";
import { sceneStroke, strokeThrough } from "../testing/strokes";
import { FillList, listSurface } from "../testing/surfaces";
import { TILE, Tile, Tiles } from "../tiles/tiles";
import { Easel } from "./easel";
import type { Order } from "./orders";
import { RemotePainter } from "./remote_painter";

const CROWD = Array.from(
  { length: 30 },
  (_, index) =>
  sceneStroke(index + 1, strokeThrough([[10 + index, 10], [90, 20 + index]])), // biome-ignore format: one line
);
const CHANGE = { move: null, color: null, fronted: false };
const WINDOW = { left: 0, top: 0, right: TILE, bottom: TILE };

/** A page and its worker, with every message and every turn in our hand. */
class Studio {
  readonly sheet = new Sheet(CROWD);
  readonly paper = new FillList();
  /** Turns that the worker waits for. */
  readonly turns: (() => void)[] = [];
  readonly told: Order["type"][] = [];
  readonly port = {
    onmessage: null as ((event: MessageEvent) => void) | null,
    onerror: null as ((event: ErrorEvent) => void) | null,
    postMessage: (order: Order): void => {
      this.told.push(order.type);
      this.easel.receive(structuredClone(order));
    },
  };
  readonly painter = new RemotePainter(this.port);
  readonly tiles: Tiles;
  arrivals = 0;
  closed = 0;
  #now = 0;
  readonly easel = new Easel({
    context: this.paper as unknown as Context2D,
    deliver: (number) => this.#deliver(number),
    pause: () => new Promise((resume) => this.turns.push(resume)),
    now: () => this.#now++, // a stroke takes a millisecond or so
    fail: (error) => this.port.onerror?.({ error } as ErrorEvent),
  });

  constructor() {
    this.painter.load(this.sheet);
    const sources = {
      makeSurface: listSurface,
      search: () => this.sheet.indexesIn(WINDOW),
      at: (index: number) => this.sheet.at(index),
      inkOf: ({ stroke }: { stroke: (typeof CROWD)[0]["stroke"] }) => ownInk(stroke),
      painter: () => (this.painter.alive ? this.painter : null),
      arrived: () => this.arrivals++,
    };
    this.tiles = new Tiles(sources, 2 ** 30);
    this.tiles.want(1, WINDOW);
  }

  work(): Tile[] {
    return this.tiles.work(() => 0, 1);
  }

  /** Lets the worker go on until it has nothing to do. */
  async finish(): Promise<void> {
    for (let turn = this.turns.shift(); turn; turn = this.turns.shift()) {
      turn();
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  get fills(): readonly string[] {
    const picture = this.tiles.wanted[0]?.picture;
    if (picture?.context) return (picture.context as unknown as FillList).fills;
    return (picture?.image as unknown as { fills: string[] } | undefined)?.fills ?? [];
  }

  async #deliver(number: number): Promise<void> {
    const picture = { fills: this.paper.fills, close: () => this.closed++ };
    this.paper.fills = [];
    this.port.onmessage?.({ data: { number, picture } } as unknown as MessageEvent);
  }
}

function fillsOf(strokes: readonly (typeof CROWD)[0][]): string[] {
  const list = new FillList();
  const { frame, bounds } = new Tile(1, 0, 0);
  for (const { stroke } of strokes) {
    paintStroke(list as unknown as Context2D, stroke, frame, bounds);
  }
  return list.fills;
}

describe("a tile painted by a worker", () => {
  test("holds what the page would have painted, and is handed out when it is there", async () => {
    const studio = new Studio();
    expect(studio.work()).toEqual([]);
    expect(studio.tiles.settled).toBe(false);
    await studio.finish();
    expect(studio.arrivals).toBeGreaterThan(0);
    expect(studio.work()).toContain(studio.tiles.wanted[0]);
    expect(studio.tiles.settled).toBe(true);
    expect(studio.fills).toEqual(fillsOf(CROWD));
  });

  test("keeps nobody busy who only waits for it", () => {
    const studio = new Studio();
    studio.work();
    expect(studio.tiles.busy).toBe(false);
  });

  test("gets the strokes that came meanwhile on top", async () => {
    const studio = new Studio();
    studio.work();
    const late = studio.sheet.place(sceneStroke(99, strokeThrough([[5, 5], [50, 60]]))); // biome-ignore format: one line
    if (late) studio.tiles.add(late);
    await studio.finish();
    expect(studio.fills).toEqual(["tile", ...fillsOf(late ? [late] : [])]);
  });

  test("is painted anew, from what is visible, when something in it is hidden meanwhile", async () => {
    const studio = new Studio();
    studio.work();
    const [hidden] = studio.sheet.setHidden([CROWD[3]?.id ?? ""], true);
    if (hidden) studio.tiles.invalidate([hidden.bounds]);
    studio.work();
    await studio.finish();
    expect(studio.told).toContain("cancel");
    expect(studio.fills).toEqual(fillsOf(CROWD.filter(({ id }) => id !== hidden?.id)));
  });

  test("is not painted to its end once nobody looks at it", async () => {
    const studio = new Studio();
    studio.work();
    studio.tiles.want(1, { left: 9e5, top: 9e5, right: 9e5 + 1, bottom: 9e5 + 1 });
    await studio.finish();
    expect(studio.told.filter((type) => type === "cancel").length).toBeGreaterThan(0);
    expect(studio.tiles.bytes).toBe(0);
  });

  test("knows the strokes that were placed after the first ones", async () => {
    const studio = new Studio();
    const added = studio.sheet.place(sceneStroke(50, strokeThrough([[7, 7], [70, 80]]))); // biome-ignore format: one line
    if (added) studio.painter.add(added);
    studio.work();
    await studio.finish();
    expect(studio.fills).toEqual(fillsOf([...CROWD, ...(added ? [added] : [])]));
  });

  test("takes no message for each of what came before it", async () => {
    const studio = new Studio();
    const places = Array.from({ length: 300 }, (_, index) => index + 50);
    for (const place of places) {
      const added = studio.sheet.place(sceneStroke(place, strokeThrough([[7, 7], [70, place]]))); // biome-ignore format: one line
      if (added) studio.painter.add(added);
    }
    studio.work();
    await studio.finish();
    expect(studio.told.slice(0, 4)).toEqual(["load", "know", "know", "paint"]);
    expect(studio.fills.length).toBe(CROWD.length + places.length);
  });

  test("shows strokes as they were changed since, in their new order", async () => {
    const studio = new Studio();
    const version = { changes: [{ ...CHANGE, color: 0xdd4b33 }], place: 40 };
    const id = CROWD[3]?.id as string;
    for (const { after } of studio.sheet.change(new Map([[id, version]]))) {
      studio.painter.change(after);
    }
    studio.work();
    await studio.finish();
    const changed = studio.sheet.find(id) as (typeof CROWD)[0];
    expect(changed.stroke.style.color).toBe(0xdd4b33);
    expect(studio.fills).toEqual(fillsOf([...CROWD.filter((one) => one.id !== id), changed]));
  });

  test("shows texts among the strokes, with the letters it was supplied", async () => {
    const studio = new Studio();
    const face = "hanken";
    const data = new Uint8Array(readFileSync(`${import.meta.dirname}/../../lettering/${face}.bin`));
    studio.painter.supply({ type: "letters", face, data });
    const text = { face: PLAIN, color: 0x2f6fae, size: 400, x: 100, y: 100, words: "Low tide" };
    const made = { ...sceneStroke(50, strokeThrough([[7, 7]])), ...textMatter(text) }; // biome-ignore format: one line
    const added = studio.sheet.place(made);
    if (added) studio.painter.add(added);
    studio.work();
    await studio.finish();
    const fills = studio.fills;
    expect(fills.slice(0, -1)).toEqual(fillsOf(CROWD));
    expect(fills.at(-1)).toMatch(/^source-over #2f6fae 1 /);
    expect(fills.at(-1)?.split(",").length).toBeGreaterThan(200);
  });

  test("is painted by the page where the worker does not know its strokes", async () => {
    const studio = new Studio();
    studio.work();
    studio.easel.receive({ type: "load", columns: PackedStrokes.of([]).columns, marks: [] });
    await studio.finish();
    expect(studio.painter.alive).toBe(false);
    studio.work();
    expect(studio.fills).toEqual(fillsOf(CROWD));
  });

  test("is painted by the page where the worker fails, then and later", async () => {
    const studio = new Studio();
    studio.work();
    studio.port.onerror?.({} as ErrorEvent);
    expect(studio.arrivals).toBeGreaterThan(0);
    expect(studio.tiles.busy).toBe(true);
    studio.work();
    expect(studio.tiles.settled).toBe(true);
    expect(studio.fills).toEqual(fillsOf(CROWD));
  });
});
