/** Who drew how much, in words: the same wherever a drawing's credits stand. */

import { html } from "lit/html.js";
import type { Participant } from "../../canvas/messages";
import type { Tally } from "../../canvas/tally";
import { avatar } from "../person";
import { language } from "../words";
import { say } from "../words_later";
import { nobody } from "./nobody";

/** A CSS pixel is a 96th of an inch. */
const METRES = 0.0254 / 96;

/** “12 m”, “40 cm”: as long as the line would be on a screen of usual size. */
export function inkWords(ink: number): string {
  const metres = ink * METRES;
  const [count, unit] = metres < 1 ? [metres * 100, "centimeter"] : [metres, "meter"];
  const digits = count < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    maximumFractionDigits: digits,
  }).format(count);
}

/** A plain list of people, strokes, ink and time. */
export function creditRows(
  tallies: readonly Tally[],
  people: ReadonlyMap<number, Participant>,
  spanOf: (from: number, to: number) => string,
) {
  return tallies.map((one) => {
    const who = people.get(one.author) ?? nobody(one.author);
    const guest = who.guest ? html` <small>${say("people.guest")}</small>` : "";
    return html`<li class="credit-row">
      ${avatar(who)}<span class="credit-name" dir="auto">${who.name}${guest}</span>
      <span class="credit-count numbers"
        >${say("credit.drew", { count: one.strokes, ink: inkWords(one.ink) })}</span>
      <span class="credit-time numbers">${spanOf(one.from, one.to)}</span>
    </li>`;
  });
}
