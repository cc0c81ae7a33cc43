/** Who is writing just now. Time is an argument. (pure) */

import { say } from "../ui/words_later";

const FRESH_MS = 4_000;
const TELL_EVERY_MS = 2_000;

export class TypingPeople {
  readonly #seen = new Map<string, { readonly name: string; readonly at: number }>();

  saw(key: string, name: string, now: number): void {
    this.#seen.set(key, { name, at: now });
  }

  /** They have said it. */
  done(key: string): void {
    this.#seen.delete(key);
  }

  /** ms until someone may have stopped; null: nobody writes. */
  nextChange(now: number): number | null {
    const fresh = this.#fresh(now).map(({ at }) => at + FRESH_MS - now);
    return fresh.length > 0 ? Math.min(...fresh) : null;
  }

  words(now: number): string {
    const [first, last, third] = this.#fresh(now).map(({ name }) => name);
    if (first === undefined) return "";
    if (last === undefined) return say("chat.typingOne", { name: first });
    return third === undefined ? say("chat.typingTwo", { first, last }) : say("chat.typingMany");
  }

  #fresh(now: number) {
    return [...this.#seen.values()].filter(({ at }) => now - at < FRESH_MS);
  }
}

/** Says that we write, at most every two seconds. */
export class TypingTold {
  #last = Number.NEGATIVE_INFINITY;

  /** Whether it is time to say so. */
  due(now: number): boolean {
    if (now - this.#last < TELL_EVERY_MS) return false;
    this.#last = now;
    return true;
  }

  /** A line was said: the next letter is news again. */
  reset(): void {
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
