/** What floats over the paper gives way to the pen: while it draws, and to a tap. */

import { closeByTap } from "../../ui/drawing/closing_tap";
import { Fading } from "../../ui/drawing/fade";
import type { Studio } from "./studio";

export function fadingOf({ clock, engine, paper }: Studio): Fading {
  closeByTap(paper, () => engine.hands.cancel());
  return new Fading(document, clock);
}
