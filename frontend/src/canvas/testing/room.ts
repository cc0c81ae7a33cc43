/**
 * A drawing's server in memory, and links to it that tests carry by hand.
 *
 * It numbers, repeats and answers as canvas/store.py and canvas/events.py do. Nothing moves until a
 * test delivers it, so that every order of arrival, loss and cut can be tried.
 */

import { type ChannelHandlers, type Entry, type Json, Presence } from "../../sockets";
import {
  type Draft,
  fromHex,
  ID_LENGTH,
  type Numbered,
  type ReadRequest,
  toHex,
} from "../messages";
import type { ChannelInUse, Subscribes } from "../session";
import { ByteWriter } from "../varint";

const OPERATION = 0x10;
const PAGE = 3; // operations in one answer: small, so that every test reads several pages

type Request = ReadRequest | { type: "meet"; numbers: number[] };
type Message = Json | Uint8Array;

/** One client's connection, each direction a queue. */
export class Link implements Subscribes {
  readonly toServer: Message[] = [];
  /** Sent over a connection that is cut, and yet to be heard: servers are late, too. */
  readonly late: Message[] = [];
  readonly toClient: { message: Message; sender: number }[] = [];
  closedCode: number | null = null;
  connected = false;
  handlers: ChannelHandlers = {};
  readonly #room: Room;
  readonly number: number;

  constructor(room: Room, number: number) {
    this.#room = room;
    this.number = number;
  }

  subscribe(_name: string, handlers: ChannelHandlers): ChannelInUse {
    this.handlers = handlers;
    return {
      presence: this.#room.presence,
      send: (message) => {
        if (!this.connected || this.handlers !== handlers) return false; // of a page that is gone
        this.toServer.push(message);
        return true;
      },
      unsubscribe: () => this.cut(),
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
    if (message !== undefined) this.#room.hear(this, message);
  }

  /** The server hears the next message of a connection that was cut, and can answer nobody. */
  carryLate(): void {
    const message = this.late.shift();
    if (message instanceof Uint8Array) this.#room.hearBinary(this, message, false);
  }

  /** The client hears a message: the next, or one that overtakes the others. */
  carryDown(at = 0): void {
    const [next] = this.toClient.splice(at, 1);
    if (next) this.handlers.message?.(next.message, next.sender);
  }
}

export class Room {
  readonly log: Numbered[] = [];
  readonly links: Link[] = [];
  /** Numbers an operation anew each time it is sent: the mistake that deduplication prevents. */
  forgetful = false;

  get presence(): Presence {
    const here = this.links.map(
      ({ number }): Entry => ({ session: `s${number}`, number, meta: { number } }),
    );
    const presence = new Presence();
    presence.update({ here });
    return presence;
  }

  join(): Link {
    const link = new Link(this, this.links.length + 1);
    this.links.push(link);
    return link;
  }

  hear(from: Link, message: Message): void {
    if (message instanceof Uint8Array) this.hearBinary(from, message, true);
    else this.#answer(from, message as unknown as Request);
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

  hearBinary(from: Link, message: Uint8Array, answerable: boolean): void {
    if (message[0] !== OPERATION) {
      if (answerable) this.#tellOthers(from, message);
      return;
    }
    const id = toHex(message.subarray(1, 1 + ID_LENGTH));
    const kind = message[1 + ID_LENGTH] ?? 0;
    this.#append(from, { id, kind, body: message.slice(2 + ID_LENGTH) }, answerable);
  }

  #append(from: Link, draft: Draft, answerable: boolean): void {
    const known = this.forgetful ? undefined : this.log.find(({ id }) => id === draft.id);
    const operation = known ?? {
      ...draft,
      seq: this.log.length + 1,
      author: from.number,
      at: this.log.length,
    };
    if (!known) {
      this.log.push(operation);
      const news = encodeOperations([operation]);
      this.#tellOthers(from, news);
      if (!answerable) this.#tell(from, news, from.number + 1000); // another socket of theirs
    }
    const { id, seq, at } = operation;
    if (answerable) this.#tell(from, { type: "acknowledged", id, seq, at });
  }

  #answer(to: Link, request: Request): void {
    if (request.type === "meet") this.#introduce(to, request.numbers);
    else this.#read(to, request);
  }

  #introduce(to: Link, numbers: readonly number[]): void {
    for (const number of numbers) {
      const participant = { number, name: `Person ${number}`, hue: number % 8, guest: true };
      this.#tell(to, { type: "introduced", participant });
    }
  }

  #read(to: Link, request: ReadRequest): void {
    const head = this.log.length;
    if (request.type === "enter") {
      const you = to.number;
      this.#tell(to, { type: "entered", you, right: "draw", title: "", head, participants: [] });
    }
    const page = this.log.slice(request.applied, request.applied + PAGE);
    if (request.type !== "check" && page.length > 0) this.#tell(to, encodeOperations(page));
    this.#tell(to, { type: "head", head, right: "draw" });
  }

  #tell(to: Link, message: Message, sender = -1): void {
    if (to.connected) to.toClient.push({ message, sender });
  }

  #tellOthers(from: Link, message: Message): void {
    for (const link of this.links) if (link !== from) this.#tell(link, message, from.number);
  }
}

/** As canvas/messages.py writes numbered operations. */
export function encodeOperations(operations: readonly Numbered[]): Uint8Array {
  const out = new ByteWriter();
  out.byte(0x11);
  for (const { seq, id, kind, author, at, body } of operations) {
    out.varint(seq);
    out.bytes(fromHex(id));
    out.byte(kind);
    out.varint(author);
    out.varint(at);
    out.varint(body.length);
    out.bytes(body);
  }
  return out.finish();
}

/** A clock that tests turn by hand. */
export class HandClock {
  #now = 0;
  #tasks: { at: number; task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + ms, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
    };
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#tasks.filter(({ at }) => at <= this.#now);
    this.#tasks = this.#tasks.filter(({ at }) => at > this.#now);
    for (const { task } of due) task();
  }
}
