/**
 * The page's one connection. It comes back by itself and joins its channels again; it stops for
 * good only where the server says that we, not the moment, are the problem.
 */

import { ANSWER_MS, Asks } from "./asks";
import { Backoff } from "./backoff";
import { Channel, type ChannelHandlers, type Sender } from "./channel";
import {
  type ClientKind,
  decodeBinary,
  decodeText,
  encodeBinary,
  encodeText,
  FRAMES_VERSION,
  FrameError,
  type Json,
  type Refusal,
  type ServerFrame,
  YOU_ALONE,
} from "./frames";
import { Pulse } from "./pulse";
import {
  addressFromPage,
  type Clock,
  realClock,
  realPage,
  type SocketOptions,
  unheard,
  type Wire,
} from "./surroundings";

export type SocketState = "connecting" | "open" | "waiting" | "closed";

/** Log in again, no right, gone, client too old: coming back would change nothing. */
const NO_RIGHT = 4403;
const TOO_OLD = 4426;
const FINAL_CODES: ReadonlySet<number> = new Set([4401, NO_RIGHT, 4404, TOO_OLD]);
const RESTARTING = 4012;
const BYE = 4000;
const DEAD = 1006; // what browsers report when nobody said goodbye
const CONNECT_MS = 10_000;
const MAX_BUFFERED = 1024 * 1024;

export class Socket {
  /** The code the last connection was closed with. */
  closedCode: number | null = null;
  onstate: ((state: SocketState) => void) | null = null;
  /** Messages that are about no channel. */
  onmessage: ((data: Json | Uint8Array, sender: number) => void) | null = null;
  /**
   * The server puts us on a channel we did not ask for: how to hear it. It is left again without an
   * answer, and otherwise kept as if we had subscribed.
   */
  oninvited: ((channel: string) => ChannelHandlers | null) | null = null;
  /** Refusals that are about no channel. */
  onrefused: ((refusal: Refusal) => void) | null = null;

