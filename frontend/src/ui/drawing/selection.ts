/** The selection on the page: a frame round what is picked, a bar with what can be done to it, keys. */

import { ONE } from "../../canvas/changes";
import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import type { Outline } from "../../canvas/engine/hands/picking";
import { Selector } from "../../canvas/engine/hands/selector";
import type { Laid } from "../../canvas/engine/sheet/sheet";
import type { Bounds } from "../../canvas/engine/view/bounds";
import { changedMatter } from "../../canvas/items";
import { MAX_IDS } from "../../canvas/messages";
import { ON_ITS_WAY } from "../../canvas/scene";
import type { DrawingSession } from "../../canvas/session";
import { UNITS_PER_PIXEL } from "../../canvas/strokes";
import { find, findAll } from "../elements";
import { say } from "../words_later";
import { toHex } from "./colour";
import { type Edges, PLACES, type Place, placeFor } from "./picked_place";
import { isSomethingOpen } from "./popovers";
import { isTyping } from "./shortcuts";
import { Toolbar } from "./toolbar";

export interface SelectionPage {
  readonly paper: HTMLElement;
  readonly layer: HTMLElement;
  readonly bar: HTMLElement;
  readonly engine: Engine;
  readonly session: DrawingSession;
  readonly clock: Clock;
  /** The colour in the tray. */
  color(): number;
  announce(news: string): void;
  /** For eyes, too. */
  tell(news: string): void;
  /** What was pointed at is this person's. */
  othersWork(author: number): void;
}

