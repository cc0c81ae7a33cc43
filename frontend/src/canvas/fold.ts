/**
 * What can be seen after a log of operations.
 *
 * The twin of Fold in canvas/log.py; tests/wire/visibility.json holds both to the same answers. The
 * rule is one sentence: about each stroke the latest word counts, where the words are the stroke
 * itself, `show`, `hide`, and every `clear` that is not itself hidden.
 */

import { CLEAR, type Draft, HIDE, SHOW, STROKE, splitIds } from "./messages";

/** The latest hide or show said about an operation, and when it was shown last. */
interface Word {
  readonly shownAt: number;
  readonly hidden: boolean;
}

export class Fold {
  readonly #strokes: Set<string>;
  readonly #words: Map<string, Word>;
  readonly #clears: Map<string, number>;

  constructor(from?: Fold) {
    this.#strokes = new Set(from ? from.#strokes : []);
    this.#words = new Map(from ? from.#words : []);
    this.#clears = new Map(from ? from.#clears : []);
  }

  /** Operations come in the order of `seq`. */
  apply({ id, kind, body }: Draft, seq: number): void {
    switch (kind) {
      case STROKE:
        this.#strokes.add(id);
        this.#words.set(id, { shownAt: seq, hidden: false });
        break;
      case CLEAR:
        this.#clears.set(id, seq);
        this.#words.set(id, { shownAt: seq, hidden: false });
        break;
      case HIDE:
      case SHOW:
        for (const target of splitIds(body)) this.#say(target, kind === HIDE, seq);
        break;
      default: // of a newer version: kept in the log, without effect here
    }
  }

  /** The strokes that cannot be seen. */
  hidden(): Set<string> {
    const clearedAt = this.#clearedAt();
    const hidden = new Set<string>();
    for (const id of this.#strokes) if (this.#isHidden(id, clearedAt)) hidden.add(id);
    return hidden;
  }

  /** Whether one stroke cannot be seen. */
  hides(id: string): boolean {
    return this.#isHidden(id, this.#clearedAt());
  }

  #isHidden(id: string, clearedAt: number): boolean {
    const word = this.#words.get(id);
    return !word || word.hidden || word.shownAt <= clearedAt;
  }

  #say(id: string, hidden: boolean, seq: number): void {
    const word = this.#words.get(id);
    if (word) this.#words.set(id, { hidden, shownAt: hidden ? word.shownAt : seq });
  }

  /** A clear shown again hides what it hid at first, not what others drew meanwhile. */
  #clearedAt(): number {
    let clearedAt = 0;
    for (const [id, seq] of this.#clears) {
      if (!this.#words.get(id)?.hidden) clearedAt = Math.max(clearedAt, seq);
    }
    return clearedAt;
  }
}
