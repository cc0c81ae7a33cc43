/** The panel of who is here: what it asks of the page. */

import type { Lookout } from "../../ui/drawing/lookout/lookout";
import { PeoplePanel } from "../../ui/drawing/people";
import type { Part } from "../../ui/later";
import { element, type Studio } from "./studio";

export function peopleOf({ session }: Studio, lookout: Part<Lookout>): PeoplePanel {
  return new PeoplePanel(element("#people-button"), element("#people"), {
    introduce: (change) => session.introduce(change),
    goTo: (number) => lookout.use((made) => made.goTo(number)),
    follow: (number) => lookout.use((made) => made.choose(number)),
  });
}
