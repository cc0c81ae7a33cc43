/** Messages that await an answer. The answer is a promise: kept, refused, late or lost. */

import type { Json, Refusal } from "./frames";
import type { Clock } from "./surroundings";

export const ANSWER_MS = 10_000;

/** "late" and "lost" do not say whether it was heard; "refused" and "unsent" say that it was not. */
export type Why = "refused" | "late" | "lost" | "unsent";

export class Unanswered extends Error {
  override name = "Unanswered";
  readonly why: Why;
  /** What the server said, where it refused. */
  readonly refusal: Refusal | null;

  constructor(why: Why, refusal: Refusal | null = null) {
    super(refusal?.reason ?? why);
    this.why = why;
    this.refusal = refusal;
  }
}

interface Ask {
  channel: string | null;
  resolve(answer: Json): void;
  reject(error: Unanswered): void;
  cancelTimer(): void;
}

export class Asks {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Ask>();
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `send` sends it under a number of its own, and says whether it could. */
  ask(channel: string | null, wait: number, send: (id: number) => boolean): Promise<Json> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      if (!send(id)) throw new Unanswered("unsent");
      const cancelTimer = this.#clock.after(wait, () => this.#fail(id, new Unanswered("late")));
      this.#pending.set(id, { channel, resolve, reject, cancelTimer });
    });
  }

  answered(id: number, answer: Json): void {
    this.#take(id)?.resolve(answer);
  }

  refused(id: number, refusal: Refusal): void {
    const { ask: _number, ...said } = refusal;
    this.#fail(id, new Unanswered("refused", said));
  }

  /** Nobody will answer any more: the channel is left, or the connection gone. */
  lose(channel?: string): void {
    for (const [id, ask] of [...this.#pending]) {
      if (channel === undefined || ask.channel === channel) this.#fail(id, new Unanswered("lost"));
    }
  }

  #fail(id: number, error: Unanswered): void {
    this.#take(id)?.reject(error);
  }

  #take(id: number): Ask | undefined {
    const ask = this.#pending.get(id);
    this.#pending.delete(id);
    ask?.cancelTimer();
    return ask;
  }
}
