/** What the person draws with: tool, colour, a size for each tool. Kept for next time, but the hand and the eraser. */

import { BRUSH, ERASER, MARKER, PEN, PENCIL, type Tool } from "../../canvas/strokes";
import type { Shelf } from "../shelf";
import { inkOn, remember } from "./colour";
import { type Held, type More, moreOf, TOOLS } from "./held";
import { nextSize } from "./size";

export interface Grip {
  readonly held: Held;
  /** What draws, also where a shape is held; the one before where the hand is. */
  readonly tool: Tool;
  /** The one used last of those that have no place of their own in the tray. */
  readonly more: More | null;
  readonly color: number;
  /** What it is where none was chosen: it can be seen on this paper. */
  readonly ink: number;
  /** CSS pixels at 100 %. */
  readonly size: number;
  /** 0 to 1 */
  readonly opacity: number;
  readonly recent: readonly number[];
}

const MARKER_OPACITY = 0.6;
const SHELF = "pencase";
const GIVES_WAY: ReadonlySet<Held> = new Set<Held>(["hand", ERASER, "wipe"]);
const FIRST_SIZES: Readonly<Record<Tool, number>> = {
  [PEN]: 5,
  [BRUSH]: 14,
  [MARKER]: 28,
  [ERASER]: 32,
  [PENCIL]: 6,
};

const FIRST_TEXT_SIZE = 28; // an em

export class Pencase {
  readonly #shelf: Shelf;
  readonly #changed: (grip: Grip) => void;
  readonly #sizes: Record<Tool, number> = { ...FIRST_SIZES };
  #textSize = FIRST_TEXT_SIZE;
  #held: Held = PEN;
  #tool: Tool = PEN; // the one in the hand last
  #more: More | null = null;
  #ink = inkOn(null);
  /** Null: whatever ink the paper is drawn on with. */
  #color: number | null = null;
  #recent: number[] = [];

  constructor(shelf: Shelf, changed: (grip: Grip) => void) {
    this.#shelf = shelf;
    this.#changed = changed;
    this.#unpack(shelf.read(SHELF));
  }

  get grip(): Grip {
    return {
      held: this.#held,
      tool: this.#tool,
      more: this.#more,
      color: this.#color ?? this.#ink,
      ink: this.#ink,
      size: this.#held === "text" ? this.#textSize : this.#sizes[this.#tool],
      opacity: this.#tool === MARKER ? MARKER_OPACITY : 1,
      recent: this.#recent,
    };
  }

  take(held: Held): void {
    this.#held = held;
    const more = moreOf(held);
    if (more) this.#takeMore(more);
    else if (held !== "hand") this.#tool = held as Tool;
    this.#tell();
  }

  /** Shapes are drawn with the pen that was held, never rubbed out. */
  #takeMore(more: More): void {
    if (more !== "text") this.#more = more;
    if (this.#tool === ERASER) this.#tool = PEN;
  }

  /** A colour is for drawing: whatever rubs out, or the hand, gives way to the pen. */
  dip(color: number): void {
    this.#color = color === this.#ink ? null : color;
    this.#recent = remember(this.#recent, color);
    if (GIVES_WAY.has(this.#held)) this.take(PEN);
    else this.#tell();
  }

  /** The paper has this colour: whoever chose none for the pen is given one that can be seen. */
  lieOn(paper: number | null): void {
    const ink = inkOn(paper);
    if (ink === this.#ink) return;
    this.#ink = ink;
    this.#tell();
  }

  resize(size: number): void {
    if (this.#held === "text") this.#textSize = size;
    else this.#sizes[this.#tool] = size;
    this.#tell();
  }

  step(direction: 1 | -1): void {
    this.resize(nextSize(this.grip.size, direction));
  }

  #tell(): void {
    this.#pack();
    this.#changed(this.grip);
  }

  #pack(): void {
    const tool = this.#tool === ERASER ? PEN : this.#tool;
    const sizes = TOOLS.map((one) => this.#sizes[one]);
    const [color, recent, more] = [this.#color, this.#recent, this.#more];
    this.#shelf.write(SHELF, { tool, color, sizes, recent, more, text: this.#textSize });
  }

  #unpack(kept: unknown): void {
    if (kept === null || typeof kept !== "object") return;
    const { tool, color, sizes, recent, more, text } = kept as Record<string, unknown>;
    this.#more = more === "text" ? null : moreOf(more);
    const found = TOOLS.find((one) => one === tool && one !== ERASER);
    if (found) this.#held = this.#tool = found;
    if (isColor(color) && color !== this.#ink) this.#color = color;
    if (isSize(text)) this.#textSize = text;
    if (Array.isArray(sizes)) this.#unpackSizes(sizes);
    if (Array.isArray(recent)) this.#recent = recent.filter(isColor).slice(0, 6);
  }

  #unpackSizes(sizes: readonly unknown[]): void {
    TOOLS.forEach((tool, i) => {
      const size = sizes[i];
      if (isSize(size)) this.#sizes[tool] = size;
    });
  }
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && value >= 1 && value <= 1024;
}

function isColor(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0xffffff;
}
