/**
 * The hand that picks things on the paper, carries them and makes them larger or smaller.
 *
 * A tap picks what lies there, a drag over empty paper all that lies inside a box or a lasso; a drag
 * from what is picked carries it, a drag from a corner of its frame scales it about the corner
 * opposite. With Shift a pick adds or takes away, and a move keeps to one direction. No DOM: what is
 * to be seen of it is told through `changed`.
 */

import { type Change, MAX_SCALE, MIN_SCALE, type Move, ONE } from "../../changes";
import { type Style, UNITS_PER_PIXEL } from "../../strokes";
import { type Lift, Lifted, STILL } from "../floating/lifted";
import { erases } from "../marks/matter";
import type { Laid } from "../sheet/sheet";
import { type Bounds, inflate, union } from "../view/bounds";
import type { Point } from "../view/viewport";
import type { Implement } from "./implement";
import { boxOf, cornersOf, edgesOf, erasuresOf, type Outline, pickedAt, pickedIn } from "./picking";
import type { PenSample } from "./recorder";

/** What it needs of the paper. */
export interface Table {
  itemsIn(bounds: Bounds): readonly Laid[];
  /** Null where there is none that can be seen. */
  find(id: string): Laid | null;
  lift(ids: Iterable<string>, make: Lift): void;
  carry(move: Move): void;
  land(): void;
}

export interface SelectorListener {
  /** Other things are picked, or they lie elsewhere, or the box or lasso has grown. */
  changed(): void;
  /** Does something to items, lowest first. */
  act(ids: readonly string[], change: Change): void;
  /** What was pointed at is somebody else's. */
  refused(author: number): void;
  /** Whether this person may do something to it. */
  may(item: Laid): boolean;
}

/** CSS pixels: by how much a finger may miss, what is no drag yet, half of a corner's target. */
const REACH = 6;
const SLACK = 4;
const CORNER = 22;

const NO_CHANGE: Change = { move: null, color: null, fronted: false };

type Work =
  | { readonly kind: "none" }
  /** Down, and not moved yet: a tap, so far. `drags` is what a drag does. */
  | { readonly kind: "tap"; readonly from: Point; readonly drags: "carry" | "outline" }
  | { readonly kind: "outline"; readonly from: Point; readonly path: Point[] }
  | { readonly kind: "carry"; readonly from: Point }
  | { readonly kind: "scale"; readonly corner: Point; readonly about: Point };

const NONE: Work = { kind: "none" };

export class Selector implements Implement {
  /** Draws a lasso round things instead of a box. */
  lasso = false;
  /** Shift is held. */
  even = false;
  readonly #table: Table;
  readonly #listener: SelectorListener;
  #ids: string[] = [];
  /** Round what is picked, where it was looked for since something changed. */
  #around: Bounds | null | undefined = undefined;
  #work: Work = NONE;
  #zoom = 1;
  /** While carried: where it was, and where it is. */
  #lifted: Lifted | null = null;

  constructor(table: Table, listener: SelectorListener) {
    this.#table = table;
    this.#listener = listener;
  }

  get down(): boolean {
    return this.#work.kind !== "none";
  }

