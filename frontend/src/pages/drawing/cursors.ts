/** Others' cursors: they are above the paper as it is looked at. */

import { Cursors } from "../../ui/drawing/cursors";
import { element, type Studio } from "./studio";

export function cursorsOf({ clock, engine }: Studio): Cursors {
  const view = () => engine.viewport;
  return new Cursors(element("#cursors"), clock, view, () => engine.hands.pen.down);
}
