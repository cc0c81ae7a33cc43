/**
 * The text tool: a field on the paper, in the face, size and colour the words will have.
 *
 * Words are kept when the field is left; what is empty leaves nothing. Until then they are nobody
 * else's to see.
 */

import { cleanWords } from "../../canvas/clean_words";
import type { Engine } from "../../canvas/engine/engine";
import type { Point } from "../../canvas/engine/view/viewport";
import { boxOf, EM, LINE, typeset } from "../../canvas/lettering/lettering";
import type { Scene, SceneItem } from "../../canvas/scene";
import type { DrawingSession } from "../../canvas/session";
import { MAX_COORDINATE, MAX_SIZE, UNITS_PER_PIXEL } from "../../canvas/strokes";
import { MAX_CHARACTERS, PLAIN, type Text } from "../../canvas/texts";
import { say } from "../words_later";
import { toHex } from "./colour";

/** CSS pixels an em has at least where it is written: smaller cannot be read. */
const SMALLEST = 12;
/** CSS pixels kept free between the caret and the edge of what is seen. */
const MARGIN = 24;
/** What floats over the paper. */
const ABOVE = ".bar-start, .bar-end";
const BELOW = "#tray";
/** Where a colour or size is chosen while one writes. */
const BESIDE = "#tray, #colours";
const NOTHING_YET = "x"; // a field without words is as wide as a letter

export interface Hand {
  /** 0xRRGGBB */
  readonly color: number;
  /** CSS pixels at 100 %. */
  readonly size: number;
}

export interface WritingOptions {
  readonly paper: HTMLElement;
  readonly engine: Pick<Engine, "viewport" | "strokeAt" | "pan"> & {
    readonly scene: Pick<Scene, "hide" | "show">;
  };
  readonly session: Pick<
    DrawingSession,
    "you" | "mayDraw" | "shows" | "write" | "rewrite" | "remove"
  >;
  readonly hand: () => Hand;
}

interface Work {
  readonly field: HTMLTextAreaElement;
  /** What was there before, if it is written anew. */
  readonly before: SceneItem | null;
  text: Text;
}

export class Writing {
  readonly #options: WritingOptions;
  #work: Work | null = null;
  #held: Hand | null = null;
  #left = false;

  constructor(options: WritingOptions) {
    this.#options = options;
    window.visualViewport?.addEventListener("resize", () => this.#keepInSight());
  }

  /** Opens a field in the middle of what is seen; `hand`: as it was when that was asked for. */
  writeInTheMiddle(words = "", hand = this.#options.hand()): void {
    const { viewport } = this.#options.engine;
    const { width, height } = viewport.size;
    this.finish();
    this.#held = { ...hand };
    this.#begin(viewport.toPaper({ x: width / 2, y: height / 2 }), words, hand);
  }

  /** The hand may hold another colour or size: so have the words that are being written. */
  dip(): void {
    const [work, before, now] = [this.#work, this.#held, this.#options.hand()];
    this.#held = { color: now.color, size: now.size };
    if (!work || !before) return;
    const look = this.#look(now);
    if (now.color !== before.color) work.text = { ...work.text, color: look.color };
    if (now.size !== before.size) work.text = { ...work.text, size: look.size };
    this.#show(work);
  }

  /** What was chosen beside the field was for it; false: nothing is being written. */
  goOn(): boolean {
    this.#work?.field.focus({ preventScroll: true });
    return this.#work !== null;
  }

  /** What is looked at has moved. */
  follow(): void {
    if (this.#work) this.#show(this.#work);
  }

  /** Keeps what is written; false: nothing was being written. */
  finish(): boolean {
    const work = this.#work;
    if (!work) return false;
    this.#work = null;
    const text = { ...work.text, words: cleanWords(work.field.value) };
    const hadFocus = work.field.matches(":focus");
    work.field.remove();
    if (hadFocus) this.#options.paper.focus({ preventScroll: true });
    this.#keep(work.before, text);
    return true;
  }

  #keep(before: SceneItem | null, text: Text): void {
    const { engine, session } = this.#options;
    if (before && session.shows(before.id)) engine.scene.show([before.id]);
    if (!session.mayDraw) return;
    if (!before) {
      if (text.words) session.write(text);
    } else if (!text.words) session.remove([before.id]);
    else if (!same(text, before.text?.text)) session.rewrite(before.id, text);
  }

  /** A pointer came down on the paper; true: all it does there is end the writing. */
  ends(): boolean {
    return this.finish() || this.#left;
  }

  /** Opens a field at a point of the paper, or what one wrote there oneself; `words` follow. */
  tap(at: Point, words = "", hand = this.#options.hand()): void {
    const { engine, session } = this.#options;
    this.finish();
    this.#held = { ...hand };
    const found = engine.strokeAt(at);
    if (found?.text && found.author === session.you) this.#edit(found, found.text.text, words);
    else this.#begin(at, words, hand);
  }

  /** The first line's middle is where the pointer was. */
  #begin({ x, y }: Point, words: string, hand: Hand): void {
    const look = this.#look(hand);
    const top = y * UNITS_PER_PIXEL - look.size * 0.65;
    const place = { x: onPaper(x * UNITS_PER_PIXEL), y: onPaper(top) };
    this.#open({ face: PLAIN, ...look, ...place, words: "" }, null, words);
  }

  #edit(item: SceneItem, text: Text, words: string): void {
    this.#options.engine.scene.hide([item.id]);
    this.#open(text, item, words);
  }

