import { describe, expect, test } from "vitest";
import { type Change, ONE } from "../../changes";
import { imageMatter } from "../../items";
import { ERASER, type Stroke } from "../../strokes";
import { Sheet } from "../sheet/sheet";
import { sceneStroke, strokeThrough } from "../testing/strokes";
import { contains, pickedIn } from "./picking";
import { Selector, type SelectorListener, type Table } from "./selector";
import { Wiper } from "./wiper";

const STYLE = strokeThrough([[0, 0]]).style;
const ME = 1;

/** Two lines of mine, one of somebody else's; all horizontal, 100 long. */
class Desk implements Table, SelectorListener {
  readonly sheet = new Sheet([
    { ...sceneStroke(1, line(100, 100)), author: ME },
    { ...sceneStroke(2, line(100, 140)), author: ME },
    { ...sceneStroke(3, line(100, 300)), author: 2 },
  ]);
  readonly acts: { ids: readonly string[]; change: Change }[] = [];
  readonly refusals: number[] = [];
  lifted: string[] = [];
  carried: unknown = null;
  readonly selector = new Selector(this, this);

  itemsIn(bounds: Parameters<Table["itemsIn"]>[0]) {
    return this.sheet.allIn(bounds);
  }

  find(id: string) {
    return (this.sheet.isVisible(id) && this.sheet.find(id)) || null;
  }

  lift(ids: Iterable<string>): void {
    this.lifted = [...ids];
  }

  carry(move: unknown): void {
    this.carried = move;
  }

  land(): void {
    this.lifted = [];
  }

  changed(): void {}

  /** As the session does, at once. */
  act(ids: readonly string[], change: Change): void {
    this.acts.push({ ids, change });
    this.sheet.change(new Map(ids.map((id) => [id, { changes: [change], place: null }])));
  }

  refused(author: number): void {
    this.refusals.push(author);
  }

  may({ author }: { author: number }): boolean {
    return author === ME;
  }

  drag(...path: [number, number][]): void {
    const [first, ...others] = path.map(([x, y]) => ({ x, y, pressure: 0.5, time: 0 }));
    if (!first) return;
    this.selector.begin(STYLE, 1, first);
    this.selector.move(others);
    this.selector.lift();
  }

  get picked(): string[] {
    return this.selector.ids.map((id) => id.slice(-1));
  }
}

function line(x: number, y: number, style: Parameters<typeof strokeThrough>[1] = {}): Stroke {
  return strokeThrough(
    [
      [x, y],
      [x + 100, y],
    ],
    style,
  );
}

describe("picking", () => {
  test("a tap picks what lies there, another one beside it nothing", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    expect(desk.picked).toEqual(["1"]);
    desk.drag([150, 200]);
    expect(desk.picked).toEqual([]);
  });

  test("with Shift taps add and take away", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    desk.selector.even = true;
    desk.drag([150, 141]);
    expect(desk.picked).toEqual(["1", "2"]);
    desk.drag([150, 101]);
    expect(desk.picked).toEqual(["2"]);
  });

  test("a box picks what lies in it for the most part, and is no larger than the hand went", () => {
    const desk = new Desk();
    desk.drag([90, 90], [210, 150]);
    expect(desk.picked).toEqual(["1", "2"]);
    desk.drag([50, 90], [90, 150]);
    expect(desk.picked).toEqual([]);
  });

  test("a lasso picks what it goes round, whichever way it went", () => {
    const desk = new Desk();
    desk.selector.lasso = true;
    desk.drag([90, 90], [210, 90], [210, 120], [90, 120]);
    expect(desk.picked).toEqual(["1"]);
    desk.drag([90, 160], [210, 160], [210, 130], [90, 130]);
    expect(desk.picked).toEqual(["2"]);
  });

  test("nothing of somebody else's is picked, and that is said", () => {
    const desk = new Desk();
    desk.drag([150, 300]);
    desk.drag([90, 280], [210, 320]);
    expect([desk.picked, desk.refusals]).toEqual([[], [2, 2]]);
    desk.drag([90, 80], [210, 320]); // with some of one's own, it goes without saying
    expect([desk.picked, desk.refusals]).toEqual([
      ["1", "2"],
      [2, 2],
    ]);
  });

  test("the inside of a line that crosses itself is where one cannot leave without crossing it", () => {
    const outline = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
      { x: 10, y: 0 },
      { x: 0, y: 10 },
    ];
    expect(contains(outline, { x: 1, y: 5 })).toBe(true);
    expect(contains(outline, { x: 5, y: 1 })).toBe(false);
    expect(contains([], { x: 0, y: 0 })).toBe(false);
    expect(pickedIn(new Desk().sheet.visible(), [])).toEqual([]);
  });
});

