/** Which tabs of this browser live: each holds a lock of its own, which its end releases. */

import { toHex } from "../messages";

export interface Tab {
  /** Unlike any other tab's. */
  readonly name: string;
  /** The names of all tabs that live, this one's among them. */
  living(): Promise<ReadonlySet<string>>;
}

const PREFIX = "drawnby.tab.";

/** However a tab ends, the browser releases its lock. */
export class LockedTab implements Tab {
  readonly name = toHex(crypto.getRandomValues(new Uint8Array(16)));
  readonly #locks: LockManager | undefined = navigator.locks; // not on pages without TLS
  readonly #held: Promise<void>;
  #release = (): void => {};

  constructor() {
    this.#held = this.#locks ? this.#hold(this.#locks) : Promise.resolve();
  }

  /** Without locks no other tab is known: what it keeps is sent twice, which is harmless. */
  async living(): Promise<ReadonlySet<string>> {
    await this.#held;
    const { held = [] } = (await this.#locks?.query()) ?? {};
    const names = held.map(({ name = "" }) => name).filter((name) => name.startsWith(PREFIX));
    return new Set([this.name, ...names.map((name) => name.slice(PREFIX.length))]);
  }

  close(): void {
    this.#release();
  }

  #hold(locks: LockManager): Promise<void> {
    return new Promise((granted) => {
      const ended = new Promise<void>((release) => {
        this.#release = release;
      });
      const hold = () => {
        granted();
        return ended;
      };
      locks.request(PREFIX + this.name, hold).catch(() => granted());
    });
  }
}
