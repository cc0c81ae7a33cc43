/** What is ours: from the pen until the server has numbered it, and what of it can be undone. */

import { Delivery } from "../sockets";
import type { Steps } from "./acts";
import type { PackedLog } from "./archive/archive";
import type { Clock } from "./clock";
import { History } from "./history";
import type { Journal } from "./journal";
import { type Draft, encodeOperation, ID_LENGTH, IMAGE, PENCIL, STROKE } from "./messages";
import { nowhere, type Outbox } from "./outbox/outbox";
import { Safekeeping } from "./safekeeping";
import { Saving, type Waiting } from "./saving";
import { Unfinished } from "./unfinished";

/** Of what there is in bulk; which kind of item, and what is in it, makes no difference to undo. */
const AN_ITEM = { kind: STROKE, body: new Uint8Array() };

export interface OwnWorkOptions {
  readonly journal: Journal;
  readonly outbox?: Outbox | undefined;
  readonly clock: Clock;
  readonly send: (message: Uint8Array) => boolean;
}

export class OwnWork {
  readonly delivery: Delivery<Draft>;
  readonly saving: Saving;
  readonly unfinished: Unfinished;
  readonly #journal: Journal;
  readonly #keeping: Safekeeping;
  readonly #expected = new Set<string>();
  #history = new History();
  /** Ours in the log, while it is read for the first time. */
  #read: Draft[] | null = [];

  constructor({ journal, outbox = nowhere, clock, send }: OwnWorkOptions) {
    this.#journal = journal;
    this.delivery = new Delivery({
      pending: () => journal.unconfirmed,
      sizeOf: ({ body }) => 2 + ID_LENGTH + body.length,
      send: (draft) => send(encodeOperation(draft)),
      clock,
    });
    this.saving = new Saving(clock);
    this.#keeping = new Safekeeping(outbox);
    this.unfinished = new Unfinished(
      (draft) => this.#keeping.keepUnfinished(draft),
      (id) => this.#keeping.forget(id),
      clock,
    );
  }

  /** What of it can be undone and redone. */
  get history(): Steps {
    return this.#history;
  }

  /** Whether some of it would be lost if the page went now. */
  get atRisk(): boolean {
    return this.#keeping.atRisk || this.#expected.size > 0;
  }

  /** The page may go: what is drawn so far is kept, come what may. */
  pack(): void {
    this.unfinished.keepNow();
    this.#keeping.pack();
  }

  /** A picture, which becomes an operation once the server has taken its file. */
  expect(name: string): void {
    this.#expected.add(name);
    this.saving.submitted(name, "pictures");
  }

  /** It outlives the page. */
  kept(name: string): void {
    this.#expected.delete(name);
  }

  /** It is an operation now, or will never be one. */
  arrived(name: string): void {
    this.kept(name);
    this.saving.settled(name);
  }

  /** A new operation: kept, then sent. False: it is here already. */
  submit(draft: Draft): boolean {
    if (!this.take(draft)) return false;
    this.#keeping.keep(draft);
    this.delivery.sendMore();
    return true;
  }

  /** One that is kept already. False: it has its number, or is here. */
  take(draft: Draft): boolean {
    if (!this.#journal.commit(draft)) return false;
    this.saving.submitted(draft.id, whatIs(draft));
    this.#history.record(draft);
    return true;
  }

  /** The stroke in progress will not be kept. */
  drop(id: string): void {
    this.unfinished.end();
    this.forget(id);
  }

  /** It has its number, or will never have one: there is nothing left to keep. */
  forget(id: string): void {
    this.saving.settled(id);
    this.delivery.settled(id);
    this.#keeping.forget(id);
  }

  refuse(id: string): Draft | null {
    const draft = this.#journal.withdraw(id);
    if (!draft) return null;
    this.forget(id);
    this.#history.forget(draft);
    return draft;
  }

  /** Ours in what was read at once. */
  began({ bulk, others }: PackedLog, author: number): void {
    const items = Array.from(bulk.by(author), ({ id, seq }) => ({ ...AN_ITEM, id, seq }));
    const rest = others.filter((operation) => operation.author === author);
    this.#read = [...items, ...rest].sort((one, other) => one.seq - other.seq);
  }

  /** One of ours came with the log; `here`: it was made by this page. */
  applied(operation: Draft, here: boolean): void {
    if (this.#read) this.#read.push(operation);
    else if (!here) this.#history.record(operation);
  }

  /** The log is read for the first time: what has no number yet comes after all that has. */
  loaded(): void {
    if (!this.#read) return;
    this.#history = new History();
    for (const draft of [...this.#read, ...this.#journal.unconfirmed]) this.#history.record(draft);
    this.#read = null;
  }

  stop(): void {
    this.delivery.close();
    this.saving.stop();
    this.unfinished.end();
  }
}

function whatIs({ kind }: Draft): Waiting {
  if (kind === IMAGE) return "pictures";
  return kind === STROKE || kind === PENCIL ? "strokes" : "changes";
}
