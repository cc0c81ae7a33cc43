/** Who takes part in the drawing, and who of them is here. */

import type { Json, Presence } from "../sockets";
import type { Clock } from "./clock";
import type { Participant } from "./messages";
import { PeopleHere } from "./presence";

export class Attendance {
  readonly #people: PeopleHere;
  readonly #participants = new Map<number, Participant>();
  readonly #askedFor = new Set<number>();
  #introduced = false; // on this connection, the server has said who takes part

  constructor(clock: Clock, changed: (here: ReadonlySet<number>) => void) {
    this.#people = new PeopleHere(clock, changed);
  }

  /** By their numbers: everyone who drew, and whoever was here since we are. */
  get participants(): ReadonlyMap<number, Participant> {
    return this.#participants;
  }

  get here(): ReadonlySet<number> {
    return this.#people.here;
  }

  introduce(participants: Iterable<Participant>): void {
    this.#introduced = true;
    for (const who of participants) this.#participants.set(who.number, who);
  }

  meet(presence: Presence): void {
    this.#people.update([...presence.entries.values()].map(({ meta }) => numberIn(meta)));
  }

  /** Who is here without having been introduced, each told once: the word may have been lost. */
  strangers(): number[] {
    if (!this.#introduced) return [];
    const unknown = [...this.here].filter((number) => number && !this.#participants.has(number));
    const news = unknown.filter((number) => !this.#askedFor.has(number));
    for (const number of news) this.#askedFor.add(number);
    return news;
  }

  /** Nobody leaves while we are cut off ourselves. */
  pause(): void {
    this.#introduced = false;
    this.#askedFor.clear();
    this.#people.pause();
  }
}

/** The participant behind a connection, 0 where it is not known. */
export function participantOf(presence: Presence, sender: number): number {
  for (const entry of presence.entries.values()) {
    if (entry.number === sender) return numberIn(entry.meta);
  }
  return 0;
}

function numberIn(meta: Json): number {
  const number = meta && typeof meta === "object" && "number" in meta ? meta["number"] : 0;
  return typeof number === "number" ? number : 0;
}
