/**
 * A drawing in a frame of another site, as it is drawn: by a socket that its link alone opens and
 * that takes no cookies, or where no socket gets through by asking for the log's end again and again.
 */

import "../ui/look.css";
import "../ui/frame.css";
import type { Addresses } from "../canvas/archive/archive";
import { FetchedArchive } from "../canvas/archive/fetched";
import { realClock as clock } from "../canvas/clock";
import { Engine } from "../canvas/engine/engine";
import { pageSupplies } from "../canvas/engine/marks/fetching";
import { crowdOf } from "../canvas/engine/sheet/crowd";
import { type Bounds, union } from "../canvas/engine/view/bounds";
import { painting, unpacked } from "../canvas/engine/worker/begun";
import { openedArchive } from "../canvas/engine/worker/opened_archive";
import { Journal } from "../canvas/journal";
import { ITEMS, type Numbered } from "../canvas/messages";
import { DrawingSession } from "../canvas/session";
import { Sparing } from "../canvas/sparing";
import { Staging } from "../canvas/staging";
import { fetchPage, readWhole } from "../replay/reading";
import { Tail } from "../replay/tail";
import { Socket } from "../sockets";
import { isDark } from "../ui/drawing/colour";
import { DescribedPictures } from "../ui/drawing/described";
import { find } from "../ui/elements";
import { offerThemes } from "../ui/theme";
import { say } from "../ui/words_later";

/** ms until a socket that does not open is given up. */
const PATIENCE = 8_000;
/** Units to a pixel of the paper. */
const UNIT = 16;

interface FrameData {
  readonly uid: string;
  readonly head: number;
  /** Address of the socket for whoever looks on. */
  readonly socket: string;
  readonly log: Addresses;
  readonly log_after: string;
  /** Where the drawing's pictures are. */
  readonly images: string;
}

offerThemes(document); // as on every page: the look comes with it, before the page's own sheet

async function open(page: FrameData): Promise<void> {
  const view = new View(page.images);
  if (!(await watch(page, view))) await poll(page, view);
}

/** The paper where most of the ink is, and what is said where there is none. */
class View {
  readonly engine: Engine;
  readonly #note = find(document, "#note", HTMLElement);
  readonly #paper = find(document, "#paper", HTMLElement);
  #described: DescribedPictures | null = null;
  /** Where most of it is: among very many strokes that is not found at once. */
  readonly #most = new Sparing<Bounds | null>(
    clock,
    () => crowdOf(this.engine.visibleStrokes()) ?? this.engine.strokeBounds(),
    () => this.#keepInSight(),
  );

  constructor(images: string) {
    this.engine = new Engine(this.#paper, {
      worker: painting(),
      supplies: pageSupplies(() => images),
    });
    this.engine.hands.enabled = false;
    this.engine.onpaper = (color) => this.#note.classList.toggle("chalk", isDark(color));
    new ResizeObserver(() => this.#fit()).observe(this.#paper);
  }

  /** `told` knows what was said of the pictures. */
  loaded(told: { readonly descriptions: readonly Uint8Array[] }): void {
    const list = find(document, "#described", HTMLElement);
    this.#described = new DescribedPictures(list, { clock, engine: this.engine, session: told });
    this.#fit();
    this.drawn();
  }

  /** A pen is down here, in units. */
  draws(x: number, y: number): void {
    const at = { left: x / UNIT, top: y / UNIT, right: x / UNIT, bottom: y / UNIT };
    if (contains(this.engine.viewport.bounds, at)) return;
    this.engine.zoomTo(union(this.#most.found ?? at, at));
  }

  /** Something was drawn, or taken back. */
  drawn(): void {
    this.#keepInSight();
    this.#note.hidden = this.engine.strokeBounds() !== null;
    this.#note.textContent = say("replay.nothing");
    this.#described?.look();
  }

  /** What is shown, if anything, is not how it is now. */
  unread(): void {
    this.#note.hidden = false;
    this.#note.textContent = say("replay.unread");
  }

  /** The drawing does not open any more. */
  gone(): void {
    this.#paper.hidden = true;
    this.#note.hidden = false;
    this.#note.textContent = say("gone.closed");
  }

  #keepInSight(): void {
    if (!this.#isSeen(this.engine.strokeBounds()) && !this.#isSeen(this.#most.found)) this.#fit();
  }

  #fit(): void {
    this.engine.zoomTo(this.#most.found ?? "fit");
  }

  #isSeen(drawn: Bounds | null): boolean {
    return !drawn || contains(this.engine.viewport.bounds, drawn);
  }
}

function contains(outer: Bounds, inner: Bounds): boolean {
  const { left, top, right, bottom } = inner;
  return left >= outer.left && top >= outer.top && right <= outer.right && bottom <= outer.bottom;
}

/** Watches by a socket; resolves to false where none gets through. */
function watch(page: FrameData, view: View): Promise<boolean> {
  return new Promise((done) => {
    let loaded = false;
    const drawing = new Set<number>();
    const socket = new Socket(socketAt(page.socket));
    const session = new DrawingSession({
      socket,
      uid: page.uid,
      scene: view.engine.scene,
      archive: openedArchive(page.log, unpacked),
      listener: {
        loaded() {
          loaded = true;
          void view.engine.meetOthers();
          view.loaded(session);
        },
        entered: () => end(true),
        status: () => loaded && view.drawn(),
        drawing: (number, active) => drawing[active ? "add" : "delete"](number),
        cursor: (number, x, y) => loaded && drawing.has(number) && view.draws(x, y),
        gone() {
          view.gone();
          end(true);
        },
      },
    });
    const keepPatience = clock.after(PATIENCE, () => {
      session.close();
      socket.close();
      end(false);
    });

    function end(watching: boolean): void {
      keepPatience();
      done(watching);
    }
  });
}

function socketAt(path: string): string {
  const address = new URL(path, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

/** Reads the log over HTTP and then its end, every few seconds. */
async function poll(page: FrameData, view: View): Promise<void> {
  const journal = new Journal();
  const staging = new Staging(view.engine.scene, journal);
  try {
    take(await readWhole(new FetchedArchive(page.log), page.log_after, page.head, () => {}));
  } catch {
    view.unread();
    return;
  }
  staging.load();
  view.loaded({
    get descriptions() {
      return journal.folded().descriptions();
    },
  });
  const tail = new Tail(journal.applied, {
    read: (after) => fetchPage(page.log_after + after),
    take(operations) {
      take(operations);
      view.drawn();
      return journal.applied;
    },
    seen: () => !document.hidden,
    refused: () => view.gone(),
    clock,
  });
  document.addEventListener("visibilitychange", () => tail.hurry());

  function take(operations: readonly Numbered[]): void {
    const applied = journal.receive(operations);
    for (const { entry } of applied) if (ITEMS.has(entry.kind)) staging.place(entry, false);
    staging.refresh(applied.map(({ entry }) => entry).filter(({ kind }) => !ITEMS.has(kind)));
  }
}

const told = document.getElementById("page")?.textContent;
if (told) void open(JSON.parse(told) as FrameData); // otherwise the page says why there is none
