import { expect, test } from "vitest";
import { type Decoded, readItem } from "../../items";
import { CLEAR, type Numbered, readLog, STROKE } from "../../messages";
import { encodeStroke } from "../../strokes";
import { encodeOperations } from "../../testing/room";
import type { PackedStrokes } from "../sheet/packed";
import { PackedItem } from "../sheet/packing";
import { Sheet } from "../sheet/sheet";
import { strokeThrough } from "../testing/strokes";
import { tell, unpackAll } from "./packer";
import { RemoteUnpacker } from "./remote_unpacker";
import { unpack } from "./unpacking";

const COUNT = 1200; // more than one batch
const LOG: readonly Numbered[] = Array.from({ length: COUNT }, (_, index) => {
  const seq = index + 1;
  const kind = seq % 100 === 0 ? CLEAR : STROKE;
  const stroke = strokeThrough([[seq, 10], [seq + 50, 80]]); // biome-ignore format: one line
  const body = kind === STROKE ? encodeStroke(stroke) : new Uint8Array();
  const spoilt = seq === 7 ? Uint8Array.of(255) : body; // as a newer version may draw
  return { seq, id: seq.toString(16).padStart(32, "0"), kind, author: 3, at: seq, body: spoilt };
});

/** A worker that is none: what it would do, in this thread. */
class Bench {
  kept: PackedStrokes | null = null;
  fail = (): void => {};
  readonly #spans: AsyncIterable<Uint8Array>;

  constructor(spans: AsyncIterable<Uint8Array>) {
    this.#spans = spans;
  }

  postMessage({ port }: { port: MessagePort }): void {
    void unpackAll(this.#spans).then((unpacked) => {
      this.kept = tell(unpacked, port);
    });
  }

  addEventListener(_type: "error", listener: () => void): void {
    this.fail = listener;
  }
}

async function* spansOf(...logs: readonly (readonly Numbered[])[]) {
  for (const log of logs) yield encodeOperations(log).slice(1) as Uint8Array<ArrayBuffer>;
}

async function unpacked(spans: AsyncIterable<Uint8Array>) {
  const bench = new Bench(spans);
  const read: Decoded[] = [];
  for await (const batch of new RemoteUnpacker(unpack(bench)).unpacked()) read.push(...batch);
  return { read, bench };
}

test("hands out what reading here would have found, in its order", async () => {
  const { read } = await unpacked(spansOf(LOG.slice(0, 500), LOG.slice(500)));
  const expected = [...readLog(encodeOperations(LOG).slice(1))];
  expect(read.map(({ seq, id, kind, author, at }) => ({ seq, id, kind, author, at }))).toEqual(
    expected.map(({ seq, id, kind, author, at }) => ({ seq, id, kind, author, at })),
  );
  for (const [place, operation] of read.entries()) {
    const { item } = operation;
    if (!item) expect(operation.body).toEqual((expected[place] as Numbered).body);
    else {
      const { stroke, author, at } = item;
      expect({ stroke, author, at }).toEqual({
        stroke: readItem(LOG[place] as Numbered)?.stroke,
        author,
        at,
      });
    }
  }
});

test("is a sheet like any other, which finds and moves what came so", async () => {
  const { read, bench } = await unpacked(spansOf(LOG));
  const items = read.flatMap((operation) => operation.item ?? readItem(operation) ?? []);
  const plain = LOG.flatMap((operation) => readItem(operation) ?? []);
  const [sheet, other] = [new Sheet(items), new Sheet(plain)];
  expect(sheet.packing.shared).toBe(true);
  expect(bench.kept?.count).toBe(sheet.packing.count);
  expect(sheet.visibleBounds()).toEqual(other.visibleBounds());
  const seen = (from: Sheet) => {
    const wanted = { left: 100, top: 0, right: 180, bottom: 40 };
    return from
      .search(wanted)
      .map(({ id, bounds, index, stroke }) => ({ id, bounds, index, stroke }));
  };
  expect(seen(sheet)).toEqual(seen(other));
  const moved = { id: (items[100] as Decoded["item"] & object).id };
  const change = { move: { scale: 2 ** 16, dx: 0, dy: 16_000 }, color: null, fronted: false };
  const [changed] = sheet.change(new Map([[moved.id, { changes: [change], place: null }]]));
  expect(changed?.before.bounds.bottom).toBeLessThan(100); // where it was, not where it is
  expect(changed?.after.bounds.top).toBeGreaterThan(900);
  expect(seen(sheet).some(({ id }) => id === moved.id)).toBe(false);
});

test("hands out what came before an address was refused", async () => {
  async function* refused() {
    yield* spansOf(LOG.slice(0, 300));
    throw new Error("403 instead of a part of the log");
  }
  const { read } = await unpacked(refused());
  expect(read.map(({ seq }) => seq)).toEqual(LOG.slice(0, 300).map(({ seq }) => seq));
});

test("stops at bytes that are no log", async () => {
  async function* damaged() {
    yield* spansOf(LOG.slice(0, 10));
    yield Uint8Array.of(7, 7);
    yield* spansOf(LOG.slice(20, 30));
  }
  const { read } = await unpacked(damaged());
  expect(read.at(-1)?.seq).toBe(10);
});

test("fails with the worker, so that another way is found", async () => {
  const bench = new Bench(spansOf());
  bench.postMessage = () => {};
  const coming = new RemoteUnpacker(unpack(bench)).unpacked();
  bench.fail();
  await expect(coming.next()).rejects.toThrow("the worker is gone");
});

test("an item of very many knows its own", async () => {
  const { read } = await unpacked(spansOf(LOG));
  const items = read.flatMap(({ item }) => item ?? []);
  expect(items.every((item) => item instanceof PackedItem)).toBe(true);
  expect(items.at(-1)?.stroke.x[0]).toBe((COUNT - 1) * 16);
});
