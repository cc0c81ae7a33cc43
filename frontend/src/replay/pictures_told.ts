/** What was said of a recording's pictures, and where they are, for whoever hears a replay. (pure) */

import { described } from "../canvas/descriptions";
import { Fold } from "../canvas/fold";
import { DESCRIBE, HIDE, SHOW } from "../canvas/messages";
import type { Take } from "./looks";
import type { Recording } from "./recording";

/** All that makes a difference to what is said of pictures in the end. */
const SAY: ReadonlySet<number> = new Set([DESCRIBE, HIDE, SHOW]);

export class PicturesTold {
  /** As they hold in the end: mostly a picture is described some time after it was placed. */
  readonly descriptions: readonly Uint8Array[];
  readonly #recording: Recording;
  /** Of those described, the looks by their ids. */
  readonly #looks = new Map<string, number[]>();

  constructor(recording: Recording) {
    this.#recording = recording;
    const fold = new Fold();
    for (const one of recording.operations) if (SAY.has(one.kind)) fold.apply(one, one.seq);
    this.descriptions = fold.descriptions();
    for (const id of described(this.descriptions).keys()) this.#looks.set(id, []);
    if (this.#looks.size > 0) this.#find();
  }

  /** A picture as it lies at a moment; `seen` says which looks can be seen then. */
  find(id: string, seen: (look: number) => boolean): Take | null {
    const look = this.#looks.get(id)?.find(seen);
    return look === undefined ? null : this.#recording.looks.take(look);
  }

  #find(): void {
    const { looks } = this.#recording;
    for (let look = 0; look < looks.length; look++) {
      this.#looks.get(looks.made(look).id)?.push(look);
    }
  }
}
