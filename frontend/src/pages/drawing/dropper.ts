/** A colour from the paper: until the code has come that shows what is under the pointer, where one taps. */

import { around } from "../../canvas/engine/around";
import type { Implement } from "../../canvas/engine/hands/implement";
import { Tap } from "../../canvas/engine/hands/tap";
import { middleOf } from "../../ui/drawing/colour";
import type { ColourPicker, Place } from "../../ui/drawing/colour_picker";
import type { Held } from "../../ui/drawing/held";
import { closePopovers } from "../../ui/drawing/popovers";
import type { Part } from "../../ui/later";
import type { Studio } from "./studio";

export interface DropperActions {
  dip(color: number): void;
  /** It is in the hand, or not any more. */
  changed(): void;
}

export interface Dropper {
  /** Begins at a place in the window. */
  pick(at: Place | null): void;
  /** No colour is wanted any more. */
  leave(): void;
  /** What is in the hand in place of what is held; null: that is. */
  insteadOf(held: Held): Implement | null;
}

export function dropperOf(
  { engine, pencase }: Studio,
  picker: Part<ColourPicker>,
  { dip, changed }: DropperActions,
): Dropper {
  /** It is in the hand, in place of this. */
  let inPlaceOf: Held | null = null;

  const lay = (): void => {
    if (inPlaceOf === null) return;
    inPlaceOf = null;
    changed();
  };

  /** As it is now: what waits for its code has changed nothing yet. */
  const tip = new Tap(
    () => true,
    (at) => {
      lay();
      const under = around(engine, engine.viewport.toScreen(at), 1);
      dip(middleOf(under.getImageData(0, 0, 1, 1)));
    },
    "crosshair",
  );

  /** Unless that was tapped already, or nobody wants it any more. */
  const pickWith = (made: ColourPicker, at: Place | null): void => {
    if (tip.down) tip.lift();
    if (inPlaceOf !== null) made.start(at);
    lay();
  };

  document.addEventListener("keydown", ({ key }) => key === "Escape" && lay());

  return {
    pick(at) {
      closePopovers(document);
      if (!engine.hands.enabled || engine.hands.pen.down) return;
      if (picker.made) {
        picker.made.start(at);
        return;
      }
      inPlaceOf = pencase.grip.held;
      changed();
      picker.use((made) => pickWith(made, at), lay);
    },
    leave() {
      picker.made?.close();
      lay();
    },
    insteadOf(held) {
      if (held !== inPlaceOf) inPlaceOf = null;
      return inPlaceOf === null ? null : tip;
    },
  };
}
