/** Where the others draw: markers for what is out of sight, the way there, and following. */

import { afterStroke, type Clock } from "../../../canvas/clock";
import type { Laid } from "../../../canvas/engine/sheet/sheet";
import type { Bounds } from "../../../canvas/engine/view/bounds";
import type { Point } from "../../../canvas/engine/view/viewport";
import type { Participant } from "../../../canvas/messages";
import type { SceneStroke } from "../../../canvas/scene";
import { find } from "../../elements";
import { say } from "../../words_later";
import { Covers } from "./covers";
import { EdgeMarkers } from "./edge_markers";
import { standsFor } from "./edges";
import { FollowPill } from "./follow_pill";
import { type Followed, Follower, type Looking } from "./follower";
import { contains } from "./sight";
import { Whereabouts } from "./whereabouts";

/** The part of the engine it needs. */
export interface Overlooked extends Looking {
  visibleStrokes(): readonly SceneStroke[];
  find(id: string): Laid | null;
}

export interface LookoutPage {
  /** Holds the markers and the pill. */
  readonly place: HTMLElement;
  readonly engine: Overlooked;
  readonly clock: Clock;
  person(number: number): Participant | undefined;
  /** Whether the person whose page it is draws now. */
  draws(): boolean;
  /** Another is followed, or nobody. */
  followed(whom: Followed): void;
  /** For eyes, and for ears. */
  tell(news: string): void;
  announce(news: string): void;
  /** The keyboard goes back to the paper. */
  back(): void;
}

/** ms after which somebody who has put the pen away is pointed at no more. */
const LINGERS = 20_000;
/** ms between two looks for whom to point at; where many draw, all the time somebody new. */
const AGAIN = 250;
const AGAIN_IN_CROWD = 1_000;
const CROWD = 8;
/** Looks that are left out while one draws. */
const LOOKS_LEFT_OUT = 3;
const MOST_MARKERS = 5;
/** CSS pixels from where an arrow points: its tip, and as far as it reaches. */
const ARROW: readonly Point[] = [
  { x: 4, y: 4 },
  { x: 16, y: 15 },
];

export class Lookout {
  readonly #page: LookoutPage;
  readonly #whereabouts = new Whereabouts();
  readonly #follower: Follower;
  readonly #markers: EdgeMarkers;
  readonly #pill: FollowPill;
  readonly #edges: HTMLElement;
  readonly #covers: Covers;
  #box: Bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  #watches = false;
  #waiting = false;

