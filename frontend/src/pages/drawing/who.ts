/** Who drew what: what opens it, and whom it knows. */

import { WhoDrewWhat } from "../../ui/drawing/who";
import { element, type Studio } from "./studio";

export function whoOf({ clock, engine, session }: Studio): WhoDrewWhat {
  const openers = [element("#who-button"), element(".bar [popovertarget=menu]")];
  const people = () => session.participants;
  return new WhoDrewWhat(element("#legend"), openers, engine, clock, people);
}
