/**
 * Sends own operations until they have their numbers: in order, no faster than the server listens
 * (SOCKETS in drawnby/sockets), and again where nothing is heard of them.
 */

import type { Clock } from "./clock";
import type { Journal } from "./journal";
import { encodeOperation } from "./messages";

const RETRY_MS = 2_000;
const UNHEARD_MS = 10_000;
const BREATH_MS = 100;
// Below what the server takes of one socket, so that ink and questions still pass.
const BURST = { messages: 200, bytes: 512 * 1024 };
const BREATH = { messages: 12, bytes: 16 * 1024 }; // gained with each breath

export class Delivery {
  readonly #journal: Journal;
  readonly #send: (message: Uint8Array) => boolean;
  readonly #clock: Clock;
  readonly #sent = new Set<string>();
  #open = false;
  #messages = BURST.messages;
  #bytes = BURST.bytes;
  #countedAt = 0;
  #cancelNext: (() => void) | null = null;
  #cancelAgain: (() => void) | null = null;

  constructor(journal: Journal, send: (message: Uint8Array) => boolean, clock: Clock) {
    this.#journal = journal;
    this.#send = send;
    this.#clock = clock;
  }

  /** The log is read: what it does not have of ours is to be sent. */
  open(): void {
    this.#open = true;
    this.sendMore();
  }

  /** The connection is gone, and with it what was on its way. */
  close(): void {
    this.#open = false;
    this.#sent.clear();
    this.#cancelNext?.();
    this.#cancelNext = null;
    this.#listenAgain();
  }

  /** Sends what was not sent yet, as far as the server listens now. */
  sendMore(): void {
    if (!this.#open || this.#cancelNext) return;
    this.#breathe();
    for (const draft of this.#journal.unconfirmed) {
      if (this.#sent.has(draft.id)) continue;
      const message = encodeOperation(draft);
      if (!this.#mayPass(message.length) || !this.#send(message)) {
        this.#sendLater(BREATH_MS);
        break;
      }
      this.#messages--;
      this.#bytes -= message.length;
      this.#sent.add(draft.id);
    }
    this.#watch();
  }

  /** It has its number, or will never have one. */
  settled(id: string): void {
    this.#sent.delete(id);
    this.#listenAgain();
    this.#watch();
  }

  /** The server could not take it now. */
  refused(id: string): void {
    this.#sent.delete(id);
    this.#sendLater(RETRY_MS);
  }

  /** What is larger than the allowance passes when the allowance is whole. */
  #mayPass(bytes: number): boolean {
    return this.#messages >= 1 && (this.#bytes >= bytes || this.#bytes >= BURST.bytes);
  }

  #breathe(): void {
    const breaths = (this.#clock.now() - this.#countedAt) / BREATH_MS;
    this.#countedAt = this.#clock.now();
    this.#messages = Math.min(BURST.messages, this.#messages + breaths * BREATH.messages);
    this.#bytes = Math.min(BURST.bytes, this.#bytes + breaths * BREATH.bytes);
  }

  #sendLater(ms: number): void {
    this.#cancelNext ??= this.#clock.after(ms, () => {
      this.#cancelNext = null;
      this.sendMore();
    });
  }

  /** Nothing heard of what was sent: it may not have arrived. */
  #watch(): void {
    if (this.#sent.size === 0) return;
    this.#cancelAgain ??= this.#clock.after(UNHEARD_MS, () => {
      this.#cancelAgain = null;
      this.#sent.clear();
      this.sendMore();
    });
  }

  #listenAgain(): void {
    this.#cancelAgain?.();
    this.#cancelAgain = null;
  }
}
