/** The dialog that says who drew how much. */

import { render } from "lit/html.js";
import type { Participant } from "../../canvas/messages";
import type { SceneStroke } from "../../canvas/scene";
import { tally } from "../../canvas/tally";
import { creditRows } from "../credit/credits";
import { clockSpan } from "../credit/times";
import { find } from "../elements";

export class CreditList {
  readonly #dialog: HTMLElement;
  readonly #began: number;

  /** `began`: when the drawing did, ms since the epoch. */
  constructor(dialog: HTMLElement, began: number) {
    this.#dialog = dialog;
    this.#began = began;
  }

  show(strokes: readonly SceneStroke[], people: ReadonlyMap<number, Participant>): void {
    const tallies = tally(strokes);
    const spanOf = (from: number, to: number) =>
      clockSpan(this.#began + from, this.#began + to, true);
    const list = find(this.#dialog, "[data-people]", HTMLElement);
    render(creditRows(tallies, people, spanOf), list);
    find(this.#dialog, "[data-empty]", HTMLElement).hidden = tallies.length > 0;
  }
}
