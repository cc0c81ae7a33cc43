/**
 * Pictures placed on the paper: chosen, pasted or dropped, seen at once, and kept when the server has
 * them.
 *
 * The server writes each picture anew and says what it is called; until then a stand-in lies where it
 * will lie. Without a network it waits, as strokes do, and is kept in the browser meanwhile; where it
 * cannot be, whoever leaves is asked.
 */

import type { Clock } from "../../canvas/clock";
import type { Engine } from "../../canvas/engine/engine";
import type { Point, Viewport } from "../../canvas/engine/view/viewport";
import { MAX_EXTENT } from "../../canvas/images";
import { imageMatter } from "../../canvas/items";
import { toHex } from "../../canvas/messages";
import type { WaitingPicture, WaitingPictures } from "../../canvas/outbox/pictures";
import { ON_ITS_WAY } from "../../canvas/scene";
import type { DrawingSession } from "../../canvas/session";
import { MAX_COORDINATE, UNITS_PER_PIXEL } from "../../canvas/strokes";
import { say } from "../words_later";
import { type Brought, bring } from "./bringing";
import type { Held } from "./held";

/** Of the window: as large as a picture is shown at first. */
const MOST_OF_WINDOW = 0.6;
/** CSS pixels between several that come at once. */
const BESIDE = 24;
const MOST_AT_ONCE = 10;
const MOST_BYTES = 20 * 2 ** 20;
/** ms until it is tried again. */
const WAITS = [2_000, 4_000, 8_000, 15_000, 30_000];
/** ms after the page came up: the browser takes a moment to notice that a tab has ended. */
const LOOKS = [0, 2_000, 30_000];

export interface PlacingPage {
  readonly engine: Engine;
  readonly session: DrawingSession;
  readonly clock: Clock;
  readonly waiting: WaitingPictures;
  /** Where pictures are brought, as the link is now. */
  address(): string;
  token(): string;
  /** Decodes what a file holds; rejects where that is no picture. */
  decode(file: Blob): Promise<ImageBitmap>;
  /** Pixels for what lies there meanwhile; null: no more. */
  standIn(name: string, picture: ImageBitmap | null): void;
  /** Pixels for the picture until its own file has come. */
  supply(digest: string, picture: ImageBitmap): void;
  /** Pictures come: the hand takes up what moves them, in place of what is answered. */
  begins(): Held;
  /** They are taken back: the hand has what it held before, unless it has taken up another tool. */
  ends(before: Held): void;
  /** There is something more, or less, to be taken back or placed again. */
  turned(): void;
  /** It lies there, and is the person's to move. */
  placed(id: string): void;
  tell(news: string, icon?: string): void;
}

/** What has been chosen, and is being read. */
interface Reading {
  readonly chosen: File;
  /** Where such a picture is to lie. */
  readonly lie: (picture: ImageBitmap) => Coming["place"];
  /** What the hand held; null where it took up nothing for this. */
  readonly before: Held | null;
  readonly giveUp: AbortController;
}

/** A picture on its way. */
interface Coming extends WaitingPicture {
  readonly before: Held | null;
  readonly giveUp: AbortController;
  /** Whether it would outlive the page. */
  readonly kept: Promise<boolean>;
}

/** Taken back before it was an act: it is placed again where undo and redo are as they were then. */
interface TakenBack {
  readonly undoable: string | undefined;
  readonly redoable: string | undefined;
  place(): void;
}

export class Placing {
  readonly #page: PlacingPage;
  readonly #reading: Reading[] = [];
  readonly #coming: Coming[] = [];
  readonly #takenBack: TakenBack[] = [];
  /** What the hand held before what is an act by now, by the id of that. */
  readonly #before = new Map<string, Held>();
  #toldToWait = false;

  constructor(page: PlacingPage) {
    this.#page = page;
  }

  /**
   * Places what is a picture of these at a point of the window, or in its middle, on what was `seen`
   * there when they were brought.
   */
  place(files: readonly File[], at: Point | null, seen: Viewport): void {
    const { session, tell } = this.#page;
    if (files.length === 0) return;
    if (!session.mayDraw) {
      tell(say("image.watching"), "eye");
      return;
    }
    const before = this.#page.begins();
    if (files.length > MOST_AT_ONCE) tell(say("image.tooMany", { count: MOST_AT_ONCE }), ALERT);
    const { x, y } = at ? seen.toPaper(at) : seen.center;
    for (const [index, file] of files.slice(0, MOST_AT_ONCE).entries()) {
      const by = (index * BESIDE) / seen.zoom;
      const middle = { x: x + by, y: y + by };
      void this.#place(file, (picture) => placeOf(picture, middle, seen), before);
    }
  }