  /** What is picked, lowest first; erasers that go along are not counted. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Round all that is picked, paper units. */
  get frame(): Bounds | null {
    if (this.#around === undefined) this.#around = this.#boundsOf(this.#items());
    const around = this.#lifted ? this.#lifted.bounds : this.#around;
    return around && inflate(around, 4 / this.#zoom);
  }

  /** The box or lasso under the hand. */
  get outline(): Outline | null {
    const work = this.#work;
    if (work.kind !== "outline") return null;
    return this.lasso ? work.path : cornersOf(boxOf(work.from, work.path.at(-1) ?? work.from));
  }

  /** The shape of the pointer over a place. */
  cursorAt(point: Point, zoom: number): string {
    this.#zoom = zoom;
    const corner = this.#cornerAt(point);
    if (corner !== null) return corner % 2 === 0 ? "nwse-resize" : "nesw-resize";
    return this.#isPicked(point) ? "move" : "default";
  }

  // The hand.

  begin(_style: Style, zoom: number, sample: PenSample): void {
    this.settle();
    this.#zoom = zoom;
    const corner = this.#cornerAt(sample);
    const corners = this.frame && cornersOf(this.frame);
    if (corner !== null && corners) {
      const [held, about] = [corners[corner], corners[(corner + 2) % 4]];
      if (held && about) this.#work = { kind: "scale", corner: held, about };
      return;
    }
    const carries = !this.even && (this.#isPicked(sample) || this.#pickMine(sample));
    this.#work = { kind: "tap", from: pointOf(sample), drags: carries ? "carry" : "outline" };
    this.#listener.changed();
  }

  move(samples: readonly PenSample[]): void {
    for (const sample of samples) this.#moveTo(pointOf(sample));
    this.#listener.changed();
  }

  tell(): void {}

  lift(): void {
    const work = this.#work;
    this.#work = NONE;
    this.#around = undefined;
    if (work.kind === "tap") this.#tap(work.from);
    else if (work.kind === "outline") this.#pickOutline(work);
    else this.settle();
    this.#listener.changed();
  }

  drop(): void {
    this.#work = NONE;
    this.#lifted = null;
    this.#around = undefined;
    this.#table.land();
    this.#listener.changed();
  }

  // Other ways to the same.

  /** Picks these, or none. */
  pick(ids: Iterable<string>): void {
    this.settle();
    this.#choose([...ids]);
    this.#listener.changed();
  }

  pickAll(items: readonly Laid[]): void {
    this.pick(items.filter((item) => !erases(item)).map(({ id }) => id));
  }

  /** Carries what is picked by so many paper units, until it settles. */
  nudge(dx: number, dy: number): void {
    if (this.#ids.length === 0 || this.down) return;
    this.#raise();
    const move = this.#lifted?.move ?? STILL;
    const [dx16, dy16] = [wire(dx), wire(dy)];
    this.#carry({ ...move, dx: move.dx + dx16, dy: move.dy + dy16 });
    this.#listener.changed();
  }

  /** Makes what is picked larger or smaller about its middle, until it settles. */
  grow(by: number): void {
    const frame = this.frame;
    if (!frame || this.down) return;
    this.#raise();
    const middle = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2 };
    this.#carry(scaledAbout(middle, by, this.#lifted?.move));
    this.#listener.changed();
  }

  /** What was carried lies there from now on. */
  settle(): void {
    const lifted = this.#lifted;
    if (!lifted) return;
    this.#lifted = null;
    const { move } = lifted;
    if (move.scale !== ONE || move.dx !== 0 || move.dy !== 0)
      this.#act({ ...NO_CHANGE, move }, lifted);
    this.#around = undefined;
    this.#table.land();
    this.#listener.changed();
  }

  recolour(color: number): void {
    this.settle();
    const ids = this.#items().filter(({ image }) => !image); // it has colours of its own
    if (ids.length > 0)
      this.#listener.act(
        ids.map(({ id }) => id),
        { ...NO_CHANGE, color },
      );
  }

  bringToFront(): void {
    this.settle();
    const ids = this.withErasers().map(({ id }) => id);
    if (ids.length > 0) this.#listener.act(ids, { ...NO_CHANGE, fronted: true });
  }

  /** Some items are gone, or lie elsewhere. */
  refresh(): void {
    if (this.#ids.length === 0) return;
    this.#keep(this.#items());
    this.#listener.changed();
  }

  /** CSS pixels in a paper unit have changed. */
  set zoom(zoom: number) {
    this.#zoom = zoom;
  }

  #moveTo(point: Point): void {
    const work = this.#work;
    if (work.kind === "tap") this.#drag(work, point);
    else if (work.kind === "outline") work.path.push(point);
    else if (work.kind === "carry") this.#carry(this.#moved(work.from, point));
    else if (work.kind === "scale") this.#scale(work, point);
  }

  #drag({ from, drags }: { from: Point; drags: "carry" | "outline" }, point: Point): void {
    if (distance(from, point) * this.#zoom < SLACK) return;
    this.#work =
      drags === "carry" ? { kind: "carry", from } : { kind: "outline", from, path: [from] };
    if (drags === "carry") this.#raise();
    this.#moveTo(point);
  }

  #scale({ corner, about }: { corner: Point; about: Point }, point: Point): void {
    this.#raise();
    const [x, y] = [corner.x - about.x, corner.y - about.y];
    const along = (point.x - about.x) * x + (point.y - about.y) * y;
    this.#carry(scaledAbout(about, along / (x * x + y * y)));
  }

  #moved(from: Point, to: Point): Move {
    const [dx, dy] = [wire(to.x - from.x), wire(to.y - from.y)];
    if (!this.even) return { scale: ONE, dx, dy };
    return Math.abs(dx) > Math.abs(dy) ? { scale: ONE, dx, dy: 0 } : { scale: ONE, dx: 0, dy };
  }

