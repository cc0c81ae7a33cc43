/**
 * A drawing on the wire: what we draw goes out, what others draw comes in, in the agreed order.
 *
 * Knows neither DOM nor pixels: it drives a Scene and tells a SessionListener. First opening,
 * reconnection and a gap are one case: say what we have, read the log after it, then send again
 * whatever of ours has no number yet, be it drawn now or by a tab that is gone.
 */

import { type Applied, type Json, LogReader, type Refusal } from "../sockets";
import { Acts, type Steps } from "./acts";
import type { Archive, PackedLog } from "./archive/archive";
import { Attendance, participantOf } from "./attendance";
import { realClock } from "./clock";
import { Journal } from "./journal";
import { Leftovers } from "./leftovers";
import type { GoneReason, SessionListener } from "./listener";
import {
  type Answer,
  type Draft,
  encodeCursor,
  encodeDropped,
  encodeInk,
  encodeLine,
  encodeQuestion,
  ITEMS,
  type Numbered,
  type Participant,
  parseBinary,
  type Right,
  toHex,
} from "./messages";
import { OwnWork } from "./own";
import { Previews } from "./previews";
import type { SaveStatus } from "./saving";
import type { ChannelInUse, SessionOptions, Subscribes } from "./session_options";
import { isShowable, Staging } from "./staging";
import type { Stroke, Tool } from "./strokes";

const RESTARTING = 4012;
/** What servers of before say, thirty times a second, of ink that they cannot pass on. */
const UNHEARD = "unknown binary message";

export type { ChannelInUse, GoneReason, SaveStatus, SessionListener, SessionOptions, Subscribes };

export class DrawingSession extends Acts {
  readonly #listener: SessionListener;
  readonly #socket: Subscribes;
  readonly #channel: ChannelInUse;
  readonly #journal = new Journal();
  readonly #reader: LogReader;
  readonly #staging: Staging;
  readonly #own: OwnWork;
  readonly #leftovers: Leftovers | null = null;
  readonly #previews: Previews;
  readonly #attendance: Attendance;
  readonly #author: number | null;
  #you = 0;
  #right: Right;
  #ended: string | null = null;
  #closed = false;
  #cutOff = false;
  readonly #unsaid: Json[] = [];