  /** Goes on with those that tabs left behind which are gone. */
  takeOver(): void {
    for (const ms of LOOKS) {
      this.#page.clock.after(ms, async () => {
        const left = await this.#page.waiting.takeOver().catch(() => []);
        for (const picture of left) void this.#goOn(picture);
      });
    }
  }

  /**
   * Takes back what came last and is still on its way; false: nothing is. The hand has again what it
   * held, also where it is an act to be undone.
   */
  takeBack(): boolean {
    const unread = this.#reading.pop();
    const last = unread ?? this.#coming.at(-1);
    if (!last) {
      this.#giveBack(this.#before.get(this.#steps().undoable ?? "") ?? null);
      return false;
    }
    last.giveUp.abort();
    if (unread) this.#remember(() => this.#place(unread.chosen, unread.lie, null));
    else this.#takeFromPaper(last as Coming);
    this.#giveBack(last.before);
    return true;
  }

  /** Whether something is on its way that can be taken back. */
  get takesBack(): boolean {
    return this.#reading.length + this.#coming.length > 0;
  }

  /** Whether it is the turn of something taken back on its way to be done again. */
  get placesAgain(): boolean {
    const last = this.#takenBack.at(-1);
    const { undoable, redoable } = this.#steps();
    const turn = last?.undoable === undoable && last?.redoable === redoable;
    return last !== undefined && turn && this.#page.session.mayDraw;
  }

  /** Places what was taken back on its way, if it is its turn to be done again; false: it is not. */
  placeAgain(): boolean {
    if (!this.placesAgain) return false;
    this.#takenBack.pop()?.place();
    return true;
  }

  #takeFromPaper(coming: Coming): void {
    this.#end(coming);
    const waiting = { name: randomName(), file: coming.file, place: coming.place };
    this.#remember(async () => {
      const kept = this.#page.waiting.keep(waiting);
      kept.catch(() => {}); // it is asked for once the picture is decoded
      await this.#goOn(waiting, kept);
    });
  }

  #remember(place: () => Promise<void>): void {
    this.#takenBack.push({ ...this.#steps(), place: () => void place() });
    this.#page.turned();
  }

  /** What would be undone next, and done again. */
  #steps(): { readonly undoable: string | undefined; readonly redoable: string | undefined } {
    const { undoable, redoable } = this.#page.session.history;
    return { undoable: undoable?.[0], redoable: redoable?.[0] };
  }

  #giveBack(before: Held | null): void {
    if (before !== null) this.#page.ends(before);
  }

  /** There is nothing to be moved, unless others are still on their way. */
  #comeToNothing(before: Held | null): void {
    if (!this.takesBack) this.#giveBack(before);
  }

  async #place(chosen: File, lie: Reading["lie"], before: Held | null): Promise<void> {
    const reading = { chosen, lie, before, giveUp: new AbortController() };
    this.#reading.push(reading);
    this.#page.turned();
    const read = await this.#read(chosen);
    if (reading.giveUp.signal.aborted) return;
    this.#reading.splice(this.#reading.indexOf(reading), 1);
    if (!read) {
      this.#page.turned();
      this.#comeToNothing(before);
      return;
    }
    const { file, picture } = read;
    const waiting = { name: randomName(), file, place: lie(picture) };
    await this.#come(waiting, this.#page.waiting.keep(waiting), picture, before);
  }

  /** What cannot be decoded any more was damaged where it was kept. */
  async #goOn(waiting: WaitingPicture, kept = Promise.resolve()): Promise<void> {
    const picture = await this.#decoded(waiting.file);
    if (picture) return this.#come(waiting, kept, picture, null);
    this.#page.tell(say("image.unreadable"), ALERT);
    this.#forget(waiting.name);
  }

  /** Tried for a while: a browser may have no room for its pixels just now. */
  async #decoded(file: Blob): Promise<ImageBitmap | null> {
    const { clock, decode } = this.#page;
    for (const ms of WAITS) {
      const picture = await decode(file).catch(() => null);
      if (picture) return picture;
      await new Promise<void>((go) => clock.after(ms, go));
    }
    return null;
  }

  async #come(
    waiting: WaitingPicture,
    keeping: Promise<void>,
    picture: ImageBitmap,
    before: Held | null,
  ) {
    const { name } = waiting;
    const kept = keeping.then(
      () => true,
      () => false,
    );
    const coming = { ...waiting, before, giveUp: new AbortController(), kept };
    this.#coming.push(coming);
    this.#page.turned();
    this.#show(coming, picture);
    void kept.then((isKept) => isKept && this.#page.session.kept(name));
    const brought = await this.#bring(coming);
    const taken = typeof brought !== "string";
    const pixels = taken ? await this.#page.decode(waiting.file).catch(() => null) : null;
    if (coming.giveUp.signal.aborted) return;
    const id = taken ? this.#keep(coming, brought, pixels) : null;
    this.#end(coming); // only now: the one is there before the other is not
    if (!taken) {
      this.#page.tell(brought, ALERT);
      this.#comeToNothing(before);
    }
    if (id && before !== null) this.#before.set(id, before);
    if (id) this.#page.placed(id);
  }

  /**
   * A copy of it, for a file may be changed, moved or thrown away while it waits, and its pixels. Null,
   * and said why, where there are none.
   */
  async #read(chosen: File): Promise<{ file: Blob; picture: ImageBitmap } | null> {
    const { decode, tell } = this.#page;
    if (chosen.size > MOST_BYTES) {
      tell(say("image.tooLarge"), ALERT);
      return null;
    }
    try {
      const file = new Blob([await chosen.arrayBuffer()], { type: chosen.type });
      return { file, picture: await decode(file) };
    } catch {
      const drawing = chosen.name.endsWith(".drawnby");
      tell(say(drawing ? "image.isDrawing" : "image.unreadable"), ALERT);
      return null;
    }
  }

  /** One act, however often it is tried. Without pixels it is seen when the server's own have come. */
  #keep({ name, place }: Coming, { digest }: Brought, pixels: ImageBitmap | null): string | null {
    if (pixels) this.#page.supply(digest, pixels);
    return this.#page.session.lay([imageMatter({ ...place, digest })], name)[0] ?? null;
  }

  #show({ name, place }: Coming, picture: ImageBitmap): void {
    const { engine, session, standIn } = this.#page;
    standIn(name, picture);
    const author = session.you;
    engine.scene.pend({
      id: name,
      seq: ON_ITS_WAY,
      author,
      at: 0,
      ...imageMatter({ ...place, digest: name }),
    });
    session.expect(name);
  }

  #end(coming: Coming): void {
    const index = this.#coming.indexOf(coming);
    if (index < 0) return;
    this.#coming.splice(index, 1);
    this.#page.turned();
    this.#page.engine.scene.withdraw(coming.name);
    this.#page.standIn(coming.name, null);
    this.#page.session.arrived(coming.name);
    this.#forget(coming.name);
    if (this.#coming.length === 0) this.#toldToWait = false;
  }

  #forget(name: string): void {
    this.#page.waiting.forget(name).catch(() => {}); // it was not kept, then
  }

  /** What the server calls it; or why it does not take it. */
  async #bring({ file, giveUp, kept }: Coming): Promise<Brought | string> {
    const { address, token } = this.#page;
    for (let tries = 0; ; tries++) {
      const answer = await bring(address(), token(), file, giveUp.signal);
      if (answer !== "later") return answer;
      if (giveUp.signal.aborted) return "";
      if (!this.#toldToWait) void kept.then((isKept) => this.#tellToWait(isKept));
      this.#toldToWait = true;
      await this.#pause(WAITS[Math.min(tries, WAITS.length - 1)] ?? 0, giveUp.signal);
    }
  }

  #tellToWait(isKept: boolean): void {
    this.#page.tell(say(isKept ? "image.waits" : "image.waitsHere"), "cloud-off");
  }

  /** Until it is worth another try: some time, or a network that is back. */
  #pause(ms: number, given: AbortSignal): Promise<void> {
    return new Promise((go) => {
      const done = () => {
        cancel();
        window.removeEventListener("online", done);
        go();
      };
      const cancel = this.#page.clock.after(ms, done);
      window.addEventListener("online", done);
      given.addEventListener("abort", done, { once: true });
    });
  }
}

const ALERT = "circle-alert";

/** In its own pixels, or smaller where the window has no room for them. */
function placeOf(picture: ImageBitmap, middle: Point, { size, zoom }: Viewport): Coming["place"] {
  const room = Math.min(
    (MOST_OF_WINDOW * size.width) / picture.width,
    (MOST_OF_WINDOW * size.height) / picture.height,
    1,
  );
  const unit = (room / zoom) * UNITS_PER_PIXEL;
  const [width, height] = [extent(picture.width * unit), extent(picture.height * unit)];
  return {
    x: onPaper(middle.x * UNITS_PER_PIXEL - width / 2),
    y: onPaper(middle.y * UNITS_PER_PIXEL - height / 2),
    width,
    height,
  };
}

function extent(length: number): number {
  return Math.min(Math.max(Math.round(length), 1), MAX_EXTENT);
}

function onPaper(coordinate: number): number {
  return Math.round(Math.min(Math.max(coordinate, -MAX_COORDINATE), MAX_COORDINATE));
}

function randomName(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
