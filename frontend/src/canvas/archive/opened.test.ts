import { afterEach, describe, expect, it, vi } from "vitest";
import type { Decoded } from "../items";
import { type Numbered, STROKE } from "../messages";
import { encodeOperations } from "../testing/room";
import type { Unpacker } from "./archive";
import { OpenedArchive } from "./opened";

const LOG = { end: 3, urls: ["log/1-3"] };

const operation = (seq: number): Numbered => ({
  seq,
  id: seq.toString(16).padStart(32, "0"),
  kind: STROKE,
  author: 1,
  at: seq,
  body: Uint8Array.of(1, 2, 3),
});

async function read(archive: OpenedArchive): Promise<number[]> {
  const seqs: number[] = [];
  for await (const operations of archive.read()) seqs.push(...operations.map(({ seq }) => seq));
  return seqs;
}

function unpacker(...batches: (readonly Decoded[] | Error)[]): Unpacker {
  return {
    async *unpacked() {
      for (const batch of batches) {
        if (batch instanceof Error) throw batch;
        yield batch;
      }
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe("the archive of a page that draws", () => {
  it("is what its worker has read, and the page fetches nothing", async () => {
    const fetch = vi.fn();
    vi.stubGlobal("fetch", fetch);
    const elsewhere = unpacker([operation(1), operation(2)], [operation(3)]);
    expect(await read(new OpenedArchive(LOG, elsewhere))).toEqual([1, 2, 3]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ["there is no worker", null],
    ["the worker is gone", unpacker(new Error("gone"))],
  ])("is fetched by the page where %s", async (_where, elsewhere) => {
    const bytes = encodeOperations([1, 2, 3].map(operation)).slice(1);
    vi.stubGlobal("fetch", async () => new Response(bytes));
    expect(await read(new OpenedArchive(LOG, elsewhere))).toEqual([1, 2, 3]);
  });

  it("of a small drawing is empty", async () => {
    expect(await read(new OpenedArchive({ end: 0, urls: [] }, null))).toEqual([]);
  });
});