  constructor(page: LookoutPage) {
    this.#page = page;
    this.#edges = find(page.place, "[data-edges]", HTMLElement);
    this.#markers = new EdgeMarkers(
      this.#edges,
      (number) => this.#goByMarker(number),
      () => page.back(),
    );
    this.#pill = new FollowPill(find(page.place, "[data-follow]", HTMLElement), {
      leave: () => this.leave(),
      start: () => this.follow("drawing"),
      gone: () => page.back(),
    });
    const { engine, clock } = page;
    this.#covers = new Covers(document, clock);
    this.#follower = new Follower(engine, clock, this.#whereabouts, (whom) => this.#show(whom));
    new ResizeObserver(() => this.#measure()).observe(this.#edges);
    this.#measure();
  }

  get followed(): Followed {
    return this.#follower.followed;
  }

  /** A pen is here, in paper units; `draws`: it is down. */
  seen(number: number, place: Point, draws: boolean): void {
    this.#whereabouts.note(number, place, draws, this.#page.clock.now());
    this.#follower.look();
    this.#markSoon();
  }

  /** Only these are here. */
  meet(people: ReadonlyMap<number, Participant>): void {
    this.#whereabouts.keep(people);
    const { followed } = this;
    if (typeof followed === "number" && !people.has(followed)) this.leave();
    else this.#pill.show(this.#shown);
  }

  /** Who only watches goes along with whoever draws, unless less motion is asked for. */
  watch(watches: boolean): void {
    if (watches === this.#watches) return;
    this.#watches = watches;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!watches && this.followed === "drawing") this.leave();
    else if (watches && !calm && this.followed === null) this.#follower.follow("drawing");
    else this.#pill.show(this.#shown);
  }

  /** The view has moved. */
  look(): void {
    if (!this.#markers.isEmpty || this.#drewLately().length > 0) this.#mark();
  }

  /** Glides to where somebody draws, or drew last. */
  goTo(number: number): void {
    const seen = this.#whereabouts.of(number) ?? this.#lastStroke(number);
    const { name } = this.#page.person(number) ?? { name: say("people.someone") };
    if (!seen) {
      this.#page.tell(say("lookout.nowhere", { name }));
      return;
    }
    this.leave();
    this.#follower.visit(seen.place, seen.around);
    this.#page.announce(say("lookout.there", { name }));
  }

  follow(whom: Exclude<Followed, null>): void {
    const last = typeof whom === "number" && !this.#whereabouts.of(whom) && this.#lastStroke(whom);
    this.#follower.follow(whom);
    if (last) this.#follower.visit(last.place, last.around);
    this.#page.announce(this.#words);
  }

  /** Follows somebody, or nobody any more. */
  choose(number: number | null): void {
    if (number === null) this.leave();
    else this.follow(number);
  }

  /** The person moves their own view, draws, or has had enough. */
  leave(): void {
    if (this.followed === null) return;
    this.#follower.leave();
    this.#page.announce(say("follow.left"));
  }

  #show(whom: Followed): void {
    this.#pill.show(this.#shown);
    this.#page.followed(whom);
  }

  get #shown() {
    const { followed } = this;
    if (typeof followed === "number") return this.#page.person(followed) ?? null;
    return followed ?? (this.#watches ? "offer" : null);
  }

  get #words(): string {
    const shown = this.#shown;
    if (shown && typeof shown === "object") return say("follow.person", { name: shown.name });
    return say("follow.drawing");
  }

  #goByMarker(number: number): void {
    this.goTo(number);
    this.#page.back();
  }

  /** Of what can be seen, the last that they drew: they were here before us. */
  #lastStroke(number: number): { place: Point; around: Bounds } | null {
    const { engine } = this.#page;
    const stroke = engine.visibleStrokes().findLast(({ author }) => author === number);
    const around = stroke && engine.find(stroke.id)?.bounds;
    if (!around) return null;
    const { left, top, right, bottom } = around;
    return { place: { x: (left + right) / 2, y: (top + bottom) / 2 }, around };
  }

  // Markers.

  #measure(): void {
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = this.#edges;
    this.#box = { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
    this.look();
  }

  #markSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    const crowded = this.#drewLately().length >= CROWD;
    const [wait, turns] = crowded ? [AGAIN_IN_CROWD, LOOKS_LEFT_OUT] : [AGAIN, 0];
    const { clock, draws } = this.#page;
    afterStroke(clock, draws, wait, turns, () => {
      this.#waiting = false;
      this.#mark();
      if (!this.#markers.isEmpty) this.#markSoon(); // until the last of them has lingered
    });
  }

  #mark(): void {
    const away = this.#away();
    const stands = standsFor(
      away.map(({ at }) => at),
      this.#box,
    );
    const { left, top } = this.#box;
    this.#markers.show(
      away.flatMap(({ who }, index) => {
        const stand = stands[index];
        return stand ? [{ who, stand: { ...stand, x: stand.x - left, y: stand.y - top } }] : [];
      }),
    );
  }

  /** Those whose marker is wanted, and where in the window they would be seen. */
  #away(): { who: Participant; at: Point }[] {
    const { viewport } = this.#page.engine;
    const { width, height } = viewport.size;
    const whole = { left: 0, top: 0, right: width, bottom: height };
    const isSeen = (at: Point) => contains(this.#box, at) || this.#showsArrow(at, whole);
    const away = this.#drewLately().flatMap((number) => {
      const [who, seen] = [this.#page.person(number), this.#whereabouts.of(number)];
      const at = seen && viewport.toScreen(seen.place);
      return who && at && !isSeen(at) ? [{ who, at }] : [];
    });
    // Whoever is pointed at stays so: where many draw, another one is the last all the time.
    const isNew = ({ who }: { who: Participant }) => Number(!this.#markers.has(who.number));
    return away.sort((one, other) => isNew(one) - isNew(other)).slice(0, MOST_MARKERS);
  }

  /** Beside the bars the paper is in sight all the same: nobody is shown twice. */
  #showsArrow({ x, y }: Point, whole: Bounds): boolean {
    return ARROW.some((reach) => {
      const at = { x: x + reach.x, y: y + reach.y };
      return contains(whole, at) && !this.#covers.hide(at);
    });
  }

  #drewLately(): number[] {
    const drew = this.#whereabouts.drewSince(this.#page.clock.now() - LINGERS);
    const { focused } = this.#markers;
    const held = focused !== null && !drew.includes(focused) ? [focused] : [];
    return [...held, ...drew];
  }
}