  constructor(options: SessionOptions) {
    super();
    const { socket, uid, scene, listener, outbox, archive, clock = realClock } = options;
    this.#listener = listener;
    this.#socket = socket;
    this.#author = options.author ?? null;
    this.#you = options.author ?? 0;
    this.#right = options.right ?? "watch";
    this.#staging = new Staging(scene, this.#journal);
    this.#previews = new Previews(scene, clock, listener, (sender) =>
      participantOf(this.#channel.presence, sender),
    );
    const send = (message: Json | Uint8Array) => this.#channel.send(message);
    this.#attendance = new Attendance(clock, listener, (numbers) =>
      send({ type: "meet", numbers }),
    );
    this.#own = new OwnWork({ journal: this.#journal, outbox, clock, send });
    this.#reader = new LogReader(this.#journal, {
      ask: (question, applied) => send(encodeQuestion(question, applied)),
      clock,
      coming: archive?.end ?? 0,
    });
    this.#channel = socket.subscribe(`drawing-${uid}`, {
      subscribed: () => this.#ended === null && this.#reader.enter(),
      lost: () => this.#lose(),
      message: (data, sender) => this.#receive(data, sender),
      refused: (refusal) => this.#refuse(refusal),
      presence: (people) => this.#attendance.meet(people),
    });
    if (archive && archive.end > 0) void this.#readArchive(archive);
    if (!outbox) return;
    this.#leftovers = new Leftovers(outbox, clock, (drafts) => this.#takeOver(drafts));
    this.#leftovers.start();
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
    return this.#attendance.participants;
  }

  get here(): ReadonlySet<number> {
    return this.#attendance.here;
  }

  /** Whether own work would be lost if the page went now. */
  get atRisk(): boolean {
    return this.#own.atRisk;
  }

  /** The number up to which the log is in the picture. */
  get applied(): number {
    return this.#journal.applied;
  }

  /** Whether an item can be seen, as far as anybody knows here. */
  shows(id: string): boolean {
    return !this.#journal.folded().hides(id);
  }

  /** What was said of pictures; see descriptions.ts. */
  get descriptions(): readonly Uint8Array[] {
    return this.#journal.folded().descriptions();
  }

  /** New points of the stroke in progress; may be lost. */
  ink(id: Uint8Array, offset: number, piece: Stroke): void {
    this.#own.unfinished.grow(toHex(id), piece);
    this.#channel.send(encodeInk(toHex(id), offset, piece));
  }

  /**
   * All of a stroke in progress that does not grow but changes: others see it in place of the one
   * with the id `before`, if any.
   */
  redraw(id: Uint8Array, whole: Stroke, before: Uint8Array | null): void {
    this.#own.unfinished.redraw(toHex(id), whole, before && toHex(before));
    this.#channel.send(encodeInk(toHex(id), 0, whole));
    if (before) this.#channel.send(encodeDropped(toHex(before)));
  }

  /** The stroke in progress will not be kept. */
  drop(id: Uint8Array): void {
    this.#own.drop(toHex(id));
    this.#channel.send(encodeDropped(toHex(id)));
  }

  cursor(x16: number, y16: number, tool: Tool): void {
    this.#channel.send(encodeCursor(x16, y16, tool));
  }

  /** The pen is up: the stroke is to be kept. */
  commit(id: Uint8Array, stroke: Stroke): void {
    this.#own.unfinished.end();
    this.submit({ id: toHex(id), ...encodeLine(stroke) });
  }

  /** The page may go: keeps what is drawn so far, the stroke in progress too. */
  pack(): void {
    this.#own.pack();
  }

  /** A picture of ours is on its way that is no operation yet, and would be lost with the page. */
  expect(name: string): void {
    this.#own.expect(name);
    this.#tellStatus();
  }

  /** It would not any more. */
  kept(name: string): void {
    this.#own.kept(name);
  }

  /** It has become one, or is given up. */
  arrived(name: string): void {
    this.#own.arrived(name);
    this.#tellStatus();
  }

  rename(title: string): void {
    this.#say({ type: "rename", title });
  }

  introduce(change: { name?: string; hue?: number }): void {
    this.#say({ type: "introduce", ...change });
  }

  close(): void {
    this.#closed = true;
    this.#lose();
    this.#own.stop();
    this.#leftovers?.stop();
    this.#channel.unsubscribe();
  }

  // Out

  /** What is no operation; where nobody hears it now, it is said when we are let in. */
  #say(message: Json): void {
    if (!this.#channel.send(message)) this.#unsaid.push(message);
  }

  override get history(): Steps {
    return this.#own.history;
  }

  protected override submit(draft: Draft): void {
    if (this.#own.submit(draft)) this.#staging.pend(draft, this.#you);
    this.#tellHistory();
    this.#tellStatus();
  }

  /** What tabs left behind that are gone is ours to send; a newer page can read the rest. */
  #takeOver(drafts: readonly Draft[]): void {
    for (const draft of drafts.filter(isShowable)) {
      if (this.#own.take(draft)) this.#staging.pend(draft, this.#you);
      else this.#own.forget(draft.id);
    }
    this.#own.delivery.sendMore();
    this.#tellHistory();
    this.#tellStatus();
  }

  #lose(): void {
    this.#cutOff = true;
    this.#reader.lose();
    this.#own.delivery.close();
    this.#previews.clear();
    this.#attendance.pause();
    this.#tellStatus();
  }

  // In

  #receive(data: Json | Uint8Array, sender: number): void {
    if (this.#ended !== null) return;
    if (data instanceof Uint8Array) this.#receiveBinary(data, sender);
    else this.#receiveAnswer(data as unknown as Answer);
  }

  #receiveBinary(data: Uint8Array, sender: number): void {
    const message = parseBinary(data);
    if (message?.type === "operations") this.#applyAll(message.operations);
    else if (message) this.#previews.hear(message, sender);
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
        this.#listener.renamed?.(answer.title, this.participants.get(answer.by) ?? null);
        break;
      case "introduced":
        this.#attendance.introduce([answer.participant]);
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
    if (this.#author !== null && this.#author !== answer.you) {
      this.#end("error", ""); // somebody else logged in: nothing goes out under a wrong name
      return;
    }
    this.#you = answer.you;
    this.#right = answer.right;
    this.#attendance.introduce(answer.participants);
    this.#listener.entered?.();
    this.#listener.renamed?.(answer.title, null);
    for (const message of this.#unsaid.splice(0)) this.#say(message);
  }

  /** A page of the log has come to its end; `head` is where the log ends now. */
  #readTo(head: number, right: Right): void {
    if (right !== this.#right) {
      this.#right = right;
      this.#listener.entered?.();
      this.#tellStatus();
    }
    if (this.#reader.readTo(head)) this.#becomeCurrent();
  }

  async #readArchive(archive: Archive): Promise<void> {
    const packed = await archive.packed();
    if (this.#ended !== null || this.#closed) return;
    if (packed) this.#begin(packed);
    if (this.#journal.applied >= archive.end) this.#show(); // whatever the socket says later
    if (this.#reader.arrived()) this.#becomeCurrent();
  }

  /** Much of the log at once, the first there is of it. */
  #begin(log: PackedLog): void {
    const own = this.#journal.begin(log);
    if (!own) return; // what is missing is asked for
    for (const draft of own) {
      this.#own.forget(draft.id);
      this.#staging.withdraw(draft); // it comes back in its place, with all the others
    }
    this.#own.began(log, this.#you);
    this.#staging.begin(log.bulk);
    this.#applyAll([]); // what came early
    this.#tellStatus();
  }

  /** All that there was when the page opened is read: it is worth seeing. */
  #show(): void {
    if (!this.#staging.load()) return;
    this.#own.loaded();
    this.#listener.loaded?.();
    this.#tellHistory();
  }

  #becomeCurrent(): void {
    this.#show();
    this.#own.delivery.open();
    if (this.#cutOff) this.#leftovers?.look();
    this.#cutOff = false;
    this.#tellHistory();
    this.#tellStatus();
  }

  #applyAll(operations: readonly Numbered[]): void {
    this.#applied(this.#journal.receive(operations));
    // What was read before it was told: its ink came in between.
    for (const { seq, author, id } of operations) {
      if (seq <= this.#journal.applied) this.#previews.finish(author, id);
    }
  }

  #applied(applied: readonly Applied<Numbered>[]): void {
    const acts: Numbered[] = [];
    for (const { entry: operation, own } of applied) {
      const { id, author, kind } = operation;
      if (own) this.#own.forget(id);
      if (author === this.#you) this.#own.applied(operation, own);
      if (ITEMS.has(kind)) this.#place(operation, own);
      else acts.push(operation);
    }
    this.#staging.refresh(acts);
    if (applied.length > 0) this.#tellStatus();
    this.#reader.watchGap();
  }

  #place(operation: Numbered, own: boolean): void {
    this.#staging.place(operation, own);
    if (!own) this.#previews.finish(operation.author, operation.id);
  }

  #refuseOperation(id: string, reason: string, final: boolean): void {
    if (!final) {
      this.#own.delivery.refused(id);
      return;
    }
    const draft = this.#own.refuse(id);
    if (!draft) return;
    this.#staging.withdraw(draft);
    this.#listener.refused?.(reason);
    this.#tellHistory();
    this.#tellStatus();
  }

  #refuse({ reason, about, reload, gone }: Refusal): void {
    if (this.#ended !== null) return;
    if (reload || about === "connect") this.#end("error", reason);
    else if (about === "subscribe") this.#end(gone === "deleted" ? gone : "closed", reason);
    else if (reason !== UNHEARD) this.#listener.refused?.(reason);
  }

  #end(reason: GoneReason, text: string): void {
    if (this.#ended !== null) return;
    this.#ended = text;
    this.#lose();
    this.#listener.gone?.(reason, text);
  }

  // What the page is told

  #tellHistory(): void {
    const { undoable, redoable } = this.history;
    this.#listener.history?.(undoable !== null, redoable !== null);
  }

  #tellStatus(): void {
    this.#listener.status?.(this.#status());
  }

  #status(): SaveStatus {
    if (this.#ended !== null) return { kind: "stopped", reason: this.#ended };
    const current = this.#reader.current && this.#leftovers?.looked !== false;
    const status = this.#own.saving.status(current, this.mayDraw, () => this.#tellStatus());
    const restarting = status.kind === "connecting" && this.#socket.closedCode === RESTARTING;
    return restarting ? { kind: "restarting" } : status;
  }
}
