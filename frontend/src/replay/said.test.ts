import { describe, expect, it } from "vitest";
import { type Said, saidAt } from "./said";

const line = (time: number, text: string): Said => ({
  time,
  text,
  name: "Tom",
  hue: 1,
  guest: true,
});

describe("what was said, at its moment", () => {
  const lines = [line(1_000, "Room for a boat?"), line(3_000, "There")];

  it("is there from its moment on, until the next", () => {
    expect(saidAt(lines, 999, 1)).toBeNull();
    expect(saidAt(lines, 1_000, 1)?.text).toBe("Room for a boat?");
    expect(saidAt(lines, 3_500, 1)?.text).toBe("There");
  });

  it("goes when it can have been read, however fast the replay goes", () => {
    expect(saidAt(lines, 9_000, 1)).toBeNull();
    expect(saidAt(lines, 9_000, 16)?.text).toBe("There");
  });
});