describe("what is picked", () => {
  test("is carried by a drag from within its frame, and lies there when it is let go", () => {
    const desk = new Desk();
    desk.drag([90, 90], [210, 150]);
    const before = desk.selector.frame?.left as number;
    desk.drag([150, 120], [160, 120], [170, 125]);
    expect(desk.acts).toHaveLength(1);
    expect(desk.acts[0]?.change.move).toEqual({ scale: ONE, dx: 320, dy: 80 });
    expect(desk.selector.frame?.left).toBe(before + 20);
    expect(desk.lifted).toEqual([]);
  });

  test("goes back where it was when the drag was not meant", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    desk.selector.begin(STYLE, 1, { x: 150, y: 100, pressure: 0.5, time: 0 });
    desk.selector.move([{ x: 190, y: 100, pressure: 0.5, time: 0 }]);
    expect(desk.lifted).toHaveLength(1);
    desk.selector.drop();
    expect([desk.acts, desk.lifted]).toEqual([[], []]);
  });

  test("grows from a corner about the one opposite, which stays where it is", () => {
    const desk = new Desk();
    desk.drag([90, 90], [210, 150]);
    const before = desk.selector.frame;
    if (!before) throw new Error("nothing is picked");
    const [width, height] = [before.right - before.left, before.bottom - before.top];
    const corner: [number, number] = [before.right, before.bottom];
    desk.drag(corner, [before.left + 2 * width, before.top + 2 * height]);
    expect(desk.acts[0]?.change.move?.scale).toBe(2 * ONE);
    expect(desk.selector.frame?.left).toBeCloseTo(before.left + 4, 0); // the frame's rim does not grow
  });

  test("keeps to one direction with Shift, and is never scaled beyond what travels", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    desk.selector.begin(STYLE, 1, { x: 150, y: 100, pressure: 0.5, time: 0 });
    desk.selector.even = true;
    desk.selector.move([{ x: 190, y: 103, pressure: 0.5, time: 0 }]);
    desk.selector.lift();
    expect(desk.acts[0]?.change.move).toEqual({ scale: ONE, dx: 640, dy: 0 });
    desk.selector.even = false;
    desk.selector.grow(1e9);
    desk.selector.settle();
    expect(desk.acts[1]?.change.move?.scale).toBe(64 * ONE);
  });

  test("is nudged by keys as one move, however many they were", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    for (let count = 0; count < 5; count++) desk.selector.nudge(1, 0);
    expect(desk.acts).toEqual([]);
    desk.selector.settle();
    expect(desk.acts.map(({ change }) => change.move?.dx)).toEqual([80]);
  });

  test("grows by keys about its middle as one move with its nudges, however many they were", () => {
    const desk = new Desk();
    desk.drag([150, 101]);
    const before = desk.selector.frame;
    for (let count = 0; count < 8; count++) desk.selector.grow(1.05);
    desk.selector.nudge(10, 0);
    expect(desk.acts).toEqual([]);
    desk.selector.settle();
    expect(desk.acts).toHaveLength(1);
    expect(desk.acts[0]?.change.move?.scale).toBeCloseTo(1.05 ** 8 * ONE, -1);
    const { frame } = desk.selector;
    if (!before || !frame) throw new Error("nothing is picked");
    expect(frame.left + frame.right).toBeCloseTo(before.left + before.right + 20, 0);
    expect(frame.top + frame.bottom).toBeCloseTo(before.top + before.bottom, 0);
  });

  test("takes along what rubbed out only of it", () => {
    const desk = new Desk();
    const eraser = (seq: number, y: number, author = ME) =>
      desk.sheet.place({ ...sceneStroke(seq, line(120, y, { tool: ERASER, size: 10 })), author });
    eraser(4, 100);
    eraser(5, 140);
    desk.drag([150, 100]);
    expect(desk.selector.withErasers().map(({ seq }) => seq)).toEqual([1, 4]);
    desk.sheet.place({ ...sceneStroke(6, strokeThrough([[150, 100], [150, 200]], { tool: ERASER })), author: ME }); // biome-ignore format: one line
    expect(desk.selector.withErasers().map(({ seq }) => seq)).toEqual([1, 4]); // 6 is of 2, too
  });

  test("is forgotten when it is gone", () => {
    const desk = new Desk();
    desk.drag([90, 90], [210, 150]);
    desk.sheet.setHidden([desk.selector.ids[0] as string], true);
    desk.selector.refresh();
    expect(desk.picked).toEqual(["2"]);
  });

  test("has its frame round what is left of it, wherever others bring that", () => {
    const desk = new Desk();
    desk.drag([90, 90], [210, 150]);
    const [first, second] = desk.selector.ids as [string, string];
    const top = desk.selector.frame?.top ?? 0;
    desk.sheet.setHidden([first], true);
    desk.selector.refresh();
    expect(desk.selector.frame?.top).toBeCloseTo(top + 40, 5);
    desk.act([second], { move: { scale: ONE, dx: 0, dy: 160 }, color: null, fronted: false });
    desk.selector.refresh();
    expect(desk.selector.frame?.top).toBeCloseTo(top + 50, 5);
  });
});

