/**
 * A channel with a log: what is appended is sent until it has its number, and every entry comes
 * once and in its order, whatever is lost, late, repeated or cut off.
 */

import type { Channel, ChannelHandlers } from "../channel";
import type { Json } from "../frames";
import { type Clock, realClock } from "../surroundings";
import { Delivery } from "./delivery";
import { type Applied, Ledger } from "./ledger";
import { type Answer, append, type Entry, parseAnswer, since } from "./messages";
import { LogReader } from "./reader";

const ID_LENGTH = 16;
const ENVELOPE = 120; // bytes around a body, at most

/** What was appended here and has no number yet. */
export interface Own {
  readonly id: string;
  readonly body: Json;
}

export interface NumberedHandlers extends ChannelHandlers {
  /** An entry has its place: each once, in their order. `own`: it was appended by this page. */
  applied?(entry: Entry, own: boolean): void;
  /** It will never be kept, and why. */
  rejected?(own: Own, reason: string): void;
  /** The log is read to its end; again after every reconnection. */
  current?(): void;
}

export interface NumberedOptions {
  readonly clock?: Clock;
  /** 32 hexadecimal digits, by chance. */
  newId?(): string;
}

/** The part of a Socket that is needed. */
export interface Subscribes<Joined> {
  subscribe(name: string, handlers: ChannelHandlers): Joined;
}

export class NumberedChannel<Joined extends Pick<Channel, "send" | "unsubscribe"> = Channel> {
  /** For everything else that is said on it. */
  readonly channel: Joined;
  readonly #handlers: NumberedHandlers;
  readonly #ledger = new Ledger<Own, Entry>();
  readonly #reader: LogReader;
  readonly #delivery: Delivery<Own>;
  readonly #newId: () => string;

  constructor(
    socket: Subscribes<Joined>,
    name: string,
    handlers: NumberedHandlers = {},
    { clock = realClock, newId = randomId }: NumberedOptions = {},
  ) {
    this.#handlers = handlers;
    this.#newId = newId;
    this.#reader = new LogReader(this.#ledger, {
      ask: (_question, applied) => this.channel.send(since(applied)),
      clock,
    });
    this.#delivery = new Delivery({
      pending: () => this.#ledger.unconfirmed,
      sizeOf: ({ body }) => JSON.stringify(body).length + ENVELOPE,
      send: ({ id, body }) => this.channel.send(append(id, body)),
      clock,
    });
    this.channel = socket.subscribe(name, {
      ...handlers,
      subscribed: (channel) => {
        this.#reader.enter();
        handlers.subscribed?.(channel);
      },
      lost: () => {
        this.#rest();
        handlers.lost?.();
      },
      message: (data, sender) => {
        const answer = parseAnswer(data);
        if (answer) this.#hear(answer);
        else handlers.message?.(data, sender);
      },
    });
  }

  /** Number of the last entry applied. */
  get applied(): number {
    return this.#ledger.applied;
  }

  /** What was appended here and is not known to be kept. */
  get unconfirmed(): readonly Own[] {
    return this.#ledger.unconfirmed;
  }

  /** Sends it until it is kept, also over later connections; returns its id. */
  append(body: Json): string {
    const id = this.#newId();
    this.#ledger.commit({ id, body });
    this.#delivery.sendMore();
    return id;
  }

  /** For good: nothing is asked or sent any more, not even what is unconfirmed. */
  unsubscribe(): void {
    this.#rest();
    this.channel.unsubscribe();
  }

  #rest(): void {
    this.#reader.lose();
    this.#delivery.close();
  }

  #hear(answer: Answer): void {
    switch (answer.log) {
      case "numbered":
        this.#read(answer);
        break;
      case "appended":
        this.#apply(this.#ledger.receive([answer.entry]));
        break;
      case "refused":
        this.#refuse(answer);
        break;
      default:
        answer satisfies never;
    }
  }

  #read({ entries, after, head }: Extract<Answer, { log: "numbered" }>): void {
    if (after !== undefined) this.#ledger.beginAfter(after);
    this.#apply(this.#ledger.receive(entries));
    if (head === undefined || !this.#reader.readTo(head)) return;
    this.#delivery.open();
    this.#handlers.current?.();
  }

  #apply(applied: readonly Applied<Entry>[]): void {
    for (const { entry, own } of applied) {
      if (own) this.#delivery.settled(entry.id);
      this.#handlers.applied?.(entry, own);
    }
    this.#reader.watchGap();
  }

  #refuse({ id, reason, final }: Extract<Answer, { log: "refused" }>): void {
    if (!final) {
      this.#delivery.refused(id);
      return;
    }
    const own = this.#ledger.withdraw(id);
    if (!own) return;
    this.#delivery.settled(id);
    this.#handlers.rejected?.(own, reason);
  }
}

/** Also where the page is not served securely: there is no `crypto.randomUUID` there. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
