/** Who takes part in the drawing, and who of them is here. */

import type { Json, Presence } from "../sockets";
import type { Clock } from "./clock";
import type { SessionListener } from "./listener";
import type { Participant } from "./messages";
import { PeopleHere } from "./presence";

export class Attendance {
  readonly #people: PeopleHere;
  readonly #participants = new Map<number, Participant>();
  readonly #askedFor = new Set<number>();
  readonly #listener: SessionListener;
  readonly #ask: (strangers: number[]) => void;
  #introduced = false; // on this connection, the server has said who takes part

  /** `ask` says by their numbers who is not known, each once: the word may have been lost. */
  constructor(clock: Clock, listener: SessionListener, ask: (strangers: number[]) => void) {
    this.#people = new PeopleHere(clock, (here) => listener.here?.(here));
    this.#listener = listener;
    this.#ask = ask;
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
    this.#show();
  }

  meet(presence: Presence): void {
    this.#people.update([...presence.entries.values()].map(({ meta }) => numberIn(meta)));
    this.#show();
  }

  /** Nobody leaves while we are cut off ourselves. */
  pause(): void {
    this.#introduced = false;
    this.#askedFor.clear();
    this.#people.pause();
  }

  #show(): void {
    if (this.#introduced) this.#askWhoTheyAre();
    this.#listener.participants?.();
  }

  #askWhoTheyAre(): void {
    const unknown = [...this.here].filter((number) => number && !this.#participants.has(number));
    const news = unknown.filter((number) => !this.#askedFor.has(number));
    for (const number of news) this.#askedFor.add(number);
    if (news.length > 0) this.#ask(news);
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