  #raise(): void {
    if (this.#lifted) return;
    const items = this.withErasers();
    this.#lifted = new Lifted(items);
    this.#table.lift(
      items.map(({ id }) => id),
      (found) => new Lifted(found),
    );
  }

  #carry(move: Move): void {
    if (!this.#lifted) return;
    this.#lifted.move = move;
    this.#table.carry(move);
  }

  #act(change: Change, { items }: Lifted): void {
    const there = items.filter(({ id }) => this.#table.find(id)).map(({ id }) => id);
    if (there.length > 0) this.#listener.act(there, change);
  }

  // What is picked.

  #tap(at: Point): void {
    const mine = this.#mineAt(at);
    if (!mine) {
      if (!this.even) this.#choose([]);
      this.#tellWhose(at);
    } else if (!this.even) this.#choose([mine.id]);
    else if (this.#ids.includes(mine.id)) this.#choose(this.#ids.filter((id) => id !== mine.id));
    else this.#choose([...this.#ids, mine.id]);
  }

  #pickOutline({ from, path }: { from: Point; path: readonly Point[] }): void {
    const outline = this.lasso ? path : cornersOf(boxOf(from, path.at(-1) ?? from));
    const edges = edgesOf(outline);
    const near = edges ? this.#table.itemsIn(edges) : [];
    const all = pickedIn(near, outline);
    const mine = all.filter((item) => this.#listener.may(item)).map(({ id }) => id);
    const [others] = all.filter((item) => !this.#listener.may(item));
    if (mine.length === 0 && others) this.#listener.refused(others.author);
    this.#choose(this.even ? [...new Set([...this.#ids, ...mine])] : mine);
  }

  #pickMine(at: Point): boolean {
    const mine = this.#mineAt(at);
    if (mine) this.#choose([mine.id]);
    return mine !== null;
  }

  #mineAt(at: Point): Laid | null {
    const mine = this.#near(at).filter((item) => this.#listener.may(item));
    return pickedAt(mine, at, REACH / this.#zoom);
  }

  #tellWhose(at: Point): void {
    const item = pickedAt(this.#near(at), at, REACH / this.#zoom);
    if (item) this.#listener.refused(item.author);
  }

  #near({ x, y }: Point): readonly Laid[] {
    return this.#table.itemsIn(
      inflate({ left: x, top: y, right: x, bottom: y }, REACH / this.#zoom),
    );
  }

  #choose(ids: readonly string[]): void {
    const items = ids.flatMap((id) => this.#table.find(id) ?? []);
    this.#keep(inOrder(items));
  }

  #keep(items: readonly Laid[]): void {
    this.#ids = items.map(({ id }) => id);
    this.#around = undefined;
  }

  #items(): Laid[] {
    return this.#ids.flatMap((id) => this.#table.find(id) ?? []);
  }

  /** What is picked and the erasers that go along, lowest first. */
  withErasers(): readonly Laid[] {
    const items = this.#items();
    const around = this.#boundsOf(items);
    if (!around) return items;
    const within = (bounds: Bounds) => this.#table.itemsIn(bounds);
    const erasers = erasuresOf(within(around), within, new Set(this.#ids));
    return inOrder([...items, ...erasers.filter((item) => this.#listener.may(item))]);
  }

  #boundsOf(items: readonly Laid[]): Bounds | null {
    return items.length > 0 ? items.map(({ bounds }) => bounds).reduce(union) : null;
  }

  #isPicked({ x, y }: Point): boolean {
    const frame = this.frame;
    return frame !== null && x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
  }

  #cornerAt(point: Point): number | null {
    const frame = this.frame;
    if (!frame) return null;
    const at = cornersOf(frame).findIndex(
      (corner) => distance(corner, point) * this.#zoom <= CORNER,
    );
    return at >= 0 ? at : null;
  }
}

/** As moves travel: 1/16 units. */
function wire(units: number): number {
  return Math.round(units * UNITS_PER_PIXEL);
}

/** What was moved already, scaled about a point. */
function scaledAbout(point: Point, by: number, moved: Move = STILL): Move {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, Math.round(by * moved.scale)));
  const more = scale / moved.scale;
  const shift = (middle: number, from: number) => Math.round(middle + (from - middle) * more);
  return { scale, dx: shift(wire(point.x), moved.dx), dy: shift(wire(point.y), moved.dy) };
}

function inOrder(items: readonly Laid[]): Laid[] {
  return items.toSorted((one, other) => one.place - other.place);
}

function pointOf({ x, y }: PenSample): Point {
  return { x, y };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
