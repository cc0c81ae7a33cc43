import { afterEach, expect, test, vi } from "vitest";
import type { PackedLog } from "../../archive/archive";
import { encodeChange, ONE } from "../../changes";
import { readItem } from "../../items";
import { CHANGE, CLEAR, HIDE, joinIds, type Numbered, STROKE, TEXT } from "../../messages";
import { encodeStroke } from "../../strokes";
import { encodeOperations } from "../../testing/room";
import { encodeText, PLAIN } from "../../texts";
import type { PackedStrokes } from "../sheet/packed";
import type { Packing } from "../sheet/packing";
import { Sheet } from "../sheet/sheet";
import { strokeThrough } from "../testing/strokes";
import type { Bounds } from "../view/bounds";
import { openedArchive } from "./opened_archive";
import { tell, unpackAll } from "./packer";
import { type UnpackerPort, unpackedBy } from "./unpacking";

const COUNT = 1200;
const SPOILT = 7; // as a newer version may draw
const WORDS = encodeText({ face: PLAIN, color: 1, size: 400, x: 100, y: 100, words: "Low tide" });
const LOG: readonly Numbered[] = Array.from({ length: COUNT }, (_, index) => operation(index + 1));

function operation(seq: number): Numbered {
  const kind = seq % 100 === 0 ? CLEAR : seq % 70 === 0 ? TEXT : STROKE;
  const stroke = strokeThrough([[seq, 10], [seq + 50, 80]]); // biome-ignore format: one line
  const bodies = { [CLEAR]: new Uint8Array(), [TEXT]: WORDS, [STROKE]: encodeStroke(stroke) };
  const body = seq === SPOILT ? Uint8Array.of(255) : bodies[kind];
  return { seq, id: idOf(seq), kind, author: seq % 3, at: seq, body: body as Uint8Array };
}

/** A worker that is none: what it would do, in this thread. */
class Bench extends EventTarget {
  kept: PackedStrokes | null = null;

  async read(spans: AsyncIterable<Uint8Array>): Promise<void> {
    this.kept = tell(await unpackAll(spans), (told, transfer) => {
      this.#say(new MessageEvent("message", { data: { number: 1, picture: null } }));
      const data = structuredClone(told, { transfer });
      this.#say(new MessageEvent("message", { data }));
    });
  }

  fail(): void {
    this.#say(new Event("error"));
  }

  #say(event: Event): void {
    this.dispatchEvent(event);
  }
}

async function* spansOf(...logs: readonly (readonly Numbered[])[]) {
  for (const log of logs) yield encodeOperations(log).slice(1) as Uint8Array<ArrayBuffer>;
}

const ADDRESSES = { end: COUNT, urls: ["log/1-1200"] };

async function packed(spans: AsyncIterable<Uint8Array>) {
  const bench = new Bench();
  const unpacked = unpackedBy(bench as UnpackerPort);
  void bench.read(spans);
  const log = await openedArchive(ADDRESSES, unpacked).packed();
  return { log: log as PackedLog & { bulk: Packing }, bench };
}

const itemsIn = (log: readonly Numbered[]) => log.flatMap((one) => readItem(one) ?? []);
const seqsIn = ({ bulk, others }: PackedLog) =>
  [...Array.from({ length: bulk.count }, (_, index) => bulk.at(index)), ...others]
    .map(({ seq }) => seq)
    .sort((one, other) => one - other);

type Deed = readonly [kind: number, body: Uint8Array];

const HOUSE: readonly Deed[] = Array.from({ length: 12 }, (_, index) => line(10 * index));

function logOf(...deeds: readonly Deed[]): Numbered[] {
  return deeds.map(([kind, body], index) => {
    return { seq: index + 1, id: idOf(index + 1), kind, author: 1, at: index, body };
  });
}

function idOf(seq: number): string {
  return seq.toString(16).padStart(32, "0");
}

function line(x: number): Deed {
  return [STROKE, encodeStroke(strokeThrough([[x, 10], [x + 50, 80]]))]; // biome-ignore format: one line
}

function taken(seq: number): Deed {
  return [HIDE, joinIds([idOf(seq)])];
}

/** By so many px to the right. */
function moved(by: number, ...seqs: readonly number[]): Deed {
  const move = { scale: ONE, dx: by * 16, dy: 0 };
  return [CHANGE, encodeChange({ move, color: null, fronted: false }, joinIds(seqs.map(idOf)))];
}

afterEach(() => vi.unstubAllGlobals());

test("holds what reading here would have found, in its order", async () => {
  const { log } = await packed(spansOf(LOG.slice(0, 500), LOG.slice(500)));
  expect(log.end).toBe(COUNT);
  const expected = itemsIn(LOG);
  expect(log.bulk.count).toBe(expected.length);
  for (const [index, { id, seq, author, at, stroke, text }] of expected.entries()) {
    expect(log.bulk.indexOf(id)).toBe(index);
    expect(log.bulk.at(index)).toMatchObject({ id, seq, author, at, stroke });
    expect(log.bulk.at(index).text).toEqual(text);
  }
  const known = new Set(expected.map(({ id }) => id));
  expect(log.others).toEqual(LOG.filter(({ id }) => !known.has(id)));
  const own = expected.filter(({ author }) => author === 2).map(({ seq }) => seq);
  expect([...log.bulk.by(2)].map(({ seq }) => seq)).toEqual(own);
});