/** ms after the last key in which what keys did becomes a move. */
const SETTLES_AFTER = 500;
/** CSS pixels by which a copy lies beside what it was made from. */
const BESIDE = 20;
const GROWS_BY = 1.05;
const EVERYWHERE = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export class Selection {
  readonly selector: Selector;
  readonly #page: SelectionPage;
  readonly #toolbar: Toolbar;
  #held = false;
  #lasso = false;
  #counted = 0;
  #keysDo: "nudge" | "grow" = "nudge";
  #edges: Edges | null = null;
  #settle = () => {};

  constructor(page: SelectionPage) {
    this.#page = page;
    this.selector = new Selector(page.engine, {
      changed: () => this.show(),
      act: (ids, change) => page.session.change(ids, change),
      refused: (author) => this.#refuse(author),
      may: (item) => this.#may(item),
    });
    const { paper, bar } = page;
    this.#toolbar = new Toolbar(bar);
    paper.addEventListener("pointerdown", ({ altKey }) => this.#useLasso(altKey), {
      capture: true,
    });
    window.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    bar.addEventListener("click", ({ target }) => this.#click(target));
    window.addEventListener("resize", () => {
      this.#edges = null;
    });
  }

  /** The one picture that is picked, if it is only one. */
  get picture(): string | null {
    const [id, another] = this.selector.ids;
    return id && !another && this.#page.engine.find(id)?.image ? id : null;
  }

  /** It is in the hand, or not any more. */
  hold(held: boolean): void {
    const before = this.#held;
    this.#held = held;
    const { bar, paper } = this.#page;
    if (!held && bar.contains(document.activeElement)) paper.focus({ preventScroll: true });
    bar.hidden = !held;
    if (held === before)
      this.show(); // in another colour, perhaps
    else this.selector.pick([]);
  }

  /** What is picked has this colour now; nothing where nothing is. */
  recolour(color: number): void {
    if (this.#held) this.selector.recolour(color);
  }

  /** Keys have moved it for the last time. */
  settle(): void {
    this.#settle();
    this.selector.settle();
  }

  /** What lies on the paper has changed. */
  refresh(): void {
    if (this.#held && !this.selector.down) this.selector.refresh();
  }

  /** Draws it where it lies in the window now. */
  show(): void {
    const { layer, bar, engine } = this.#page;
    this.selector.zoom = engine.viewport.zoom;
    const frame = this.#frame();
    this.#showFrame(find(layer, ".picked-frame", HTMLElement), frame);
    this.#showOutline(find(layer, "path", SVGPathElement), this.selector.outline);
    const count = this.selector.ids.length;
    bar.style.setProperty("--ink-colour", toHex(this.#page.color()));
    this.#choices("[data-none]", count === 0);
    this.#choices("[data-some]", count > 0);
    this.#count(count);
    const { picture } = this;
    this.#offer("[data-opens=describe]", picture !== null);
    this.#offer("[data-do=recolour]", picture === null); // a picture has colours of its own
    if (!this.selector.down) this.#placeBar(frame);
  }

  /** Whatever had the focus and is not there any more gives it to the paper. */
  #choices(group: string, shown: boolean): void {
    const { bar, paper } = this.#page;
    const choices = find(bar, group, HTMLElement);
    if (choices.hidden !== shown) return;
    const focused = choices.contains(document.activeElement);
    choices.hidden = !shown;
    this.#toolbar.refresh();
    if (focused) paper.focus({ preventScroll: true });
  }

  /** What makes no sense for what is picked is not there. */
  #offer(what: string, offered: boolean): void {
    const button = find(this.#page.bar, what, HTMLElement);
    if (button.hidden !== offered) return;
    if (button === document.activeElement) this.#page.paper.focus({ preventScroll: true });
    button.hidden = !offered;
    this.#edges = null; // the bar is wider, or narrower
    this.#toolbar.refresh();
  }

  #placeBar(frame: Bounds | null): void {
    this.#page.bar.dataset["place"] = frame ? placeFor(frame, this.#barEdges()) : "bottom";
  }

  /** Measured once for what the bar shows: it is asked for in every frame of a moving paper. */
  #barEdges(): Edges {
    const { bar } = this.#page;
    const at = (place: Place): Bounds => {
      bar.dataset["place"] = place;
      return bar.getBoundingClientRect();
    };
    this.#edges ??= Object.fromEntries(PLACES.map((place) => [place, at(place)])) as Edges;
    return this.#edges;
  }

  #count(count: number): void {
    if (count === this.#counted || this.selector.down) return;
    this.#counted = count;
    this.#edges = null; // it may be wider, or narrower
    const words = count > 0 ? say("select.count", { count }) : say("select.none");
    if (count > 0) find(this.#page.bar, "[data-count]", HTMLElement).textContent = words;
    if (this.#held) this.#page.announce(words);
  }

  /** As it lies in the window. */
  #frame(): Bounds | null {
    const { frame } = this.selector;
    if (!frame) return null;
    const { viewport } = this.#page.engine;
    const start = viewport.toScreen({ x: frame.left, y: frame.top });
    const end = viewport.toScreen({ x: frame.right, y: frame.bottom });
    return { left: start.x, top: start.y, right: end.x, bottom: end.y };
  }

  #showFrame(element: HTMLElement, frame: Bounds | null): void {
    element.hidden = !frame;
    if (!frame) return;
    Object.assign(element.style, {
      transform: `translate(${frame.left}px, ${frame.top}px)`,
      width: `${frame.right - frame.left}px`,
      height: `${frame.bottom - frame.top}px`,
    });
  }

  #showOutline(path: SVGPathElement, outline: Outline | null): void {
    const { viewport } = this.#page.engine;
    const points = (outline ?? []).map((point) => viewport.toScreen(point));
    const line = points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    path.setAttribute("d", line ? `M${line}Z` : "");
  }

  /** Nothing can be done to what nobody else knows of yet. */
  #may({ author, seq }: Laid): boolean {
    const { session } = this.#page;
    const mine = session.right === "own" || author === session.you;
    return session.mayDraw && mine && seq !== ON_ITS_WAY;
  }

  #refuse(author: number): void {
    if (author !== this.#page.session.you) this.#page.othersWork(author);
  }

  #useLasso(otherwise: boolean): void {
    if (!this.selector.down) this.selector.lasso = this.#lasso !== otherwise;
  }

  // What can be done.

  /** Everything this person may change. */
  pickAll(): void {
    const all = this.#page.engine.itemsIn(EVERYWHERE).filter((item) => this.#may(item));
    this.selector.pickAll(all);
    this.#page.paper.focus({ preventScroll: true });
  }

  /** What was just put on the paper, if nothing else was picked meanwhile. */
  pickPlaced(id: string): void {
    if (this.#held && this.selector.ids.length === 0 && !this.selector.down)
      this.selector.pick([id]);
  }

  #click(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest("[data-do]") : null;
    if (button instanceof HTMLElement) this.#do(button.dataset["do"] ?? "");
  }

  #do(what: string): void {
    const acts: Readonly<Record<string, () => void>> = {
      box: () => this.#chooseLasso(false),
      lasso: () => this.#chooseLasso(true),
      all: () => this.pickAll(),
      duplicate: () => this.#duplicate(),
      recolour: () => this.selector.recolour(this.#page.color()),
      front: () => this.selector.bringToFront(),
      remove: () => this.#remove(),
      nothing: () => this.#pickNone(),
    };
    acts[what]?.();
  }

  #chooseLasso(lasso: boolean): void {
    this.#lasso = this.selector.lasso = lasso;
    for (const button of findAll(this.#page.bar, "[aria-pressed]", HTMLElement)) {
      button.setAttribute("aria-pressed", String((button.dataset["do"] === "lasso") === lasso));
    }
    this.#page.paper.focus({ preventScroll: true });
  }

  #pickNone(): void {
    this.selector.pick([]);
    this.#page.paper.focus({ preventScroll: true });
  }

  #duplicate(): void {
    this.settle();
    const { engine, session } = this.#page;
    const by = Math.round((BESIDE / engine.viewport.zoom) * UNITS_PER_PIXEL);
    const move = { move: { scale: ONE, dx: by, dy: by }, color: null, fronted: false };
    const items = this.selector.withErasers();
    if (items.length === 0) return;
    if (items.length > MAX_IDS) {
      this.#page.tell(say("select.tooMany", { count: MAX_IDS }));
      return;
    }
    this.selector.pick(session.lay(items.map((item) => changedMatter(item, [move]))));
  }

  #remove(): void {
    this.settle();
    const ids = this.selector.withErasers().map(({ id }) => id);
    if (ids.length === 0) return;
    this.#page.session.remove(ids);
    this.#pickNone();
  }

  // Keys.

  #press(event: KeyboardEvent): void {
    const mine = this.#held && this.#page.session.mayDraw;
    if (!mine || event.defaultPrevented || isTyping(event.target)) return;
    // What is pressed again was meant before anything opened.
    if (event.isTrusted && isSomethingOpen(document)) return;
    if (this.selector.down || !this.#follow(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** False: the key means nothing here. */
  #follow(event: KeyboardEvent): boolean {
    const picked = this.selector.ids.length > 0;
    if (event.ctrlKey || event.metaKey) return this.#command(event.key.toLowerCase(), picked);
    if (!picked) return false;
    if (event.altKey) return this.#grow(event.key);
    if (event.key === "Escape") this.#pickNone();
    else if (event.key === "Delete" || event.key === "Backspace") this.#remove();
    else return this.#nudge(event);
    return true;
  }

  #command(key: string, picked: boolean): boolean {
    if (key !== "d" || !picked) return false;
    this.#duplicate();
    return true;
  }

  #grow(key: string): boolean {
    const by = key === "ArrowUp" ? GROWS_BY : 1 / GROWS_BY;
    if (key !== "ArrowUp" && key !== "ArrowDown") return false;
    this.#byKeys("grow", () => this.selector.grow(by));
    return true;
  }

  /** Arrow keys belong to what is picked while the paper has the focus. */
  #nudge({ key, shiftKey, target }: KeyboardEvent): boolean {
    const way = ARROWS[key];
    if (!way || (target !== this.#page.paper && target !== document.body)) return false;
    const step = (shiftKey ? 10 : 1) / this.#page.engine.viewport.zoom;
    this.#byKeys("nudge", () => this.selector.nudge(way[0] * step, way[1] * step));
    return true;
  }

  /** As one move for as long as the keys do the same. */
  #byKeys(what: "nudge" | "grow", act: () => void): void {
    if (what !== this.#keysDo) this.settle();
    this.#keysDo = what;
    act();
    this.#settle();
    this.#settle = this.#page.clock.after(SETTLES_AFTER, () => this.selector.settle());
  }
}
