/** Pictures that are placed: what it takes of the page, and what it tells. */

import { IndexedPictures } from "../../canvas/outbox/pictures";
import { decoded } from "../../ui/drawing/bringing";
import { Placing } from "../../ui/drawing/placing";
import type { Selection } from "../../ui/drawing/selection";
import { find } from "../../ui/elements";
import type { Part } from "../../ui/later";
import { imagesAddress, type Studio } from "./studio";

export function placingOf(studio: Studio, selection: Part<Selection>, turned: () => void): Placing {
  const { clock, engine, page, pencase, session, supplies, tab, toasts } = studio;
  return new Placing({
    ...{ engine, session, clock, turned },
    waiting: new IndexedPictures(tab, { drawing: page.uid, author: page.you.number }),
    address: imagesAddress,
    token: () => find(document, "input[name=csrfmiddlewaretoken]", HTMLInputElement).value,
    decode: decoded,
    standIn: (name, picture) => supplies.standIn(name, picture),
    supply: (digest, picture) => supplies.give(digest, picture),
    begins() {
      const { held } = pencase.grip;
      pencase.take("select");
      return held;
    },
    ends(before) {
      if (pencase.grip.held === "select") pencase.take(before);
    },
    placed: (id) => selection.use((made) => made.pickPlaced(id)),
    tell: (news, icon) => toasts.show(news, icon),
  });
}
