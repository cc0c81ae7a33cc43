/** Where others draw: what is needed of the page to point there, and to go along. */

import { Lookout } from "../../ui/drawing/lookout/lookout";
import { announce, element, type Studio } from "./studio";

/** `followed`: the view goes along with somebody else than before, or with nobody. */
export function lookoutOf(studio: Studio, followed: () => void): Lookout {
  const { clock, engine, paper, session, toasts } = studio;
  return new Lookout({
    ...{ place: element("#lookout"), engine, clock, followed, announce },
    draws: () => engine.hands.pen.down,
    person: (number) => session.participants.get(number),
    tell: (news) => toasts.show(news, "users"),
    back: () => paper.focus({ preventScroll: true }),
  });
}
