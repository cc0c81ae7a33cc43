import { afterEach, describe, expect, it, vi } from "vitest";
import { Pocket } from "./pocket";

const DRAFT = { id: "ab".repeat(16), kind: 1, body: Uint8Array.of(1, 2, 3) };

function browser(storage: unknown): Pocket {
  vi.stubGlobal("localStorage", storage);
  return new Pocket({ drawing: "u", author: 1 }, "tab");
}

afterEach(() => vi.unstubAllGlobals());

describe("the pocket of a tab", () => {
  it("is empty where the browser forbids to write, and says so: what else is kept is looked for", () => {
    const pocket = browser(null);
    expect(pocket.hold([DRAFT])).toBe(false);
    expect(pocket.left(new Set())).toEqual(new Map());
  });
});
