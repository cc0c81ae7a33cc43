/**
 * A log's server in memory, and connections to it that a test carries by hand: every order of
 * arrival, loss and cut can be tried. It numbers, repeats and answers as drawnby/sockets does.
 */

import type { Channel, ChannelHandlers } from "../channel";
import type { Json } from "../frames";
import type { Entry } from "../numbered/messages";

const PAGE = 3; // entries in one answer: small, so that every test reads several pages
const YOU_ALONE = -1;

type Request = { log: "since"; applied: number } | { log: "append"; id: string; body: Json };

/** One client's connection, each direction a queue. */
export class TestLink {
  readonly toServer: Json[] = [];
  /** Sent over a connection that is cut, and yet to be heard: servers are late, too. */
  readonly late: Json[] = [];
  readonly toClient: { message: Json; sender: number }[] = [];
  connected = false;
  handlers: ChannelHandlers = {};
  readonly number: number;
  readonly #log: TestLog;

  constructor(log: TestLog, number: number) {
    this.#log = log;
    this.number = number;
  }

  subscribe(_name: string, handlers: ChannelHandlers): Pick<Channel, "send" | "unsubscribe"> {
    this.handlers = handlers;
    return {
      unsubscribe: () => {
        this.handlers = {};
      },
      send: (message) => {
        if (!this.connected || this.handlers !== handlers) return false; // of a page that is gone
        this.toServer.push(message as Json);
        return true;
      },
    };
  }

  connect(): void {
    this.connected = true;
    this.handlers.subscribed?.(null as never);
  }

  /** What was on its way to us is lost; what was on its way to the server may still be heard. */
  cut(): void {
    if (!this.connected) return;
    this.connected = false;
    this.late.push(...this.toServer.splice(0));
    this.toClient.length = 0;
    this.handlers.lost?.();
  }

  /** The server hears the next message. */
  carryUp(): void {
    const message = this.toServer.shift();
    if (message !== undefined) this.#log.hear(this, message);
  }

  /** The server hears the next message of a connection that was cut, and can answer nobody. */
  carryLate(): void {
    const message = this.late.shift();
    if (message !== undefined) this.#log.hear(this, message, false);
  }

  /** The client hears a message: the next, or one that overtakes the others. */
  carryDown(at = 0): void {
    const [next] = this.toClient.splice(at, 1);
    if (next) this.handlers.message?.(next.message, next.sender);
  }
}

export class TestLog {
  readonly entries: Entry[] = [];
  readonly links: TestLink[] = [];
  /** Why it takes nothing now, and whether it ever will. */
  refuses: { reason: string; final: boolean } | null = null;
  /** Numbers an entry anew each time it is sent: the mistake that deduplication prevents. */
  forgetful = false;

  join(): TestLink {
    const link = new TestLink(this, this.links.length + 1);
    this.links.push(link);
    return link;
  }

  /** Carries everything until nothing moves any more. */
  settle(): void {
    while (this.links.some(({ toServer, toClient }) => toServer.length + toClient.length > 0)) {
      for (const link of this.links) {
        link.carryUp();
        link.carryDown();
      }
    }
  }

  hear(from: TestLink, message: Json, answerable = true): void {
    const request = message as unknown as Request;
    if (request.log === "append") this.#append(from, request.id, request.body, answerable);
    else if (answerable) this.#tell(from, this.#page(request.applied));
  }

  #page(applied: number): Json {
    const entries = this.entries.slice(applied, applied + PAGE);
    return { log: "numbered", entries, after: applied, head: this.entries.length } as never;
  }

  #append(from: TestLink, id: string, body: Json, answerable: boolean): void {
    const known = this.forgetful ? undefined : this.entries.find((entry) => entry.id === id);
    if (!known && this.refuses) {
      if (answerable) this.#tell(from, { log: "refused", id, ...this.refuses });
      return;
    }
    const entry = known ?? { id, body, seq: this.entries.length + 1 };
    if (!known) {
      this.entries.push(entry);
      const news: Json = { log: "numbered", entries: [entry] } as never;
      for (const link of this.links) if (link !== from) this.#tell(link, news, from.number);
    }
    if (answerable) this.#tell(from, { log: "appended", entry } as never);
  }

  #tell(to: TestLink, message: Json, sender = YOU_ALONE): void {
    if (to.connected) to.toClient.push({ message, sender });
  }
}
