/** What the person's hand holds: what the pencase says, dipped, and fitted to what is on its way. */

import type { Implement } from "../../canvas/engine/hands/implement";
import type { Held } from "../../ui/drawing/held";
import type { Grip } from "../../ui/drawing/pencase";
import type { Selection } from "../../ui/drawing/selection";
import type { Tray } from "../../ui/drawing/tray";
import { keepEarlyKeys } from "../../ui/early/keys";
import { type Dropper, dropperOf } from "./dropper";
import { grasp } from "./grasp";
import type { Parts } from "./parts";
import { quillOf } from "./quill";
import type { Studio } from "./studio";

export interface Hand {
  /** Picks a colour up from the paper. */
  readonly dropper: Dropper;
  hold(grip: Grip): void;
  take(held: Held): void;
  /** A colour for the pen, and for what is picked. */
  dip(color: number): void;
  /** Does something to what is picked, or will be by then. */
  withPicked(act: (selection: Selection) => void): void;
  /** The page, or the person, goes on to something else: what was begun is done. */
  settle(): void;
}

export function handOf(studio: Studio, parts: Parts, tray: Tray): Hand {
  const { pencase, turns } = studio;
  const { colours, picker, selection, writing } = parts;
  const quill = quillOf(studio, writing);
  const dropper = dropperOf(studio, picker, { dip, changed: () => fill() });

  keepEarlyKeys(studio, parts, (act, puts) => {
    const { grip } = pencase;
    const instead = insteadOf(grip);
    const again = (): void => {
      fill(grip, instead);
      act();
      fill();
    };
    return puts && instead === quill.tip ? quill.expect(again) : [again];
  });

  function fill(grip = pencase.grip, instead = insteadOf(grip)): void {
    grasp(studio, parts, grip, instead);
  }

  /** What is in the hand without code of its own. */
  function insteadOf({ held }: Grip): Implement | null {
    return dropper.insteadOf(held) ?? (held === "text" ? quill.tip : null);
  }

  function hold(grip: Grip): void {
    fill(grip);
    tray.show(grip);
    colours.made?.show(grip);
    const tell = (): void => {
      selection.made?.hold(grip.held === "select");
      if (grip.held === "text") writing.made?.dip();
      else writing.made?.finish();
    };
    turns.take(tell, tell);
  }

  /** The text tool, taken again, writes in the middle of what is seen. */
  function take(held: Held): void {
    const again = held === "text" && pencase.grip.held === held;
    pencase.take(held);
    if (again) quill.write();
  }

  function dip(color: number): void {
    pencase.dip(color);
    withPicked((made) => made.recolour(color));
  }

  function withPicked(act: (selection: Selection) => void): void {
    if (pencase.grip.held === "select") turns.take(() => selection.made && act(selection.made));
  }

  function settle(): void {
    writing.made?.finish();
    selection.made?.settle();
  }

  return { dropper, hold, take, dip, withPicked, settle };
}