test("is a sheet like any other, which finds, hides and moves what came so", async () => {
  const { log, bench } = await packed(spansOf(LOG));
  const hidden = itemsIn(LOG).filter(({ seq }) => seq % 5 === 0).map(({ id }) => id); // biome-ignore format: one line
  const sheet = new Sheet([], hidden, log.bulk);
  const other = new Sheet(itemsIn(LOG), hidden);
  expect(sheet.packing?.shared).toBe(true);
  expect(bench.kept?.count).toBe(sheet.packing?.count);
  const told = (from: Sheet) => [from.head, from.visibleCount, from.visibleBounds()];
  expect(told(sheet)).toEqual(told(other));
  expect(sheet.marks().map(({ text }) => text)).toEqual(other.marks().map(({ text }) => text));
  const seen = (from: Sheet) => {
    const wanted = { left: 100, top: 0, right: 180, bottom: 40 };
    return from
      .search(wanted)
      .map(({ id, bounds, index, stroke, place }) => ({ id, bounds, index, stroke, place }));
  };
  expect(seen(sheet)).toEqual(seen(other));
  expect(sheet.visible().map(({ id }) => id)).toEqual(other.visible().map(({ id }) => id));
  const moved = sheet.at(100);
  const change = { move: { scale: 2 ** 16, dx: 0, dy: 16_000 }, color: null, fronted: false };
  const versions = new Map([[moved.id, { changes: [change], place: COUNT + 1 }]]);
  const [changed] = sheet.change(versions);
  expect(changed?.before.bounds.bottom).toBeLessThan(100); // where it was, not where it is
  expect(changed?.after.bounds.top).toBeGreaterThan(900);
  expect(seen(sheet).some(({ id }) => id === moved.id)).toBe(false);
  other.change(versions);
  expect(seen(sheet)).toEqual(seen(other));
  expect(sheet.visible().at(-1)?.id).toBe(moved.id);
});

test("knows where most of what can be seen is", async () => {
  const crowd = async (...acts: readonly Deed[]) => {
    const { log } = await packed(spansOf(logOf(...HOUSE, ...acts)));
    return log.bulk.crowd as Bounds;
  };
  const house = await crowd();
  expect(house.right).toBeLessThan(300);
  expect(await crowd(line(9_000))).toEqual(house);
  expect((await crowd(line(9_000), line(9_050))).right).toBeGreaterThan(9_000);
  expect(await crowd(line(9_000), line(9_050), taken(HOUSE.length + 2))).toEqual(house);
  expect((await crowd(moved(9_000, 1))).left).toBeCloseTo(house.left + 10);
  const all = Array.from(HOUSE, (_, index) => index + 1);
  expect((await crowd(moved(9_000, ...all))).left).toBeCloseTo(house.left + 9_000);
  expect(await crowd([CLEAR, new Uint8Array()])).toBeNull();
});

test("takes an item of it only once, and knows it again", async () => {
  const { log } = await packed(spansOf(LOG));
  const sheet = new Sheet([], [], log.bulk);
  const [first] = itemsIn(LOG) as [NonNullable<ReturnType<typeof readItem>>];
  expect(sheet.place(first)).toBeUndefined();
  expect(sheet.pend(first)).toBeUndefined();
  expect(sheet.find(first.id)).toBe(sheet.at(0));
  expect(sheet.place({ ...first, id: "f".repeat(32), seq: COUNT + 1 })?.index).toBe(log.bulk.count);
});

test("holds what came before an address was refused", async () => {
  async function* refused() {
    yield* spansOf(LOG.slice(0, 300));
    throw new Error("403 instead of a part of the log");
  }
  const { log } = await packed(refused());
  expect(log.end).toBe(300);
  expect(seqsIn(log)).toEqual(LOG.slice(0, 300).map(({ seq }) => seq));
});

test("stops at bytes that are no log", async () => {
  async function* damaged() {
    yield* spansOf(LOG.slice(0, 10));
    yield Uint8Array.of(7, 7);
    yield* spansOf(LOG.slice(20, 30));
  }
  const { log } = await packed(damaged());
  expect(log.end).toBe(10);
});

test("is what its worker has read, and the page fetches nothing", async () => {
  const fetch = vi.fn();
  vi.stubGlobal("fetch", fetch);
  await packed(spansOf(LOG));
  expect(fetch).not.toHaveBeenCalled();
});

test.each(["there is no worker", "the worker is gone"])("is fetched where %s", async (where) => {
  vi.stubGlobal("fetch", async () => new Response(encodeOperations(LOG).slice(1)));
  const bench = new Bench();
  const unpacked = where === "the worker is gone" ? unpackedBy(bench as UnpackerPort) : null;
  bench.fail();
  const log = (await openedArchive(ADDRESSES, unpacked).packed()) as PackedLog & { bulk: Packing };
  expect(log.bulk.shared).toBe(false);
  expect(seqsIn(log)).toEqual(LOG.map(({ seq }) => seq));
});

test("is nothing where nothing is to be had", async () => {
  vi.stubGlobal("fetch", async () => new Response("", { status: 403 }));
  expect((await openedArchive(ADDRESSES, null).packed())?.end).toBe(0);
});
