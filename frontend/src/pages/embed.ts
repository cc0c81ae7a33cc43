/** A drawing in a frame of another site: the log over HTTP, its end again and again, no cookies. */

import "../ui/look.css";
import "../ui/frame.css";
import { type Addresses, FetchedArchive } from "../canvas/archive/fetched";
import { realClock as clock } from "../canvas/clock";
import { Engine } from "../canvas/engine/engine";
import { pageSupplies } from "../canvas/engine/fetching";
import { startPainting } from "../canvas/engine/painting_worker";
import { Journal } from "../canvas/journal";
import { ITEMS, type Numbered } from "../canvas/messages";
import { Staging } from "../canvas/staging";
import { fetchPage, readWhole } from "../replay/reading";
import { Tail } from "../replay/tail";
import { find } from "../ui/elements";
import { offerThemes } from "../ui/theme";
import { say } from "../ui/words";

interface FrameData {
  readonly head: number;
  readonly log: Addresses;
  readonly log_after: string;
}

offerThemes(document); // as on every page: the look comes with it, before the page's own sheet

const told = document.getElementById("page")?.textContent;
if (told) void open(JSON.parse(told) as FrameData); // otherwise the page says why there is none

async function open(page: FrameData): Promise<void> {
  const note = find(document, "#note", HTMLElement);
  const paper = find(document, "#paper", HTMLElement);
  const engine = new Engine(paper, { worker: startPainting(), supplies: pageSupplies() });
  engine.enabled = false;
  const journal = new Journal();
  const staging = new Staging(engine, journal);
  new ResizeObserver(() => engine.zoomTo("fit")).observe(paper);
  try {
    take(await readWhole(new FetchedArchive(page.log), page.log_after, page.head, () => {}));
  } catch {
    note.textContent = say("replay.unread");
    return;
  }
  staging.load();
  engine.zoomTo("fit");
  sayWhetherEmpty();
  new Tail(journal.applied, {
    read: (after) => fetchPage(page.log_after + after),
    take(operations) {
      take(operations);
      if (!allIsSeen()) engine.zoomTo("fit");
      sayWhetherEmpty();
      return journal.applied;
    },
    seen: () => !document.hidden,
    refused() {
      paper.hidden = true;
      note.hidden = false;
      note.textContent = say("gone.closed");
    },
    clock,
  });

  function take(operations: readonly Numbered[]): void {
    const applied = journal.receive(operations);
    for (const { entry } of applied) if (ITEMS.has(entry.kind)) staging.place(entry, false);
    staging.refresh(applied.map(({ entry }) => entry).filter(({ kind }) => !ITEMS.has(kind)));
  }

  function allIsSeen(): boolean {
    const drawn = engine.strokeBounds();
    const { left, top, right, bottom } = engine.viewport.bounds;
    if (!drawn) return true;
    return drawn.left >= left && drawn.top >= top && drawn.right <= right && drawn.bottom <= bottom;
  }

  function sayWhetherEmpty(): void {
    note.hidden = engine.strokeBounds() !== null;
    note.textContent = say("replay.nothing");
  }
}
