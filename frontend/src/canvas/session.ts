/**
 * A drawing on the wire: what we draw goes out, what others draw comes in, in the agreed order.
 *
 * Knows neither DOM nor pixels: it drives a Scene and tells a SessionListener. First opening,
 * reconnection and a gap are one case: say what we have, read the log after it, then send again
 * whatever of ours has no number yet.
 */

import type { Channel, ChannelHandlers, Json, Presence } from "../sockets";
import { type Clock, realClock } from "./clock";
import { History } from "./history";
import { type Applied, Journal } from "./journal";
import {
  type Answer,
  CLEAR,
  type Draft,
  encodeCursor,
  encodeDropped,
  encodeInk,
  encodeOperation,
  HIDE,
  ID_LENGTH,
  joinIds,
  type Numbered,
  type Participant,
  parseBinary,
  type Right,
  SHOW,
  type Signal,
  STROKE,
  toHex,
} from "./messages";
import { PeopleHere } from "./presence";
import { Previews } from "./previews";
import { LogReader } from "./reader";
import { type SaveStatus, Saving } from "./saving";
import type { Scene, SceneStroke } from "./scene";
import { decodeStroke, encodeStroke, type Stroke, type Tool } from "./strokes";

const RETRY_MS = 2_000;

export type { SaveStatus };

export type GoneReason = "deleted" | "closed" | "error";

export interface SessionListener {
  /** We are in, or our right has changed. */
  entered?(): void;
  /** The scene has all that was drawn until now. */
  loaded?(): void;
  status?(status: SaveStatus): void;
  participants?(): void;
  here?(numbers: ReadonlySet<number>): void;
  history?(canUndo: boolean, canRedo: boolean): void;
  renamed?(title: string, by: Participant | null): void;
  cursor?(number: number, x16: number, y16: number, tool: Tool): void;
  drawing?(number: number, active: boolean): void;
  refused?(reason: string): void;
  gone?(reason: GoneReason, text: string): void;
}

/** The part of a Socket that a session needs. */
export interface Subscribes {
  subscribe(name: string, handlers: ChannelHandlers): ChannelInUse;
}

export type ChannelInUse = Pick<Channel, "send" | "unsubscribe" | "presence">;

export interface SessionOptions {
  readonly socket: Subscribes;
  readonly uid: string;
  readonly scene: Scene;
  readonly listener: SessionListener;
  readonly clock?: Clock;
}

export class DrawingSession {
  readonly #scene: Scene;
  readonly #listener: SessionListener;
  readonly #clock: Clock;
  readonly #channel: ChannelInUse;
  readonly #journal = new Journal();
  readonly #history = new History();
  readonly #previews: Previews;
  readonly #people: PeopleHere;
  readonly #participants = new Map<number, Participant>();
  readonly #reader: LogReader;
  readonly #saving: Saving;
  #hidden = new Set<string>();
  #loading: SceneStroke[] | null = []; // strokes of the first reading, not yet shown
  #you = 0;
  #right: Right = "watch";
  #ended: string | null = null;

