/** The eraser of whole strokes: whose it may take away, and what is said of the others. */

import { Wiper } from "../../canvas/engine/hands/wiper";
import type { Part } from "../../ui/later";
import type { OthersWork } from "./others";
import type { Studio } from "./studio";

export function wiperOf({ engine, session }: Studio, others: Part<OthersWork>): Wiper {
  return new Wiper(engine, {
    may: ({ author }) => session.right === "own" || author === session.you,
    shows: (id) => session.shows(id),
    remove: (ids) => session.remove(ids),
    refused: (author) => others.use((made) => made.refuseWipe(author)),
  });
}
