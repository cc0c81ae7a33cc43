/** The hand that picks things: what it asks of the page, and what it tells. */

import { Selection } from "../../ui/drawing/selection";
import type { Part } from "../../ui/later";
import type { OthersWork } from "./others";
import { element, type Studio } from "./studio";

export function selectionOf(studio: Studio, others: Part<OthersWork>): Selection {
  const { clock, engine, paper, pencase, session, toasts } = studio;
  return new Selection({
    ...{ paper, layer: element("#picked"), bar: element("#picked-bar") },
    ...{ engine, session, clock },
    othersWork: (author) => others.use((made) => made.refuseChange(author)),
    color: () => pencase.grip.color,
    tell: (news) => toasts.show(news, "circle-alert"),
    announce: (news) => {
      element("#pen-news").textContent = news;
    },
  });
}
