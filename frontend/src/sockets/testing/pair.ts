/**
 * Both ends of a socket in hand. Nothing moves until a test lets it: frames wait in queues, time
 * stands still, and the network is cut where a test cuts it.
 */

import type { Clock, Page, Wire } from "../surroundings";

export class TestClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; act: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.#now + milliseconds, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many things are to happen yet. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Let time pass; what falls due happens in order. */
  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = next.at;
      this.#timers.delete(next);
      next.act();
    }
    this.#now = end;
  }

  #next(end: number): { at: number; act: () => void } | undefined {
    const due = [...this.#timers].filter(({ at }) => at <= end);
    return due.sort((one, other) => one.at - other.at)[0];
  }
}

export class TestPage implements Page {
  hidden = false;
  wake = (): void => {};

  onwake(wake: () => void): void {
    this.wake = wake;
  }
}

/** One connection; the test is its server. */
export class TestWire implements Wire {
  binaryType: BinaryType = "blob";
  bufferedAmount = 0;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  /** What the client has sent and the server has not taken yet. */
  readonly sent: unknown[] = [];
  closed = false;
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  send(data: string | ArrayBufferView<ArrayBuffer>): void {
    this.sent.push(typeof data === "string" ? JSON.parse(data) : data);
  }

  close(): void {
    this.closed = true;
  }

  /** All frames the client sent since the last time. */
  take(): unknown[] {
    return this.sent.splice(0);
  }

  tell(kind: string, channel: string | null, data: unknown = null): void {
    this.tellText(JSON.stringify([kind, channel, data]));
  }

  tellText(text: string): void {
    this.onmessage?.({ data: text } as MessageEvent);
  }

  tellBytes(...bytes: number[]): void {
    this.onmessage?.({ data: Uint8Array.from(bytes).buffer } as MessageEvent);
  }

  connected(number = 7): void {
    this.tell("connected", null, { session: `session-${number}`, number, version: 1 });
  }

  end(code = 1006): void {
    this.onclose?.({ code } as CloseEvent);
  }
}

/** Everything a Socket needs, and every connection it ever made. */
export class TestSocketPair {
  readonly clock = new TestClock();
  readonly page = new TestPage();
  readonly wires: TestWire[] = [];
  /** What chance says: 1 is the longest wait. */
  chance = 1;

  get options() {
    const { clock, page, wires } = this;
    class Recorded extends TestWire {
      constructor(url: string) {
        super(url);
        wires.push(this);
      }
    }
    return { clock, page, random: () => this.chance, WebSocket: Recorded };
  }

  /** The connection that is in use, or was last. */
  get wire(): TestWire {
    const wire = this.wires.at(-1);
    if (!wire) throw new Error("no connection yet");
    return wire;
  }
}
