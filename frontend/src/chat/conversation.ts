/**
 * A room on the wire: what we say goes out until it has a number, what others say comes in.
 *
 * Knows no DOM. First opening and reconnection are one case: say what we have, read what came after
 * it, then say again whatever of ours has no number yet; the server knows a repeated line by its id.
 */

import type { Channel, Json, Socket } from "../sockets";
import { type Here, whoIsHere } from "./here";
import { ChatHistory } from "./history";
import { type Answer, encodeRequest, type Line, parseAnswer } from "./messages";

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
  #maySpeak = false;
  #refused: string | null = null;
  #asking = false;
  #current = false; // the room has been entered on this connection

  constructor(
    socket: Socket,
    room: string,
    listener: ConversationListener,
    surroundings: Surroundings,
  ) {
    this.#listener = listener;
    this.#surroundings = surroundings;
    this.#channel = socket.subscribe(`chat-${room}`, {
      subscribed: (channel) => this.#enter(channel),
      lost: () => {
        this.#current = false;
      },
      message: (data) => this.#receive(data),
      refused: ({ reason, about }) => this.#refuse(reason, about),
      presence: ({ entries }) => this.#listener.here?.(whoIsHere(entries.values())),
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
    this.#send(id, text);
    this.#listener.changed();
  }

  retry(id: string): void {
    const line = this.history.find(id);
    if (!line || line.final) return;
    this.history.retry(id);
    this.#send(id, line.text);
    this.#listener.changed();
  }

  /** Takes back a line that was not kept; returns its text. */
  takeBack(id: string): string {
    const text = this.history.find(id)?.text ?? "";
    this.history.forget(id);
    this.#listener.changed();
    return text;
  }

  typing(): void {
    if (this.#current) this.#channel.send(encodeRequest({ type: "typing" }));
  }

  #enter(channel: Channel): void {
    this.#asking = false;
    this.#current = false;
    this.#refused = null;
    channel.send(encodeRequest({ type: "enter", applied: this.history.applied }));
  }

  #send(id: string, text: string): void {
    if (this.#current) this.#channel.send(encodeRequest({ type: "say", id, text }));
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
        break;
      case "said":
        if (this.history.hear(answer.line)) this.#listener.heard(answer.line);
        this.#fillHole();
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
    this.#current = true;
    this.#you = you;
    this.#maySpeak = may_speak;
    const news = this.history.read(lines);
    if (returning) for (const line of news) if (line.key !== you) this.#listener.heard(line);
    if (head > this.history.applied) this.#askAfter();
    for (const line of this.history.unsent) if (!line.reason) this.#send(line.id, line.text);
  }

  /** A page of what we missed; the server reads on until an empty one. */
  #read(lines: readonly Line[]): void {
    this.#asking = false;
    for (const line of this.history.read(lines)) this.#listener.heard(line);
    if (lines.length > 0) this.#askAfter();
  }

  #acknowledge({ id, seq, said_at }: Extract<Answer, { type: "acknowledged" }>): void {
    const line = this.history.find(id);
    if (!line || this.#you === null) return;
    this.history.hear({ ...this.face, key: this.#you, id, seq, text: line.text, at: said_at });
    this.#fillHole();
  }

  #fillHole(): void {
    if (this.history.hasHole) this.#askAfter();
  }

  #askAfter(): void {
    if (this.#asking) return;
    const request = encodeRequest({ type: "since", applied: this.history.applied });
    this.#asking = this.#channel.send(request); // not sent: the next line finds the hole again
  }

  #refuse(reason: string, about: string): void {
    if (about !== "subscribe" && this.#channel.joined) return;
    this.#refused = reason;
    this.#listener.changed();
  }
}
