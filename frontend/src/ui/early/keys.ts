/**
 * Keys on the paper that are for what has not come: what draws by keys, or what is picked. They are
 * pressed again in their turn.
 */

import { isSomethingOpen } from "../drawing/popovers";
import { isForPicked } from "../drawing/shortcuts";
import type { Part } from "../later";
import type { Turns } from "./turns";

/** The page, with what says whether keys draw, and with what. */
export interface Keyboard {
  readonly paper: HTMLElement;
  readonly turns: Turns;
  readonly engine: { readonly hands: { readonly draws: boolean; readonly down: boolean } };
  readonly pencase: { readonly grip: { readonly held: unknown } };
}

/**
 * `remember`: what is to be done with what is in the hand now, `puts`: it puts that down; and what if that
 * cannot be done.
 */
export function keepEarlyKeys(
  { engine, paper, pencase, turns }: Keyboard,
  { keyHand, selection }: { readonly keyHand: Part<unknown>; readonly selection: Part<unknown> },
  remember: (act: () => void, puts: boolean) => readonly [() => void, (() => void)?],
): void {
  const someWait = (): boolean => turns.awaits(keyHand);

  const draws = ({ key, altKey }: KeyboardEvent): boolean => {
    const early = keyHand.made === null && engine.hands.draws;
    return someWait() || (early && !altKey && /^(Arrow|Enter)/.test(key));
  };

  const picks = (): boolean =>
    pencase.grip.held === "select" && turns.awaits(selection) && !isSomethingOpen(document);

  const isEarly = (event: KeyboardEvent): boolean => {
    if (engine.hands.down || (!isForPicked(event) && event.key !== "Enter")) return false;
    if (event.target === paper) return picks() || draws(event);
    return event.target === document.body && picks();
  };

  const keep = (event: Event, puts = false): void => {
    const Kind = event.constructor as typeof Event;
    const again = () => paper.dispatchEvent(new Kind(event.type, event));
    turns.use(keyHand, ...remember(again, puts));
  };

  const hear = (event: KeyboardEvent): void => {
    if (!isEarly(event)) return;
    event.preventDefault();
    event.stopPropagation();
    keep(event, event.key === "Enter" && event.type === "keydown");
  };

  window.addEventListener("keydown", hear, { capture: true });
  window.addEventListener("keyup", hear, { capture: true });
  // There the tool is put down.
  paper.addEventListener("blur", (event) => someWait() && keep(event));
}