  readonly #url: string;
  readonly #WebSocket: new (
    url: string,
  ) => Wire;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #pulse: Pulse;
  readonly #asks: Asks;
  readonly #channels = new Map<string, Channel>();
  readonly #handles = new Map<number | null, Channel>();
  readonly #sender: Sender = {
    sendTo: (channel, handle, data) => this.#sendTo(channel, handle, data),
    ask: (channel, data, wait) => this.#ask(channel, data, wait),
    leave: (channel) => this.#leave(channel),
  };
  #state: SocketState = "closed";
  #wire: Wire | null = null;
  #cancelTimer = (): void => {};
  #number: number | null = null;
  #session: string | null = null;

  constructor(url: string, options: SocketOptions = {}) {
    const { clock = realClock, random = Math.random, page = realPage } = options;
    this.#url = url;
    this.#WebSocket = options.WebSocket ?? WebSocket;
    this.#clock = clock;
    this.#backoff = new Backoff(random);
    this.#asks = new Asks(clock);
    this.#pulse = new Pulse(clock, page, {
      beat: (received) => this.#post("beat", null, received),
      silent: () => this.#lose(DEAD),
    });
    page.onwake(() => this.#wake());
    this.#connect();
  }

  static fromPage(options: SocketOptions = {}): Socket {
    return new Socket(addressFromPage(), options);
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Our sender number in batches; null before the first connection. */
  get number(): number | null {
    return this.#number;
  }

  get session(): string | null {
    return this.#session;
  }

  /** Join a channel, now and after every reconnection, until `channel.unsubscribe()`. */
  subscribe(name: string, handlers: ChannelHandlers = {}): Channel {
    if (this.#channels.has(name)) throw new Error(`already subscribed to ${name}`);
    const channel = new Channel(name, handlers, this.#sender);
    const frame = encodeText("subscribe", name, null); // refuses a bad name before it is kept
    this.#channels.set(name, channel);
    if (this.#state === "open") this.#wire?.send(frame);
    return channel;
  }

  /** A message to no channel. False: not sent. */
  send(data: Json | Uint8Array): boolean {
    return this.#sendTo(null, 0, data);
  }

  /** A message to no channel that is answered by what the handler returns; or rejects: Unanswered. */
  ask(data: Json, wait = ANSWER_MS): Promise<Json> {
    return this.#ask(null, data, wait);
  }

  /** Connect anew, at once; also after it stopped. */
  reconnect(): void {
    this.#backoff.reset();
    this.#drop();
    this.#tellChannels((channel) => channel.lose());
    this.#connect();
  }

  /** For good, until `reconnect()`. */
  close(): void {
    this.#drop(BYE);
    this.#become("closed");
    this.#tellChannels((channel) => channel.lose());
  }

  // -- the connection ---------------------------------------------------------

  #connect(): void {
    this.#cancelTimer();
    const wire = new this.#WebSocket(this.#url);
    wire.binaryType = "arraybuffer";
    wire.onmessage = (event) => this.#receive(event.data);
    wire.onclose = (event) => this.#lose(event.code);
    this.#wire = wire;
    this.#cancelTimer = this.#clock.after(CONNECT_MS, () => this.#lose(DEAD));
    this.#become("connecting");
  }

  /** The connection is gone, and comes back unless the code says that it is no use. */
  #lose(code: number, reason = ""): void {
    this.#drop();
    this.closedCode = code;
    const final = FINAL_CODES.has(code);
    if (final) {
      this.#become("closed");
    } else {
      this.#cancelTimer = this.#clock.after(this.#backoff.next(), () => this.#connect());
      this.#become("waiting");
    }
    this.#tellChannels((channel) => channel.lose());
    if (final) this.#tellChannels((each) => each.refuse({ about: "connect", reason, code }));
  }

  /** Let go of the wire without waiting for its end, which a dead network would never tell. */
  #drop(code?: number): void {
    this.#cancelTimer();
    this.#pulse.stop();
    this.#asks.lose();
    this.#handles.clear();
    const wire = this.#wire;
    if (!wire) return;
    this.#wire = null;
    wire.onmessage = null;
    wire.onclose = null;
    wire.close(code);
  }

  #tellChannels(tell: (channel: Channel) => void): void {
    for (const channel of [...this.#channels.values()]) guard(() => tell(channel));
  }

  #wake(): void {
    if (this.#state === "waiting") this.#connect();
    else if (this.#state === "open") this.#pulse.check();
  }

  #become(state: SocketState): void {
    if (this.#state === state) return;
    this.#state = state;
    guard(() => this.onstate?.(state));
  }

  // -- out ----------------------------------------------------------------------

  #post(kind: ClientKind, channel: string | null, data: Json): void {
    this.#wire?.send(encodeText(kind, channel, data));
  }

  #sendTo(channel: string | null, handle: number, data: Json | Uint8Array): boolean {
    const frame =
      data instanceof Uint8Array
        ? encodeBinary(handle, data)
        : encodeText("message", channel, data);
    return this.#transmit(frame);
  }

  #ask(channel: string | null, data: Json, wait: number): Promise<Json> {
    const frame = (id: number) => encodeText("ask", channel, [id, data]);
    return this.#asks.ask(channel, wait, (id) => this.#transmit(frame(id)));
  }

  #transmit(frame: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#state !== "open" || !this.#wire) return false;
    if (this.#wire.bufferedAmount > MAX_BUFFERED) return false;
    this.#wire.send(frame);
    return true;
  }

  #leave(channel: Channel): void {
    if (this.#channels.get(channel.name) !== channel) return;
    this.#channels.delete(channel.name);
    this.#asks.lose(channel.name);
    this.#handles.delete(channel.handle);
    if (this.#state === "open") this.#post("unsubscribe", channel.name, null);
  }

  // -- in -----------------------------------------------------------------------

  #receive(data: unknown): void {
    try {
      if (typeof data === "string") {
        this.#pulse.received(data.length);
        this.#hear(decodeText(data));
      } else if (data instanceof ArrayBuffer) {
        this.#pulse.received(data.byteLength);
        this.#hearBinary(new Uint8Array(data));
      }
    } catch (error) {
      // A newer server may say what we do not understand; the rest goes on.
      if (!(error instanceof FrameError)) throw error;
    }
  }

  #hear(frame: ServerFrame): void {
    switch (frame.kind) {
      case "connected":
        this.#greeted(frame);
        break;
      case "subscribed":
        this.#joined(frame.channel, frame.handle);
        break;
      case "invited":
        this.#invited(frame.channel);
        break;
      case "unsubscribed":
        this.#unsubscribed(frame.channel);
        break;
      case "refused":
        this.#refused(frame.channel, frame.refusal);
        break;
      case "answer":
        this.#asks.answered(frame.ask, frame.data);
        break;
      case "message":
        this.#deliver(frame.channel, frame.data, YOU_ALONE);
        break;
      case "batch":
        for (const [sender, data] of frame.records) this.#deliver(frame.channel, data, sender);
        break;
      case "presence":
        this.#withChannel(frame.channel, (channel) => channel.meet(frame.news));
        break;
      case "beat":
        this.#backoff.reset(); // it has lasted: the next loss is a new one
        break;
      case "error": // of a frame we sent, or of a handler: whoever writes the page may mend it
        unheard(frame);
        break;
      default:
        frame satisfies never;
    }
  }

  #hearBinary(bytes: Uint8Array): void {
    const { handle, records } = decodeBinary(bytes);
    const name = handle === 0 ? null : this.#handles.get(handle)?.name;
    if (name === undefined) return; // left a moment ago
    for (const { sender, payload } of records) this.#deliver(name, payload, sender);
  }

  /** A newer envelope than ours: we have to reload. An older one: its server will be replaced. */
  #greeted({ session, number, version }: Extract<ServerFrame, { kind: "connected" }>): void {
    if (version > FRAMES_VERSION) this.#lose(TOO_OLD);
    else if (version < FRAMES_VERSION) this.#lose(RESTARTING);
    else this.#open(session, number);
  }

  #open(session: string, number: number): void {
    this.#cancelTimer();
    this.#session = session;
    this.#number = number;
    this.closedCode = null;
    this.#become("open");
    for (const name of this.#channels.keys()) this.#post("subscribe", name, null);
    this.#pulse.start();
  }

  #joined(name: string, handle: number): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    this.#handles.set(handle, channel);
    guard(() => channel.join(handle));
  }

  #invited(name: string): void {
    if (this.#channels.has(name)) return;
    guard(() => {
      const handlers = this.oninvited?.(name);
      if (handlers) this.#channels.set(name, new Channel(name, handlers, this.#sender));
    });
    if (!this.#channels.has(name)) this.#post("unsubscribe", name, null);
  }

  #unsubscribed(name: string): void {
    this.#asks.lose(name);
    this.#withChannel(name, (channel) => {
      this.#handles.delete(channel.handle);
      channel.lose();
    });
  }

  #refused(name: string | null, refusal: Refusal): void {
    if (typeof refusal["ask"] === "number") {
      this.#asks.refused(refusal["ask"], refusal);
      return;
    }
    if (name === null) {
      guard(() => (this.onrefused ?? unheard)(refusal));
      if (refusal.about === "connect") this.#lose(NO_RIGHT, refusal.reason);
      return;
    }
    this.#withChannel(name, (channel) => {
      if (refusal.about === "subscribe") {
        this.#asks.lose(name);
        this.#handles.delete(channel.handle);
      }
      channel.refuse(refusal);
    });
  }

  #deliver(name: string | null, data: Json | Uint8Array, sender: number): void {
    if (sender === this.#number) return; // the batch is one for all: our own words come back
    const from = sender === YOU_ALONE ? -1 : sender;
    if (name === null) guard(() => this.onmessage?.(data, from));
    else this.#withChannel(name, (channel) => channel.hear(data, from));
  }

  #withChannel(name: string, act: (channel: Channel) => void): void {
    const channel = this.#channels.get(name);
    if (channel) guard(() => act(channel));
  }
}

/** One failing handler must not keep the rest from hearing; its error is reported all the same. */
function guard(act: () => void): void {
  try {
    act();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
