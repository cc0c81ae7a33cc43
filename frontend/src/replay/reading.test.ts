import { afterEach, describe, expect, it, vi } from "vitest";
import { FetchedArchive } from "../canvas/archive/fetched";
import { type Numbered, STROKE } from "../canvas/messages";
import { encodeOperations } from "../canvas/testing/room";
import { readWhole } from "./reading";

const log = Array.from({ length: 5 }, (_, index): Numbered => {
  const id = index.toString(16).padStart(32, "0");
  return { seq: index + 1, id, kind: STROKE, author: 1, at: index, body: Uint8Array.of(index) };
});
const archive = () => new FetchedArchive({ end: 4, urls: ["log/1-2", "log/3-4"] });

/** Answers as the server does; tells what was asked for. */
function serve(answers: Readonly<Record<string, Uint8Array>>): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    const body = answers[address];
    return new Response(body ? Uint8Array.from(body) : null, { status: body ? 200 : 404 });
  });
  return asked;
}

/** Chunks are a bare log; pages are messages, as a socket would send them. */
const chunk = (from: number, to: number) => encodeOperations(log.slice(from - 1, to)).slice(1);
const page = (from: number, to: number) => encodeOperations(log.slice(from - 1, to));

describe("the log that a replay plays", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("comes in chunks, and page by page after them", async () => {
    const asked = serve({
      "log/1-2": chunk(1, 2),
      "log/3-4": chunk(3, 4),
      "after/4": page(5, 5),
    });
    const shares: number[] = [];
    const read = await readWhole(archive(), "after/", 5, (share) => shares.push(share));
    expect(read).toEqual(log);
    expect(asked).toEqual(["log/1-2", "log/3-4", "after/4"]);
    expect(shares.at(-1)).toBe(1);
  });

  it("comes page by page from where a chunk is not to be had", async () => {
    serve({ "log/1-2": chunk(1, 2), "after/2": page(3, 4), "after/4": page(5, 5) });
    expect(await readWhole(archive(), "after/", 5, () => {})).toEqual(log);
  });

  it("ends where it ended when the page was made", async () => {
    serve({ "log/1-2": chunk(1, 2), "log/3-4": chunk(3, 4), "after/0": page(1, 5) });
    expect(await readWhole(archive(), "after/", 3, () => {})).toEqual(log.slice(0, 3));
  });

  it("is missed aloud where it is not to be had", async () => {
    serve({});
    await expect(readWhole(archive(), "after/", 5, () => {})).rejects.toThrow("404");
  });
});
