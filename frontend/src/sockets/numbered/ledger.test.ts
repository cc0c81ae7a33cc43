import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ledger } from "./ledger";

interface Own {
  readonly id: string;
}
type Entry = Own & { readonly seq: number };

const entry = (seq: number, id = `id-${seq}`): Entry => ({ id, seq });
const make = () => new Ledger<Own, Entry>();
const seqs = (applied: readonly { entry: Entry }[]): number[] =>
  applied.map(({ entry }) => entry.seq);

describe("a ledger", () => {
  it("applies entries in their order, whatever the order and number of their arrivals", () => {
    const arrivals = fc.integer({ min: 1, max: 12 }).chain((length) => {
      const all = Array.from({ length }, (_, index) => index + 1);
      return fc
        .tuple(
          fc.shuffledSubarray(all, { minLength: length, maxLength: length }),
          fc.array(fc.constantFrom(...all)),
        )
        .map(([once, again]) => [...once, ...again]);
    });
    fc.assert(
      fc.property(arrivals, (order) => {
        const ledger = make();
        const applied = order.flatMap((seq) => seqs(ledger.receive([entry(seq)])));
        const expected = Array.from({ length: Math.max(...order) }, (_, index) => index + 1);
        expect(applied).toEqual(expected);
        expect(ledger.hasGap).toBe(false);
      }),
    );
  });

  it("keeps what comes early and says that something is missing", () => {
    const ledger = make();
    expect(ledger.receive([entry(2)])).toEqual([]);
    expect(ledger.hasGap).toBe(true);
    expect(seqs(ledger.receive([entry(1)]))).toEqual([1, 2]);
    expect(ledger.hasGap).toBe(false);
  });

  it("keeps what is ours until it has its number, and applies it once", () => {
    const ledger = make();
    expect(ledger.commit({ id: "ours" })).toBe(true);
    expect(ledger.commit({ id: "ours" })).toBe(false);
    expect(ledger.receive([entry(1, "ours")])).toEqual([{ entry: entry(1, "ours"), own: true }]);
    expect(ledger.receive([entry(1, "ours")])).toEqual([]);
    expect(ledger.unconfirmed).toEqual([]);
    expect(ledger.commit({ id: "ours" })).toBe(false);
  });

  it("does not lose what is ours and numbered before what comes ahead of it", () => {
    const ledger = make();
    ledger.commit({ id: "ours" });
    expect(ledger.receive([entry(2, "ours")])).toEqual([]);
    expect(ledger.unconfirmedCount).toBe(1);
    expect(seqs(ledger.receive([entry(1)]))).toEqual([1, 2]);
    expect(ledger.unconfirmedCount).toBe(0);
  });

  it("may begin in the middle, but only once and with nothing", () => {
    const ledger = make();
    ledger.receive([entry(3), entry(101)]);
    ledger.beginAfter(100);
    expect(seqs(ledger.receive([]))).toEqual([101]);
    expect(ledger.hasGap).toBe(false);
    ledger.beginAfter(200);
    expect(ledger.applied).toBe(101);
  });

  it("lets go of what will never have a number, and gives it back", () => {
    const ledger = make();
    ledger.commit({ id: "ours" });
    expect(ledger.withdraw("ours")).toEqual({ id: "ours" });
    expect(ledger.withdraw("ours")).toBeNull();
  });
});
