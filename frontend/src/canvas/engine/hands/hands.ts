/** What a person holds over the paper: the tool in hand, and what is done with it. */

import { type Tool, UNITS_PER_PIXEL } from "../../strokes";
import type { Supplies } from "../marks/supplies";
import type { Viewport } from "../view/viewport";
import { Gestures, type Intentions, KEYS, type Place, type Pointer } from "./gestures";
import { type DrawingHand, listenToHandKeys } from "./hand_keys";
import type { Implement } from "./implement";
import type { KeyHand, KeyNews } from "./key_hand";
import { listenToNavigation, type Navigation } from "./navigation";
import { Pen, type PenPaper, type StrokeListener } from "./pen";
import { listenToPointers, type PointerTarget } from "./pointers";
import type { PenSample, Steadiness } from "./recorder";
import { SizeRing } from "./ring";
import { Toolbox } from "./toolbox";

/** The paper that is under the hands. */
export interface Under extends Omit<Navigation, "grab"> {
  readonly host: HTMLElement;
  readonly viewport: Viewport;
  /** Where implements show what they draw before it is kept. */
  readonly penPaper: PenPaper;
  readonly supplies: Supplies | null;
  /** Makes the 16 bytes that name a stroke. */
  readonly newId: () => Uint8Array;
  /** A stroke begins. */
  begins(): void;
}

export class Hands implements Intentions, Navigation, PointerTarget, DrawingHand {
  /** The pointer is here: 1/16 units, for others to see. */
  onpointer: ((x16: number, y16: number) => void) | null = null;
  /** A pen came near the paper, for the first time. */
  onpen: (() => void) | null = null;
  readonly pen: Pen;
  readonly #under: Under;
  readonly #ring: SizeRing;
  readonly #gestures: Gestures;
  readonly #toolbox = new Toolbox();
  /** What the pointer will do its work with, and what it does it with now or did last. */
  #implement: Implement;
  #atWork: Implement;
  #enabled = true;
  /** What all this is fitted to. */
  #zoom = 1;
  #grabbing = false;

