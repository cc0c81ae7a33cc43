/** Puts what the pencase says into the engine's hands: a pen, a shape, or what else works on the paper. */

import type { Implement } from "../../canvas/engine/hands/implement";
import { isShape } from "../../ui/drawing/held";
import type { Grip } from "../../ui/drawing/pencase";
import { type Deed, StandIn } from "../../ui/early/stand_in";
import type { Part } from "../../ui/later";
import type { Parts } from "./parts";
import type { Studio } from "./studio";

/** `instead`: what is in the hand, where that has no need of its code. */
export function grasp(studio: Studio, parts: Parts, grip: Grip, instead: Implement | null): void {
  const { hands } = studio.engine;
  if (instead) hands.setTool(grip.tool, instead);
  else takeUp(studio, parts, grip);
  hands.setColor(grip.color);
  hands.setSize(grip.size);
  hands.setOpacity(grip.opacity);
}

function takeUp(studio: Studio, { shaper, selection, wiper }: Parts, grip: Grip): void {
  const { held } = grip;
  if (isShape(held)) {
    wield(studio, grip, shaper, (made) => {
      made.shape = held;
      return made;
    });
  } else if (held === "select") {
    wield(studio, grip, selection, ({ selector }) => selector);
  } else if (held === "wipe") wield(studio, grip, wiper, (made) => made);
  else studio.engine.hands.setTool(held === "text" ? grip.tool : held);
}

/** What is done before its code has come is done then; where that cannot be had, the hand is empty. */
function wield<Made>(
  { engine, pencase, turns }: Studio,
  { held, tool }: Grip,
  part: Part<Made>,
  implementOf: (made: Made) => Implement,
): void {
  let lost = false;
  const inTurn = (deed: Deed): void => {
    if (!lost) turns.use(part, (made) => deed(implementOf(made)));
  };
  const tell = (time: number): void => {
    if (part.made !== null) implementOf(part.made).tell(time);
  };
  engine.hands.setTool(tool, new StandIn(inTurn, tell));
  turns.use(
    part,
    (made) => {
      const now = pencase.grip;
      if (now.held === held) engine.hands.setTool(now.tool, implementOf(made));
    },
    () => {
      lost = true;
      if (pencase.grip.held === held) engine.hands.setTool("hand");
    },
  );
}
