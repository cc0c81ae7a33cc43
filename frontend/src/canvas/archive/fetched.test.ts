import { afterEach, describe, expect, it, vi } from "vitest";
import { type Numbered, STROKE } from "../messages";
import { encodeOperations } from "../testing/room";
import { FetchedArchive } from "./fetched";

/** Addresses that tests answer by hand. */
class Server {
  readonly asked = new Map<string, { answer(response: Response): void; fail(): void }>();
  readonly signals: AbortSignal[] = [];
  breaths = 0;

  fetch(url: string, { signal }: { signal: AbortSignal }): Promise<Response> {
    this.signals.push(signal);
    return new Promise((answer, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      this.asked.set(url, { answer, fail: () => reject(new TypeError("network")) });
    });
  }

  async breathe(): Promise<void> {
    this.breaths++;
  }

  async answer(url: string, operations: readonly Numbered[]): Promise<void> {
    this.asked.get(url)?.answer(new Response(encodeOperations(operations).slice(1)));
    await new Promise(setImmediate);
  }
}

const log = (first: number, last: number): Numbered[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    seq: first + index,
    id: (first + index).toString(16).padStart(32, "0"),
    kind: STROKE,
    author: 1,
    at: index,
    body: Uint8Array.of(1, 2, 3),
  }));

/** Reads in the background; what was read so far. */
function read(archive: FetchedArchive): { seqs: number[]; done: boolean } {
  const found = { seqs: [] as number[], done: false };
  void (async () => {
    for await (const operations of archive.read()) {
      found.seqs.push(...operations.map(({ seq }) => seq));
    }
    found.done = true;
  })();
  return found;
}

/** An answer of which only the beginning ever comes. */
function stalled(operations: readonly Numbered[], signal?: AbortSignal): Response {
  return new Response(
    new ReadableStream({
      start(body) {
        body.enqueue(encodeOperations(operations).slice(1, 20));
        signal?.addEventListener("abort", () => body.error(signal.reason));
      },
    }),
  );
}

const turn = () => new Promise(setImmediate);
const range = (last: number) => log(1, last).map(({ seq }) => seq);

afterEach(() => {
  vi.useRealTimers();
});

describe("the archive over HTTP", () => {
  it("asks for several addresses at once and hands their operations over in order", async () => {
    const server = new Server();
    const found = read(new FetchedArchive({ end: 4, urls: ["a", "b"] }, server));
    await turn();
    expect([...server.asked.keys()]).toEqual(["a", "b"]);
    await server.answer("b", log(3, 4));
    expect(found.seqs).toEqual([]);
    await server.answer("a", log(1, 2));
    expect(found).toEqual({ seqs: range(4), done: true });
  });

  it("asks for no more at once than a browser has connections to spare", async () => {
    const server = new Server();
    const urls = Array.from({ length: 9 }, (_, index) => `${index}`);
    const found = read(new FetchedArchive({ end: 9, urls }, server));
    await turn();
    expect(server.asked.size).toBe(4);
    for (const [index, url] of urls.entries()) await server.answer(url, log(index + 1, index + 1));
    expect(found).toEqual({ seqs: range(9), done: true });
  });

  it("lets the pen have its turn between the operations of one address", async () => {
    const server = new Server();
    const found = read(new FetchedArchive({ end: 2000, urls: ["a"] }, server));
    await turn();
    await server.answer("a", log(1, 2000));
    await turn();
    expect(found.seqs).toEqual(range(2000));
    expect(server.breaths).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ["fails", (server: Server) => server.asked.get("b")?.fail()],
    ["is refused", (server: Server) => answered(server, new Response("no", { status: 403 }))],
    ["is damaged", (server: Server) => answered(server, new Response(Uint8Array.of(7, 7)))],
  ])("ends with what it has where an address %s, and asks for no more", async (_how, spoil) => {
    const server = new Server();
    const found = read(new FetchedArchive({ end: 9, urls: ["a", "b", "c"] }, server));
    await turn();
    await server.answer("a", log(1, 3));
    spoil(server);
    await turn();
    expect(found).toEqual({ seqs: range(3), done: true });
    expect(server.signals.every((signal) => signal.aborted)).toBe(true);
  });

  it("stops what is on its way when nobody reads any more", async () => {
    const server = new Server();
    const reading = new FetchedArchive({ end: 6, urls: ["a", "b"] }, server).read();
    const first = reading.next();
    await turn();
    await server.answer("a", log(1, 3));
    await first;
    await reading.return(undefined);
    expect(server.signals.every((signal) => signal.aborted)).toBe(true);
  });

  it.each([
    ["does not answer", 20, () => {}],
    [
      "stops half way",
      5,
      (server: Server) => answered(server, stalled(log(4, 6), server.signals[1])),
    ],
  ])("ends with what it has where an address %s, after %i s", async (_how, seconds, stall) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const server = new Server();
    const found = read(new FetchedArchive({ end: 9, urls: ["a", "b", "c"] }, server));
    await turn();
    await server.answer("a", log(1, 3));
    stall(server);
    await turn();
    await vi.advanceTimersByTimeAsync((seconds - 1) * 1_000);
    await turn();
    expect(found).toEqual({ seqs: range(3), done: false });
    await vi.advanceTimersByTimeAsync(2_000);
    await turn();
    expect(found).toEqual({ seqs: range(3), done: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits for what is slow as long as some of it keeps coming", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const server = new Server();
    const found = read(new FetchedArchive({ end: 6, urls: ["a", "b"] }, server));
    await turn();
    const slow = new TransformStream<Uint8Array, Uint8Array>();
    server.asked.get("a")?.answer(new Response(slow.readable));
    const bytes = slow.writable.getWriter();
    for (const byte of encodeOperations(log(1, 3)).slice(1)) {
      void bytes.write(Uint8Array.of(byte));
      await vi.advanceTimersByTimeAsync(3_000);
    }
    void bytes.close();
    await server.answer("b", log(4, 6));
    await turn();
    expect(found).toEqual({ seqs: range(6), done: true });
  });

  it("of a small drawing is empty", async () => {
    const server = new Server();
    const found = read(new FetchedArchive({ end: 0, urls: [] }, server));
    await turn();
    expect(found).toEqual({ seqs: [], done: true });
  });
});

function answered(server: Server, response: Response): void {
  server.asked.get("b")?.answer(response);
}
