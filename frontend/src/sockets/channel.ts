/** A channel as the page holds it. It outlives connections: after each, it is joined again. */

import { ANSWER_MS, Unanswered } from "./asks";
import type { Entry, Json, PresenceNews, Refusal } from "./frames";
import { Presence } from "./presence";
import { unheard } from "./surroundings";

export interface ChannelHandlers {
  /** Joined; also after every reconnection. */
  subscribed?(channel: Channel): void;
  /** No longer joined: the connection is gone, or the server took us off. */
  lost?(): void;
  /** Sender 0: meant for all, its sender included; -1: for you alone; else a socket's number. */
  message?(data: Json | Uint8Array, sender: number): void;
  /** `about` says of what: subscribe, message, or connect, after which the socket stays closed. */
  refused?(refusal: Refusal): void;
  presence?(people: Presence, diff: { joined: Entry[]; left: Entry[] }): void;
}

/** What a channel needs of its socket. */
export interface Sender {
  sendTo(channel: string, handle: number, data: Json | Uint8Array): boolean;
  ask(channel: string, data: Json, wait: number): Promise<Json>;
  leave(channel: Channel): void;
}

export class Channel {
  readonly name: string;
  readonly presence = new Presence();
  readonly #handlers: ChannelHandlers;
  readonly #sender: Sender;
  /** @internal The channel's number on the wire, while it is joined. */
  handle: number | null = null;

  /** Made by `socket.subscribe()`. */
  constructor(name: string, handlers: ChannelHandlers, sender: Sender) {
    this.name = name;
    this.#handlers = handlers;
    this.#sender = sender;
  }

  get joined(): boolean {
    return this.handle !== null;
  }

  /** False: not sent, because it is not joined or too much waits already. */
  send(data: Json | Uint8Array): boolean {
    return this.handle !== null && this.#sender.sendTo(this.name, this.handle, data);
  }

  /** Send, and wait for what the server's handler returns. Rejects with Unanswered. */
  ask(data: Json, wait = ANSWER_MS): Promise<Json> {
    if (!this.joined) return Promise.reject(new Unanswered("unsent"));
    return this.#sender.ask(this.name, data, wait);
  }

  unsubscribe(): void {
    this.#sender.leave(this);
    this.handle = null;
  }

  // What the socket tells its channel:

  /** @internal */
  join(handle: number): void {
    this.handle = handle;
    this.#handlers.subscribed?.(this);
  }

  /** @internal */
  lose(): void {
    if (this.handle === null) return;
    this.handle = null;
    this.#handlers.lost?.();
  }

  /** @internal */
  hear(data: Json | Uint8Array, sender: number): void {
    if (this.handle !== null) this.#handlers.message?.(data, sender);
  }

  /** @internal */
  refuse(refusal: Refusal): void {
    if (refusal.about === "subscribe") this.lose();
    if (this.#handlers.refused) this.#handlers.refused(refusal);
    else unheard(refusal, this.name);
  }

  /** @internal */
  meet(news: PresenceNews): void {
    if (this.handle === null) return;
    const diff = this.presence.update(news);
    if (diff) this.#handlers.presence?.(this.presence, diff);
  }
}
