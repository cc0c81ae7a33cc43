/** Writes where it is put down. What is typed before there is a field on the paper stands in it. */

import { Tap } from "../../canvas/engine/hands/tap";
import type { Grip } from "../../ui/drawing/pencase";
import type { Writing } from "../../ui/drawing/writing";
import { takeAway, typedAhead } from "../../ui/early/field";
import type { Part } from "../../ui/later";
import type { Studio } from "./studio";

export interface Quill {
  /** What touches the paper. */
  readonly tip: Tap;
  /** Writes in the middle of what is seen. */
  write(): void;
  /** Takes words from now on, for where the tip will be put down by `press`; answers that, and its end. */
  expect(press: () => void): readonly [act: () => void, otherwise: () => void];
}

export function quillOf({ paper, pencase, turns }: Studio, writing: Part<Writing>): Quill {
  /** What takes words already for where writing is to begin. */
  let expecting: HTMLTextAreaElement | null = null;

  /** Whoever has left the field meanwhile has left it. */
  const begin = (open: (made: Writing, words: string, hand: Grip) => void): void => {
    const { grip } = pencase;
    let ahead = expecting;
    expecting = null;
    const done = turns.use(
      writing,
      (made) => {
        const at = document.activeElement;
        const left = ahead && at !== ahead;
        open(made, ahead?.value ?? "", grip);
        takeAway(ahead);
        if (!left && pencase.grip.held === "text") return;
        made.finish();
        if (at instanceof HTMLElement) at.focus({ preventScroll: true });
      },
      () => takeAway(ahead),
    );
    if (!done) ahead ??= typedAhead(paper);
  };
  return {
    tip: new Tap(
      () => !writing.made?.ends(),
      (at) => begin((made, ...words) => made.tap(at, ...words)),
    ),
    expect(press) {
      const field = typedAhead(paper);
      const put = (): void => {
        expecting = field;
        press();
        takeAway(expecting); // nothing was begun
        expecting = null;
      };
      return [put, () => takeAway(field)];
    },
    write: () => begin((made, ...words) => made.writeInTheMiddle(...words)),
  };
}
