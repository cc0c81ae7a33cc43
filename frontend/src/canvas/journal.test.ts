import { describe, expect, it } from "vitest";
import { Journal } from "./journal";
import { type Draft, HIDE, joinIds, type Numbered, STROKE } from "./messages";

const idOf = (number: number): string => number.toString(16).padStart(32, "0");

const stroke = (number: number): Draft => ({
  id: idOf(number),
  kind: STROKE,
  body: Uint8Array.of(number),
});

const numbered = (seq: number, draft: Draft = stroke(seq)): Numbered => ({
  ...draft,
  seq,
  author: 1,
  at: seq,
});

describe("the journal", () => {
  it("keeps an own operation until it is acknowledged", () => {
    const journal = new Journal();
    journal.commit(stroke(7));
    expect(journal.unconfirmed).toEqual([stroke(7)]);
    const applied = journal.acknowledge(idOf(7), 1, 3, 40);
    expect(applied).toEqual([{ entry: { ...stroke(7), seq: 1, author: 3, at: 40 }, own: true }]);
    expect(journal.unconfirmedCount).toBe(0);
  });

  it("knows its own operation again when it comes with the log, and applies it once", () => {
    const journal = new Journal();
    journal.commit(stroke(7));
    const applied = journal.receive([numbered(1, stroke(7))]);
    expect(applied.map(({ own }) => own)).toEqual([true]);
    expect(journal.acknowledge(idOf(7), 1, 1, 0)).toEqual([]);
  });

  it("hides at once what our own unconfirmed operations hide", () => {
    const journal = new Journal();
    journal.receive([numbered(1)]);
    journal.commit({ id: idOf(9), kind: HIDE, body: joinIds([idOf(1)]) });
    expect([...journal.folded().hidden()]).toEqual([idOf(1)]);
    journal.withdraw(idOf(9));
    expect([...journal.folded().hidden()]).toEqual([]);
  });

  it("hides an own stroke that has no number yet", () => {
    const journal = new Journal();
    journal.commit(stroke(7));
    journal.commit({ id: idOf(8), kind: HIDE, body: joinIds([idOf(7)]) });
    expect([...journal.folded().hidden()]).toEqual([idOf(7)]);
  });
});
