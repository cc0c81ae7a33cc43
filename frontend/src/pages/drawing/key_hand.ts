/** The hand that moves by keys: what it tells is read aloud. */

import { KeyHand } from "../../canvas/engine/hands/key_hand";
import { say } from "../../ui/words_later";
import { element, type Studio } from "./studio";

export function keyHandOf({ engine }: Studio): KeyHand {
  const news = element("#pen-news");
  return engine.hands.drawByKeys(KeyHand, {
    told(what) {
      news.textContent = say(`keys.${what}`);
    },
    rested({ x, y }) {
      news.textContent = say("keys.at", { x: Math.round(x), y: Math.round(y) });
    },
  });
}
