/** Everyone in the drawing, kept together for the bar, the cursors and the chat. */

import type { Participant } from "../../canvas/messages";
import type { PeopleShown } from "./people";

/** What is known of people; the session is one. */
export interface Roll {
  readonly you: number;
  readonly participants: ReadonlyMap<number, Participant>;
  readonly here: ReadonlySet<number>;
}

export class Company {
  readonly #roll: Roll;
  readonly #drawing = new Set<number>();

  constructor(roll: Roll) {
    this.#roll = roll;
  }

  get you(): Participant | undefined {
    return this.#roll.participants.get(this.#roll.you);
  }

  /** One of those here, or you. */
  find(number: number): Participant | undefined {
    const { here, you, participants } = this.#roll;
    return here.has(number) || number === you ? participants.get(number) : undefined;
  }

  /** By number. You are here even before the server says so. */
  get people(): ReadonlyMap<number, Participant> {
    const { here, you, participants } = this.#roll;
    const numbers = [...new Set([...here, you])].sort((one, other) => one - other);
    const known = numbers
      .map((number) => participants.get(number))
      .filter((who) => who !== undefined);
    return new Map(known.map((who) => [who.number, who]));
  }

  /** Number and name of everyone but you. */
  get others(): [number, string][] {
    const others = [...this.people.values()].filter((who) => who.number !== this.#roll.you);
    return others.map((who) => [who.number, who.name]);
  }

  /** `followed`: whose pen the view goes along with. */
  shown(followed: number | null): PeopleShown {
    const here = [...this.people.values()];
    return { you: this.#roll.you, here, drawing: this.#drawing, followed };
  }

  get isAlone(): boolean {
    const { here, you } = this.#roll;
    return here.size - Number(here.has(you)) < 1;
  }

  isDrawing(number: number): boolean {
    return this.#drawing.has(number);
  }

  draws(number: number, active: boolean): void {
    if (active) this.#drawing.add(number);
    else this.#drawing.delete(number);
  }
}
