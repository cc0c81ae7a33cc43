/** The tip that says whose stroke the pointer rests on, with a ring around the stroke itself. */

import type { SceneStroke } from "../../canvas/scene";
import { Halo } from "../../ui/credit/halo";
import { nobody } from "../../ui/credit/nobody";
import { agoWords } from "../../ui/credit/times";
import { PAPER_HUES } from "../../ui/credit/tint";
import { type Credited, CreditTip } from "../../ui/credit/tip";
import { watchResting } from "../../ui/drawing/pointing";
import { say } from "../../ui/words_later";
import { element, replayAddress, type Studio } from "./studio";

/** CSS pixels from the top: the bar stands above. */
const ROOF = 76;

export class DrawingsTip extends CreditTip {
  readonly #engine: Studio["engine"];
  readonly #halo: Halo;
  #told: SceneStroke | null = null;

  constructor(studio: Studio) {
    const { clock, engine, paper, pencase, session } = studio;
    const box = element("#credit-tip");
    const halo = new Halo(box, () => engine.viewport);
    const find = (at: Parameters<typeof engine.viewport.toPaper>[0] | null) => {
      halo.hide();
      this.#told = at && engine.strokeAt(engine.viewport.toPaper(at));
      return this.#told && credited(studio, this.#told, halo);
    };
    super(box, clock, find, ROOF);
    this.#engine = engine;
    this.#halo = halo;
    const fingersDraw = () =>
      session.mayDraw && engine.hands.fingersDraw && pencase.grip.held !== "hand";
    watchResting(paper, fingersDraw, this);
  }

  /** Another view is shown. */
  follow(): void {
    this.#halo.follow();
  }

  /** Something on the paper has changed: what it tells of may be elsewhere, or gone. */
  review(): void {
    if (this.#told && this.#engine.find(this.#told.id) !== this.#told) this.hide();
  }
}

function credited({ page, session }: Studio, stroke: SceneStroke, halo: Halo): Credited {
  const author = session.participants.get(stroke.author) ?? nobody(stroke.author);
  halo.show(stroke, PAPER_HUES[author.hue % PAPER_HUES.length] ?? 0);
  const ago = agoWords(Date.now() - page.created_at - stroke.at);
  return {
    who: author,
    words: say("credit.drawnByAt", { name: author.name, when: ago }),
    action: say("credit.jump"),
    act: () => location.assign(`${replayAddress()}#stroke=${stroke.id}`),
  };
}
