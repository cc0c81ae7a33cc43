// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { NotTaken, take, type Wish } from "./taking";

const PICTURE = `/d/${"k".repeat(22)}.png`;
const wish: Wish = { format: "png", film: "video", query: "scale=2" };

const noFilm = () => Promise.reject(new Error("no film"));

function serve(status = 200): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url.replace(/k+/, "k"));
    return new Response("bytes", { status });
  });
  return asked;
}

function taken(change: Partial<Wish>): ReturnType<typeof take> {
  return take({ ...wish, ...change }, PICTURE, noFilm, () => {}, new AbortController().signal);
}

describe("taking a drawing away", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("asks for each form where it is", async () => {
    const asked = serve();
    expect((await taken({})).ending).toBe("png");
    expect((await taken({ format: "pdf" })).ending).toBe("pdf");
    expect((await taken({ format: "file" })).ending).toBe("drawnby");
    expect((await taken({ format: "film", film: "gif" })).ending).toBe("gif");
    expect(asked).toEqual([
      "/d/k.png?scale=2",
      "/d/k.pdf?scale=2",
      "/d/k.drawnby",
      "/d/k/time-lapse.gif",
    ]);
  });

  it("takes a moving picture where the browser records no video", async () => {
    const asked = serve();
    expect((await taken({ format: "film" })).ending).toBe("webp");
    expect(asked).toEqual(["/d/k/time-lapse.webp"]);
  });

  it("says why there is nothing to be had", async () => {
    serve(503);
    await expect(taken({})).rejects.toThrow(NotTaken);
    await expect(taken({})).rejects.toThrow("Try again in a moment");
    serve(429);
    await expect(taken({})).rejects.toThrow("Wait a minute");
  });

  it("asks again by itself when the server says, and not for ever", async () => {
    vi.useFakeTimers();
    const answers = [503, 503, 200, 503, 503, 503, 503, 200];
    vi.stubGlobal("fetch", async () => {
      return new Response("bytes", {
        status: answers.shift() ?? 500,
        headers: { "Retry-After": "5" },
      });
    });
    const first = taken({});
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await first).ending).toBe("png");
    const second = expect(taken({})).rejects.toThrow("Try again in a moment");
    await vi.advanceTimersByTimeAsync(15_000);
    await second;
    expect(answers).toEqual([200]);
    vi.useRealTimers();
  });
});