  #open(text: Text, before: SceneItem | null, words: string): void {
    const field = document.createElement("textarea");
    field.className = "writing";
    field.value = text.words + words;
    field.maxLength = MAX_CHARACTERS;
    field.spellcheck = false;
    field.setAttribute("aria-label", say("text.field"));
    field.addEventListener("input", () => {
      this.follow();
      this.#keepInSight();
    });
    field.addEventListener("keyup", () => this.#keepInSight());
    field.addEventListener("keydown", (event) => this.#press(event));
    field.addEventListener("blur", ({ relatedTarget }) => {
      const chooses = relatedTarget instanceof Element && relatedTarget.closest(BESIDE);
      if (!chooses) this.#leave();
    });
    this.#work = { field, before, text };
    this.#options.paper.after(field);
    this.#show(this.#work);
    field.focus({ preventScroll: true });
    this.#keepInSight();
  }

  /** The pointer that leaves the field by coming down on the paper does nothing else there. */
  #leave(): void {
    this.#left = this.finish();
    setTimeout(() => {
      this.#left = false;
    });
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.finish();
  }

  #look({ color, size }: Hand): Pick<Text, "color" | "size"> {
    const { engine } = this.#options;
    const em = Math.max(size, SMALLEST / engine.viewport.zoom) * UNITS_PER_PIXEL;
    return { color, size: Math.min(MAX_SIZE, Math.max(1, Math.round(em))) };
  }

  #show({ field, text }: Work): void {
    const { viewport } = this.#options.engine;
    const words = field.value || NOTHING_YET;
    const { left, top, right, bottom } = boxOf(typeset({ ...text, words }));
    const scale = viewport.zoom / UNITS_PER_PIXEL;
    const at = viewport.toScreen({ x: left / UNITS_PER_PIXEL, y: top / UNITS_PER_PIXEL });
    const em = text.size * scale;
    field.style.setProperty("--written", toHex(text.color));
    Object.assign(field.style, {
      left: `${at.x}px`,
      top: `${at.y}px`,
      width: `${(right - left) * scale + em}px`, // room for the next letter
      height: `${(bottom - top) * scale}px`,
      fontSize: `${em}px`,
    });
  }

  /** The paper moves, and nothing else, so that the caret is seen: on a phone above the keyboard. */
  #keepInSight(): void {
    const work = this.#work;
    if (!work) return;
    const { x, top, bottom } = this.#caret(work);
    const free = this.#free(x);
    const dx = shiftInto(x, x, free.left, free.right);
    const dy = shiftInto(top, bottom, free.top, free.bottom);
    if (dx || dy) this.#options.engine.pan(dx, dy);
  }

  /** Where the caret stands, in CSS pixels of the paper. */
  #caret({ field, text }: Work): { x: number; top: number; bottom: number } {
    const { viewport } = this.#options.engine;
    const words = field.value.slice(0, field.selectionEnd);
    const line = words.slice(words.lastIndexOf("\n") + 1);
    const y = boxOf(typeset({ ...text, words })).bottom;
    const x = line ? boxOf(typeset({ ...text, words: line })).right : text.x;
    const at = viewport.toScreen({ x: x / UNITS_PER_PIXEL, y: y / UNITS_PER_PIXEL });
    const height = ((LINE / EM) * text.size * viewport.zoom) / UNITS_PER_PIXEL;
    return { x: at.x, top: at.y - height, bottom: at.y };
  }

  /** Which part of the paper is not covered, where the caret is at `x`. */
  #free(x: number): { left: number; right: number; top: number; bottom: number } {
    const { paper, engine } = this.#options;
    const { width, height } = engine.viewport.size;
    const corner = paper.getBoundingClientRect();
    const seen = window.visualViewport;
    const covers = (what: string) =>
      [...document.querySelectorAll(what)]
        .map((element) => element.getBoundingClientRect())
        .filter(({ left, right }) => left < x + corner.left && x + corner.left < right);
    const tops = covers(ABOVE).map(({ bottom }) => bottom);
    const bottoms = covers(BELOW).map(({ top }) => top);
    if (seen) bottoms.push(seen.offsetTop + seen.height);
    return {
      left: MARGIN,
      right: width - MARGIN,
      top: Math.max(corner.top, seen?.offsetTop ?? 0, ...tops) - corner.top,
      bottom: Math.min(corner.top + height, ...bottoms) - corner.top - MARGIN,
    };
  }
}

/** How far what reaches from one place to another must move to lie within; its start matters more. */
function shiftInto(start: number, end: number, from: number, to: number): number {
  const back = Math.min(0, to - end);
  return Math.max(back, from - start);
}

function onPaper(coordinate: number): number {
  return Math.round(Math.min(Math.max(coordinate, -MAX_COORDINATE), MAX_COORDINATE));
}

function same(one: Text, other: Text | undefined): boolean {
  return (
    other !== undefined &&
    one.words === other.words &&
    one.color === other.color &&
    one.size === other.size
  );
}