  constructor(under: Under) {
    this.#under = under;
    this.pen = new Pen(under.penPaper, under.newId);
    this.#implement = this.#atWork = this.pen;
    this.#ring = new SizeRing(under.host);
    this.#gestures = new Gestures(this);
    listenToPointers(under.host, this.#gestures, this);
    listenToNavigation(under.host, this);
    listenToHandKeys(this);
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  /** Whether this person may draw; otherwise the pointer moves the paper. */
  set enabled(enabled: boolean) {
    if (!enabled && this.#atWork.down) this.abandon();
    this.#enabled = enabled;
    this.refit();
  }

  /** Whether a pointer, or a key, would draw just now. */
  get draws(): boolean {
    return this.#enabled && !this.#grabbing && this.#toolbox.tool !== "hand";
  }

  /** Something is at work. */
  get down(): boolean {
    return this.#atWork.down;
  }

  get onstroke(): StrokeListener | null {
    return this.pen.listener;
  }

  set onstroke(listener: StrokeListener | null) {
    this.pen.listener = listener;
  }

  /** What is drawn by a hand that holds still goes on as `shaper` takes it over, if it does. */
  reshape(shaper: Implement & { takeOver(pen: Pen): boolean }): void {
    if (this.#gestures.drawsWith(KEYS)) return; // between two keys every hand holds still
    if (this.#atWork === this.pen && this.pen.rests && shaper.takeOver(this.pen))
      this.#atWork = shaper;
  }

  /** The tool that draws, and what it is drawn with: by default the pen that follows the hand. */
  setTool(tool: Tool | "hand", implement: Implement = this.pen): void {
    this.#implement = implement;
    this.#toolbox.tool = tool;
    if (tool !== "hand") this.#under.supplies?.needFor({ tool }); // before its first stroke
    this.refit();
  }

  /** Whether a finger draws where a pen was seen, too. */
  get fingersDraw(): boolean {
    return this.#gestures.fingersDraw;
  }

  set fingersDraw(draw: boolean) {
    this.#gestures.fingersDraw = draw;
  }

  /** How much lines are steadied, from the next one on. */
  set steadiness(steadiness: Steadiness) {
    this.pen.steadiness = steadiness;
  }

  /** 0xRRGGBB */
  setColor(color: number): void {
    this.#toolbox.color = color;
  }

  /** Width at full pressure, in CSS pixels at 100 %. */
  setSize(size: number): void {
    this.#toolbox.size = size;
    this.refit();
  }

  /** 0 to 1 */
  setOpacity(opacity: number): void {
    this.#toolbox.opacity = opacity;
  }

  /** Another moment has come, in ms. */
  tell(time: number): void {
    this.#atWork.tell(time);
  }

  /** Fits pointer, ring and gestures to the tool in hand, and to the zoom. */
  refit(): void {
    this.#zoom = this.#under.viewport.zoom;
    this.#gestures.draws = this.draws;
    this.#ring.diameter = this.#toolbox.size * this.#zoom;
    if (!this.draws) this.#ring.hide();
    const drawing = this.#implement.cursorAt ? "default" : this.#ring.cursor;
    const cursor = this.draws ? drawing : "grab";
    const { style } = this.#under.host;
    if (style.cursor !== cursor) style.cursor = cursor;
  }

  /** The paper rests: where its zoom is another one, so is the size of what draws. */
  rest(): void {
    if (this.#under.viewport.zoom !== this.#zoom) this.refit();
  }

  /**
   * Its code has come: from now on keys draw. They are heard before they could move the paper; where
   * on that they rest is told.
   */
  drawByKeys(Hand: typeof KeyHand, { told, rested }: KeyNews): KeyHand {
    const options = {
      gestures: this.#gestures,
      target: this,
      draws: () => this.draws,
      pan: (dx: number, dy: number) => this.pan(dx, dy),
      told,
      rested: (at: Place) => rested(this.#under.viewport.toPaper(at)),
    };
    return new Hand(this.#under.host, options);
  }

  /** Whatever is being done is not meant any more. */
  abandon(): void {
    this.#gestures.abandon();
  }

  // Intentions: what fingers, pens and mice mean.

  beginStroke(pointer: Pointer, erasing: boolean): void {
    this.#under.begins();
    const { zoom } = this.#under.viewport;
    this.#atWork = erasing ? this.pen : this.#implement;
    this.#atWork.begin(this.#toolbox.style(erasing, zoom), zoom, this.#sample(pointer));
    if (this.#atWork.points && pointer.id === KEYS) this.#gestures.release(KEYS);
  }

  endStroke(): void {
    this.#atWork.lift();
  }

  dropStroke(): void {
    this.#atWork.drop();
  }

  pan(dx: number, dy: number): void {
    this.#under.pan(dx, dy);
  }

  zoom(factor: number, anchor: Place): void {
    this.#under.zoom(factor, anchor);
  }

  penSeen(): void {
    this.onpen?.();
  }

  // What keys mean.

  zoomIn(): void {
    this.#under.zoomIn();
  }

  zoomOut(): void {
    this.#under.zoomOut();
  }

  resetZoom(): void {
    this.#under.resetZoom();
  }

  grab(held: boolean): void {
    this.#grabbing = held;
    this.refit();
  }

  cancel(): boolean {
    const { down } = this.#atWork;
    this.#gestures.takeBack();
    return down;
  }

  even(even: boolean): void {
    this.#implement.even = even;
  }

  // Where the pointer is.

  draw(path: readonly Pointer[], ahead: readonly Pointer[] = []): void {
    const samples = (pointers: readonly Pointer[]) => pointers.map((one) => this.#sample(one));
    this.#atWork.move(samples(path), samples(ahead));
  }

  hover(pointer: Pointer): void {
    const { host, viewport } = this.#under;
    const { x, y } = viewport.toPaper(pointer);
    const cursor = this.draws && this.#implement.cursorAt?.({ x, y }, viewport.zoom);
    if (cursor) host.style.cursor = cursor;
    if (pointer.kind === "touch" || !this.draws || cursor) this.#ring.hide();
    else this.#ring.moveTo(pointer.x, pointer.y, pointer.kind);
    this.onpointer?.(Math.round(x * UNITS_PER_PIXEL), Math.round(y * UNITS_PER_PIXEL));
  }

  leave(): void {
    this.#ring.hide();
  }

  #sample(pointer: Pointer): PenSample {
    const { pressure, lean = 0, time } = pointer;
    return { ...this.#under.viewport.toPaper(pointer), pressure, lean, time };
  }
}
