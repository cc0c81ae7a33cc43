/** What one does to a drawing, said in operations: things laid on the paper, and acts on them. */

import { type Change, encodeChange, encodeColor } from "./changes";
import { idInAct } from "./history";
import { encodeMatter } from "./items";
import {
  CHANGE,
  CLEAR,
  DESCRIBE,
  type Draft,
  HIDE,
  ID_LENGTH,
  joinIds,
  MAX_IDS,
  PAPER,
  REMOVE,
  SHOW,
  TEXT,
  toHex,
} from "./messages";
import type { Matter } from "./scene";
import { encodeText, type Text } from "./texts";

/** The ids that undo and redo would name next. */
export interface Steps {
  readonly undoable: readonly string[] | null;
  readonly redoable: readonly string[] | null;
  /** The ids that undo would name if these had not been made. */
  lastBut(ids: readonly string[]): readonly string[] | null;
}

export abstract class Acts {
  /** What one did here. */
  abstract readonly history: Steps;

  /** To be kept, shown and sent. */
  protected abstract submit(draft: Draft): void;

  /** A random id for a new stroke. */
  newId(): Uint8Array {
    return crypto.getRandomValues(new Uint8Array(ID_LENGTH));
  }

  /** Takes the last step back, `but` for these. */
  undo(but: readonly string[] = []): void {
    this.#again(HIDE, this.history.lastBut(but));
  }

  redo(): void {
    this.#again(SHOW, this.history.redoable);
  }

  clear(): void {
    this.submit({ id: toHex(this.newId()), kind: CLEAR, body: new Uint8Array() });
  }

  /** Words that were written are to be kept. */
  write(text: Text): void {
    this.submit({ id: toHex(this.newId()), kind: TEXT, body: encodeText(text) });
  }

  /** A text is written anew: one act, undone as one. */
  rewrite(before: string, text: Text): void {
    const act = toHex(this.newId());
    this.submit({ id: idInAct(act, 0), kind: REMOVE, body: joinIds([before]) });
    this.submit({ id: idInAct(act, 1), kind: TEXT, body: encodeText(text) });
  }

  /** Moves, scales, recolours or brings to the front, as one act; `ids` lowest first. */
  change(ids: readonly string[], change: Change): void {
    this.#act(CHANGE, ids, (some) => encodeChange(change, some));
  }

  /** Puts things on the paper as one act, which is undone as one, and once; returns their ids. */
  lay(things: readonly Matter[], act = toHex(this.newId())): string[] {
    return things.slice(0, MAX_IDS).map((thing, index) => {
      const id = idInAct(act, index);
      this.submit({ id, ...encodeMatter(thing) });
      return id;
    });
  }

  /** Takes items away, as one act. */
  remove(ids: readonly string[]): void {
    this.#act(REMOVE, ids, (some) => some);
  }

  /** Gives the paper a colour, 0xRRGGBB. */
  colorPaper(color: number): void {
    this.submit({ id: toHex(this.newId()), kind: PAPER, body: encodeColor(color) });
  }

  #again(kind: number, ids: readonly string[] | null): void {
    if (ids) this.submit({ id: toHex(this.newId()), kind, body: joinIds(ids) });
  }

  /** Says what a picture shows; see descriptions.ts. */
  describe(body: Uint8Array): void {
    this.submit({ id: toHex(this.newId()), kind: DESCRIBE, body });
  }

  /** One act, which is undone as one, in as many operations as it takes to name all. */
  #act(kind: number, ids: readonly string[], bodyFor: (ids: Uint8Array) => Uint8Array): void {
    const act = toHex(this.newId());
    for (const [index, some] of [...portions(ids)].entries()) {
      this.submit({ id: idInAct(act, index), kind, body: bodyFor(joinIds(some)) });
    }
  }
}

/** As many as one operation may name, in order. */
function* portions(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += MAX_IDS) yield ids.slice(from, from + MAX_IDS);
}