describe("a picture among what is picked", () => {
  test("goes along, but keeps colours of its own", () => {
    const desk = new Desk();
    const image = { digest: "0".repeat(32), x: 1600, y: 1600, width: 320, height: 320 };
    const placed = { id: "9".repeat(32), seq: 9, author: ME, at: 9, ...imageMatter(image) };
    desk.sheet.place(placed);
    desk.selector.pick([placed.id]);
    desk.selector.recolour(0xff0000);
    expect(desk.acts).toEqual([]);
    desk.selector.pickAll(desk.sheet.visible());
    desk.selector.recolour(0xff0000);
    expect(desk.acts.flatMap(({ ids }) => ids)).not.toContain(placed.id);
    expect(desk.acts.flatMap(({ ids }) => ids)).toHaveLength(3);
    desk.selector.nudge(10, 0);
    expect(desk.lifted).toContain(placed.id);
  });
});

describe("an eraser of whole strokes", () => {
  function wipe(desk: Desk, ...path: [number, number][]) {
    const removed: string[][] = [];
    const gone = new Set<string>();
    const wiper = new Wiper(
      {
        itemsIn: (bounds) => desk.itemsIn(bounds),
        scene: {
          hide: (ids) => desk.sheet.setHidden(ids, true),
          show: (ids) => desk.sheet.setHidden(ids, false),
        },
      },
      {
        may: (item) => desk.may(item),
        shows: (id) => !gone.has(id),
        remove: (ids) => removed.push(ids.map((id) => id.slice(-1))),
        refused: (author) => desk.refused(author),
      },
    );
    const [first, ...others] = path.map(([x, y]) => ({ x, y, pressure: 0.5, time: 0 }));
    if (first) wiper.begin(STYLE, 1, first);
    wiper.move(others);
    return { wiper, removed, gone };
  }

  test("removes at once all of one's own that it goes over, however fast", () => {
    const desk = new Desk();
    const { wiper, removed } = wipe(desk, [150, 50], [150, 350]);
    expect(desk.sheet.visible().map(({ seq }) => seq)).toEqual([3]);
    wiper.lift();
    expect(removed).toEqual([["1", "2"]]);
    expect(desk.refusals).toEqual([]);
  });

  test("says why nothing is gone where all is somebody else's", () => {
    const desk = new Desk();
    const { wiper, removed } = wipe(desk, [150, 290], [150, 310]);
    wiper.lift();
    expect([removed, desk.refusals]).toEqual([[], [2]]);
  });

  test("gives back what it went over when that was not meant", () => {
    const desk = new Desk();
    const { wiper, removed } = wipe(desk, [150, 50], [150, 200]);
    wiper.drop();
    expect(desk.sheet.visible()).toHaveLength(3);
    expect(removed).toEqual([]);
  });

  test("does not give back what was taken away meanwhile", () => {
    const desk = new Desk();
    const [first] = desk.sheet.visible();
    const { wiper, gone } = wipe(desk, [150, 50], [150, 350]);
    gone.add(first?.id ?? "");
    wiper.drop();
    expect(desk.sheet.visible().map(({ seq }) => seq)).toEqual([2, 3]);
  });
});
