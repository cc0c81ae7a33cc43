/**
 * A room on the wire: what we say goes out until it has a number, what others say comes in.
 *
 * Knows no DOM. First opening and reconnection are one case: say what we have, read what came after
 * it, then say again whatever of ours has no number yet; the server knows a repeated line by its id.
 */

import {
  type Applied,
  type Channel,
  Delivery,
  type Json,
  LogReader,
  type Socket,
} from "../sockets";
import { type Here, whoIsHere } from "./here";
import { ChatHistory, type Unsent } from "./history";
import { type Answer, encodeRequest, type Line, parseAnswer } from "./messages";

const CHECK_MS = 20_000; // nobody misses a line as soon as a stroke

export interface ConversationListener {
  /** Something to show has changed. */
  changed(): void;
  /** Another's line came in while we were listening. */
  heard(line: Line): void;
  typing(key: string, name: string): void;
  /** Somebody came in or left, where rooms say so. */
  here?(people: readonly Here[]): void;
}

/** Chance and time, from outside. */
export interface Surroundings {
  /** 32 hexadecimal digits. */
  newId(): string;
  /** ms since the epoch */
  now(): number;
  /** Runs `task` once after `ms`; the result cancels it. */
  after(ms: number, task: () => void): () => void;
}

export class Conversation {
  readonly history = new ChatHistory();
  /** How one's own lines look; kept up to date by whoever knows. */
  face: Pick<Line, "name" | "hue" | "guest"> = { name: "", hue: 7, guest: true };
  readonly #listener: ConversationListener;
  readonly #surroundings: Surroundings;
  readonly #channel: Channel;
  #you: string | null = null;
  #maySpeak = true; // until we hear otherwise: what is said before waits
  #refused: string | null = null;
  #people: readonly Here[] = [];
  readonly #reader: LogReader;
  readonly #delivery: Delivery<Unsent>;

  constructor(
    socket: Socket,
    room: string,
    listener: ConversationListener,
    surroundings: Surroundings,
  ) {
    this.#listener = listener;
    this.#surroundings = surroundings;
    this.#reader = new LogReader(this.history, {
      ask: (question, applied) => this.#ask(question === "enter" ? question : "since", applied),
      clock: surroundings,
      checkMs: CHECK_MS,
    });
    this.#delivery = new Delivery({
      pending: () => this.history.unsent.filter(({ reason }) => reason === null),
      sizeOf: ({ text }) => JSON.stringify(text).length,
      send: ({ id, text }) => this.#channel.send(encodeRequest({ type: "say", id, text })),
      clock: surroundings,
    });
    this.#channel = socket.subscribe(`chat-${room}`, {
      subscribed: () => this.#enter(),
      lost: () => {
        this.#reader.lose();
        this.#delivery.close();
      },
      message: (data) => this.#receive(data),
      refused: ({ reason, about }) => this.#refuse(reason, about),
      presence: ({ entries }) => {
        this.#people = whoIsHere(entries.values());
        this.#tellHere();
      },
    });
  }

  /** One's own key; null until the room was entered. */
  get you(): string | null {
    return this.#you;
  }

  get maySpeak(): boolean {
    return this.#maySpeak && this.#refused === null;
  }

  /** Why the room is closed to us; null while it is not. */
  get refusedBecause(): string | null {
    return this.#refused;
  }

  say(text: string): void {
    const id = this.#surroundings.newId();
    this.history.say({ id, text, at: this.#surroundings.now(), reason: null, final: false });
    this.#delivery.sendMore();
    this.#listener.changed();
  }

  retry(id: string): void {
    const line = this.history.find(id);
    if (!line || line.final) return;
    this.history.retry(id);
    this.#delivery.sendMore();
    this.#listener.changed();
  }

  /** Takes back a line that was not kept; returns its text. */
  takeBack(id: string): string {
    const text = this.history.find(id)?.text ?? "";
    this.history.forget(id);
    this.#delivery.settled(id);
    this.#listener.changed();
    return text;
  }

  typing(): void {
    if (this.#reader.current) this.#channel.send(encodeRequest({ type: "typing" }));
  }

  #enter(): void {
    this.#refused = null;
    this.#reader.enter();
  }

  /** Not before it is known which of them one is oneself, in another window maybe. */
  #tellHere(): void {
    if (this.#you !== null) this.#listener.here?.(this.#people);
  }

  #ask(type: "enter" | "since", applied: number): boolean {
    return this.#channel.send(encodeRequest({ type, applied }));
  }

  #receive(data: Json | Uint8Array): void {
    const answer = parseAnswer(data);
    if (answer) this.#answer(answer);
  }

  #answer(answer: Answer): void {
    switch (answer.type) {
      case "entered":
        this.#entered(answer);
        break;
      case "lines":
        this.#read(answer.lines);
        break;
      case "acknowledged":
        this.#acknowledge(answer);
        break;
      case "refused":
        this.history.refuse(answer.id, answer.reason, answer.final);
        this.#delivery.settled(answer.id); // for now: whoever said it may try again
        break;
      case "said":
        this.#show(this.history.receive([answer.line]));
        break;
      case "typing":
        this.#listener.typing(answer.key, answer.name);
        return;
      case "announced":
        return; // said on no channel: the page hears it
      default:
        answer satisfies never;
    }
    this.#listener.changed();
  }

  #entered({ you, may_speak, lines, head }: Extract<Answer, { type: "entered" }>): void {
    const returning = this.#you !== null;
    this.#you = you;
    this.#maySpeak = may_speak;
    if (!returning) this.#tellHere();
    const applied = this.history.begin(lines);
    this.#settle(applied);
    if (returning) {
      for (const { entry } of applied) if (entry.key !== you) this.#listener.heard(entry);
    }
    this.#readTo(head);
  }

  /** A page of what we missed; the server reads on until an empty one. */
  #read(lines: readonly Line[]): void {
    this.#show(this.history.receive(lines));
    this.#readTo(lines.length > 0 ? Number.POSITIVE_INFINITY : this.history.applied);
  }

  #readTo(head: number): void {
    if (this.#reader.readTo(head)) this.#delivery.open();
  }

  #acknowledge({ id, seq, said_at }: Extract<Answer, { type: "acknowledged" }>): void {
    const line = this.history.find(id);
    if (!line || this.#you === null) return;
    const said = { ...this.face, key: this.#you, id, seq, text: line.text, at: said_at };
    this.#show(this.history.receive([said]));
  }

  #show(applied: readonly Applied<Line>[]): void {
    this.#settle(applied);
    for (const { entry, own } of applied) if (!own) this.#listener.heard(entry);
    this.#reader.watchGap();
  }

  #settle(applied: readonly Applied<Line>[]): void {
    for (const { entry, own } of applied) if (own) this.#delivery.settled(entry.id);
  }

  #refuse(reason: string, about: string): void {
    if (about !== "subscribe" && this.#channel.joined) return;
    this.#refused = reason;
    this.#listener.changed();
  }
}
