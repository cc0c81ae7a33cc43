/** Picking a colour up: where one looks, and whose it is then. */

import { around } from "../../canvas/engine/around";
import { ColourPicker, type Look } from "../../ui/drawing/colour_picker";
import { element, type Studio } from "./studio";

export function pickerOf({ engine, paper }: Studio, dip: (color: number) => void): ColourPicker {
  const look: Look = (place, side) => around(engine, place, side);
  const closed = () => paper.focus({ preventScroll: true });
  return new ColourPicker(element("#picking"), look, { picked: dip, closed });
}
