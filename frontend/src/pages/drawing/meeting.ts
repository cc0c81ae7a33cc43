/** Others in the drawing, as the page shows them: faces, cursors, who comes and goes, who draws. */

import { afterStroke } from "../../canvas/clock";
import type { Point } from "../../canvas/engine/view/viewport";
import { UNITS_PER_PIXEL } from "../../canvas/strokes";
import type { Arrivals } from "../../ui/drawing/arrivals";
import type { ChatBeside } from "../../ui/drawing/chat_beside";
import { Company } from "../../ui/drawing/company";
import type { Part } from "../../ui/later";
import { say } from "../../ui/words";
import type { Parts } from "./parts";
import { announce, element, type Studio } from "./studio";

const MEETING_MS = 250;
/** So many people here, and there is hardly a moment without news. */
const CROWD = 8;
const MEETING_IN_CROWD_MS = 1_000;
/** Times that faces may stay as they are while one draws in a crowd. */
const RESTS_WHILE_DRAWING = 3;

/** What shows them. */
type Shown = Pick<Parts, "cursors" | "people" | "lookout">;

/** Where somebody's pen is, in paper units; `draws`: it is down. */
interface Pen {
  readonly at: Point;
  readonly draws: boolean;
}

export class Meeting {
  readonly company: Company;
  readonly #studio: Studio;
  readonly #parts: Shown;
  readonly #chat: ChatBeside;
  readonly #arrivals: Part<Arrivals>;
  /** Where pens were when whose they are, or what shows them, had not come yet. */
  readonly #untold = new Map<number, Pen>();
  #soon = false;

  constructor(studio: Studio, parts: Shown, chat: ChatBeside) {
    this.#studio = studio;
    this.#parts = parts;
    this.#chat = chat;
    this.company = new Company(studio.session);
    const tell = (notice: string): void => {
      chat.notice(notice);
      announce(notice);
    };
    this.#arrivals = studio.later.part(
      () => import("../../ui/drawing/arrivals"),
      (code) => new code.Arrivals(studio.clock, tell),
    );
  }

  /** We are in: now it is worth showing. */
  begin(): void {
    void this.#studio.engine.meetOthers();
    void this.#parts.cursors.begin();
    void this.#arrivals.begin(() => this.show());
    void this.#parts.people.begin().then(() => this.show());
  }

  /** The drawing is there: now it is worth pointing out where others draw. */
  async lookOut(): Promise<void> {
    const { lookout } = this.#parts;
    await lookout.begin();
    this.#tellUntold();
    lookout.made?.watch(!this.#studio.session.mayDraw);
  }

  show(): void {
    const { company } = this;
    if (!company.you) return; // before we were let in
    this.#chat.face = company.you;
    const { cursors, people, lookout } = this.#parts;
    const followed = lookout.made?.followed ?? null;
    people.made?.show(company.shown(typeof followed === "number" ? followed : null));
    lookout.made?.meet(company.people);
    if (this.#studio.session.here.size > 0) this.#arrivals.made?.meet(company.others);
    cursors.made?.keep(company.people);
    this.#tellUntold();
    const here = say("people.justHere", { count: company.people.size });
    const shown = element("#chat-here");
    if (shown.textContent !== here) shown.textContent = here;
  }

  draws(number: number, active: boolean): void {
    this.company.draws(number, active);
    if (active) this.#parts.cursors.made?.wake(number);
    this.#showSoon();
  }

  /** Coordinates in 1/16 px of the paper. */
  points(number: number, x16: number, y16: number): void {
    if (number === this.#studio.session.you) return;
    const at = { x: x16 / UNITS_PER_PIXEL, y: y16 / UNITS_PER_PIXEL };
    const pen = { at, draws: this.company.isDrawing(number) };
    if (this.#tell(number, pen)) this.#untold.delete(number);
    else this.#untold.set(number, pen);
  }

  /** Whether all that shows it was told. */
  #tell(number: number, { at, draws }: Pen): boolean {
    const who = this.company.find(number);
    if (!who) return false;
    const { cursors, lookout } = this.#parts;
    cursors.made?.move(who, at.x, at.y);
    lookout.made?.seen(number, at, draws);
    return Boolean(cursors.made && lookout.made);
  }

  #tellUntold(): void {
    for (const [number, pen] of this.#untold) {
      if (this.#tell(number, pen)) this.#untold.delete(number);
    }
  }

  /** Where many draw, somebody begins or ends a line all the time. */
  #showSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    const { clock, engine, session } = this.#studio;
    const crowded = session.here.size > CROWD;
    const [wait, rests] = crowded ? [MEETING_IN_CROWD_MS, RESTS_WHILE_DRAWING] : [MEETING_MS, 0];
    const draws = () => engine.hands.pen.down;
    afterStroke(clock, draws, wait, rests, () => {
      this.#soon = false;
      this.show();
    });
  }
}
