/** What others drew since one was here last. */

import type { Participant } from "../../canvas/messages";
import type { SceneStroke } from "../../canvas/scene";
import { countByAuthor } from "../../canvas/tally";
import type { Shelf } from "../shelf";
import { listNames, say } from "../words_later";

export class Absence {
  readonly #shelf: Shelf;
  readonly #name: string;
  /** The last number one has seen; null on the first visit. */
  readonly #seen: number | null;

  constructor(shelf: Shelf, uid: string) {
    this.#shelf = shelf;
    this.#name = `seen.${uid}`;
    const seen = shelf.read(this.#name);
    this.#seen = typeof seen === "number" ? seen : null;
  }

  /** The last number one has seen. */
  get seen(): number | null {
    return this.#seen;
  }

  /** Whether anything was done since; all up to number `applied` is here. */
  missesAny(applied: number): boolean {
    return this.#seen !== null && this.#seen < applied;
  }

  /** Of what can be seen, the strokes of others that are new to `you`. */
  missed(strokes: readonly SceneStroke[], you: number): SceneStroke[] {
    const seen = this.#seen;
    if (seen === null) return [];
    return strokes.filter(({ seq, author }) => seq > seen && author !== you);
  }

  /** One looks away; all up to number `applied` has been seen, and in another tab perhaps more. */
  begin(applied: number): void {
    const seen = this.#shelf.read(this.#name);
    if (applied > (typeof seen === "number" ? seen : 0)) this.#shelf.write(this.#name, applied);
  }
}

/** “Since you left: 42 strokes by Mia and Tom”, whoever drew most first; "" where nobody drew. */
export function absenceWords(
  missed: readonly SceneStroke[],
  people: ReadonlyMap<number, Participant>,
): string {
  if (missed.length === 0) return "";
  const authors = [...countByAuthor(missed)].sort(([, one], [, other]) => other - one);
  const names = authors.map(([number]) => people.get(number)?.name ?? "").filter(Boolean);
  return say("absence.strokes", { count: missed.length, names: listNames(names) });
}
