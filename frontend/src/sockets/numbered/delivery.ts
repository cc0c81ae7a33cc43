/**
 * Sends what is ours until it has its number: in order, no faster than the server listens (SOCKETS
 * in drawnby/sockets), and again where nothing is heard of it.
 */

import type { Clock } from "../surroundings";
import type { Identified } from "./ledger";

const RETRY_MS = 2_000;
const UNHEARD_MS = 10_000;
const BREATH_MS = 100;
// Below what the server takes of one socket, so that signals and questions still pass.
const BURST = { messages: 200, bytes: 512 * 1024 };
const BREATH = { messages: 12, bytes: 16 * 1024 }; // gained with each breath

export interface DeliveryOptions<Own> {
  /** What has no number yet, in the order it was made. */
  pending(): Iterable<Own>;
  /** How many bytes it takes. */
  sizeOf(own: Own): number;
  /** False: it could not be sent. */
  send(own: Own): boolean;
  readonly clock: Clock;
}

export class Delivery<Own extends Identified> {
  readonly #options: DeliveryOptions<Own>;
  readonly #clock: Clock;
  readonly #sent = new Set<string>();
  #open = false;
  #messages = BURST.messages;
  #bytes = BURST.bytes;
  #countedAt = 0;
  #cancelNext: (() => void) | null = null;
  #cancelAgain: (() => void) | null = null;

  constructor(options: DeliveryOptions<Own>) {
    this.#options = options;
    this.#clock = options.clock;
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
    for (const own of this.#options.pending()) {
      if (this.#sent.has(own.id)) continue;
      const bytes = this.#options.sizeOf(own);
      if (!this.#mayPass(bytes) || !this.#options.send(own)) {
        this.#sendLater(BREATH_MS);
        break;
      }
      this.#messages--;
      this.#bytes -= bytes;
      this.#sent.add(own.id);
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