  constructor({ socket, uid, scene, listener, clock = realClock }: SessionOptions) {
    this.#scene = scene;
    this.#listener = listener;
    this.#clock = clock;
    this.#previews = new Previews(scene, clock, (n, active) => listener.drawing?.(n, active));
    this.#people = new PeopleHere(clock, (here) => listener.here?.(here));
    this.#saving = new Saving(clock);
    this.#reader = new LogReader(this.#journal, (request) => this.#channel.send(request), clock);
    this.#channel = socket.subscribe(`drawing-${uid}`, {
      subscribed: () => this.#reader.enter(),
      lost: () => this.#lose(),
      message: (data, sender) => this.#receive(data, sender),
      refused: ({ reason, about, reload }) => this.#refuse(reason, about, reload === true),
      presence: (people) => this.#meet(people),
    });
  }

  get you(): number {
    return this.#you;
  }

  get right(): Right {
    return this.#right;
  }

  get mayDraw(): boolean {
    return this.#right === "draw" || this.#right === "own";
  }

  get participants(): ReadonlyMap<number, Participant> {
    return this.#participants;
  }

  get here(): ReadonlySet<number> {
    return this.#people.here;
  }

  /** A random id for a new stroke. */
  newId(): Uint8Array {
    return crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  }

  /** New points of the stroke in progress; may be lost. */
  ink(id: Uint8Array, offset: number, piece: Stroke): void {
    this.#channel.send(encodeInk(toHex(id), offset, piece));
  }

  /** The stroke in progress will not be kept. */
  drop(id: Uint8Array): void {
    this.#channel.send(encodeDropped(toHex(id)));
  }

  cursor(x16: number, y16: number, tool: Tool): void {
    this.#channel.send(encodeCursor(x16, y16, tool));
  }

  /** The pen is up: the stroke is to be kept. */
  commit(id: Uint8Array, stroke: Stroke): void {
    const hex = toHex(id);
    this.#scene.pend({ id: hex, seq: Infinity, author: this.#you, at: 0, stroke });
    this.#submit({ id: hex, kind: STROKE, body: encodeStroke(stroke) });
  }

  undo(): void {
    const target = this.#history.undoable;
    if (target) this.#submit({ id: toHex(this.newId()), kind: HIDE, body: joinIds([target]) });
  }

  redo(): void {
    const target = this.#history.redoable;
    if (target) this.#submit({ id: toHex(this.newId()), kind: SHOW, body: joinIds([target]) });
  }

  clear(): void {
    this.#submit({ id: toHex(this.newId()), kind: CLEAR, body: new Uint8Array() });
  }

  rename(title: string): void {
    this.#channel.send({ type: "rename", title });
  }

  introduce(change: { name?: string; hue?: number }): void {
    this.#channel.send({ type: "introduce", ...change });
  }

  close(): void {
    this.#lose();
    this.#saving.stop();
    this.#channel.unsubscribe();
  }

  // Out

  #submit(draft: Draft): void {
    this.#journal.commit(draft);
    this.#saving.submitted(draft.id);
    this.#history.record(draft);
    if (draft.kind !== STROKE) this.#showVisible();
    if (this.#reader.current) this.#channel.send(encodeOperation(draft));
    this.#tellHistory();
    this.#tellStatus();
  }

  #sendUnconfirmed(): void {
    for (const draft of this.#journal.unconfirmed) this.#channel.send(encodeOperation(draft));
  }

  #lose(): void {
    this.#reader.lose();
    this.#previews.clear();
    this.#people.pause();
    this.#tellStatus();
  }

  // In

  #receive(data: Json | Uint8Array, sender: number): void {
    if (data instanceof Uint8Array) this.#receiveBinary(data, sender);
    else this.#receiveAnswer(data as unknown as Answer);
  }

  #receiveBinary(data: Uint8Array, sender: number): void {
    const message = parseBinary(data);
    if (message?.type === "operations") this.#applyAll(message.operations);
    else if (message) this.#receiveSignal(message, sender);
  }

  #receiveSignal(signal: Signal, sender: number): void {
    const author = this.#numberOf(sender);
    switch (signal.type) {
      case "ink":
        this.#previews.grow(sender, author, signal.prefix, signal.offset, signal.piece);
        break;
      case "dropped":
        this.#previews.drop(sender, signal.prefix);
        break;
      case "cursor":
        this.#listener.cursor?.(author, signal.x, signal.y, signal.tool as Tool);
        break;
      default:
        signal satisfies never;
    }
  }

  #receiveAnswer(answer: Answer): void {
    switch (answer.type) {
      case "entered":
        this.#entered(answer);
        break;
      case "head":
        this.#readTo(answer.head, answer.right);
        break;
      case "acknowledged":
        this.#applied(this.#journal.acknowledge(answer.id, answer.seq, this.#you, answer.at));
        break;
      case "refused":
        this.#refuseOperation(answer.id, answer.reason, answer.final);
        break;
      case "renamed":
        this.#listener.renamed?.(answer.title, this.#participants.get(answer.by) ?? null);
        break;
      case "introduced":
        this.#participants.set(answer.participant.number, answer.participant);
        this.#listener.participants?.();
        break;
      case "access_changed":
        this.#reader.check();
        break;
      case "gone":
        this.#end(answer.reason, "");
        break;
      default: // of a newer version
        answer satisfies never;
    }
  }

  #entered(answer: Extract<Answer, { type: "entered" }>): void {
    this.#you = answer.you;
    this.#right = answer.right;
    for (const who of answer.participants) this.#participants.set(who.number, who);
    this.#listener.entered?.();
    this.#listener.renamed?.(answer.title, null);
    this.#listener.participants?.();
  }

  /** A page of the log has come to its end; `head` is where the log ends now. */
  #readTo(head: number, right: Right): void {
    if (right !== this.#right) {
      this.#right = right;
      this.#listener.entered?.();
      this.#tellStatus();
    }
    if (!this.#reader.readTo(head)) return;
    this.#showLoaded();
    this.#sendUnconfirmed();
    this.#tellHistory();
    this.#tellStatus();
  }

  #applyAll(operations: readonly Numbered[]): void {
    this.#applied(this.#journal.receive(operations));
  }

  #applied(applied: readonly Applied[]): void {
    let visibility = false;
    for (const { operation, own } of applied) {
      this.#saving.settled(operation.id);
      if (operation.kind === STROKE) this.#place(operation, own);
      else visibility ||= !own;
      if (!own && operation.author === this.#you) this.#history.record(operation);
    }
    if (visibility) this.#showVisible();
    if (applied.length > 0) this.#tellStatus();
    this.#reader.watchGap();
  }

  #place(operation: Numbered, own: boolean): void {
    const { id, seq, author, at } = operation;
    if (own && !this.#loading) {
      this.#scene.settle(id, seq, at);
      return;
    }
    if (own) this.#scene.withdraw(id); // it comes back in its place, with all the others
    const stroke = { id, seq, author, at, stroke: decodeStroke(operation.body) };
    if (this.#loading) this.#loading.push(stroke);
    else this.#scene.place(stroke);
    this.#previews.finish(author, id);
  }

  #showLoaded(): void {
    if (!this.#loading) return;
    const loaded = this.#loading;
    this.#loading = null;
    this.#hidden = this.#journal.hidden();
    this.#scene.load(loaded, this.#hidden);
    this.#listener.loaded?.();
  }

  #showVisible(): void {
    if (this.#loading) return;
    const hidden = this.#journal.hidden();
    this.#scene.hide([...hidden].filter((id) => !this.#hidden.has(id)));
    this.#scene.show([...this.#hidden].filter((id) => !hidden.has(id)));
    this.#hidden = hidden;
  }

  #refuseOperation(id: string, reason: string, final: boolean): void {
    if (!final) {
      this.#clock.after(RETRY_MS, () => this.#reader.current && this.#sendUnconfirmed());
      return;
    }
    const draft = this.#journal.refuse(id);
    if (!draft) return;
    this.#saving.settled(id);
    this.#history.forget(draft);
    if (draft.kind === STROKE) this.#scene.withdraw(id);
    this.#showVisible();
    this.#listener.refused?.(reason);
    this.#tellHistory();
    this.#tellStatus();
  }

  #refuse(reason: string, about: string, reload: boolean): void {
    if (this.#ended !== null) return;
    if (about === "subscribe" || reload) this.#end(reload ? "error" : "closed", reason);
    else this.#listener.refused?.(reason);
  }

  #end(reason: GoneReason, text: string): void {
    if (this.#ended !== null) return;
    this.#ended = text;
    this.#lose();
    this.#listener.gone?.(reason, text);
  }

  // People

  #meet(people: Presence): void {
    this.#people.update([...people.entries.values()].map(({ meta }) => numberIn(meta)));
    this.#listener.participants?.();
  }

  #numberOf(sender: number): number {
    for (const entry of this.#channel.presence.entries.values()) {
      if (entry.number === sender) return numberIn(entry.meta);
    }
    return 0;
  }

  // What the page is told

  #tellHistory(): void {
    const { undoable, redoable } = this.#history;
    this.#listener.history?.(undoable !== null, redoable !== null);
  }

  #tellStatus(): void {
    this.#listener.status?.(this.#status());
  }

  #status(): SaveStatus {
    if (this.#ended !== null) return { kind: "stopped", reason: this.#ended };
    return this.#saving.status(this.#reader.current, this.mayDraw, () => this.#tellStatus());
  }
}

function numberIn(meta: Json): number {
  const number = meta && typeof meta === "object" && "number" in meta ? meta["number"] : 0;
  return typeof number === "number" ? number : 0;
}
