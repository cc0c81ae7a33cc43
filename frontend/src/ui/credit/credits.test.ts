import { render } from "lit/html.js";
import { describe, expect, it } from "vitest";
import { strokeThrough } from "../../canvas/engine/testing/strokes";
import { MARKER } from "../../canvas/strokes";
import { creditRows, inkWords } from "./credits";
import { authorInk, PAPER_HUES } from "./tint";

describe("credits in words", () => {
  it("measure ink as it would be on a screen", () => {
    expect(inkWords(0)).toBe("0 cm");
    expect(inkWords(96)).toBe("2.5 cm");
    expect(inkWords(96 * 12 * 3.3)).toBe("1 m");
    expect(inkWords(1e6)).toBe("265 m");
  });

  it("say of what the metres are", () => {
    const list = document.createElement("ul");
    const tally = { author: 1, strokes: 58, ink: 96 * 12 * 9.8, from: 0, to: 0 };
    render(
      creditRows([tally], new Map(), () => "17:41"),
      list,
    );
    expect(list.textContent).toContain("58 strokes, 3 m of ink");
  });
});

describe("a stroke in its author's hue", () => {
  const pen = strokeThrough([[0, 0]]);
  const marker = strokeThrough([[0, 0]], { tool: MARKER, opacity: 153 });

  it("has the paper's hue, from the ninth person on again", () => {
    expect(authorInk(1, pen, false)).toEqual({ color: 0x2a66c8, alpha: 1 });
    expect(authorInk(8, pen, false).color).toBe(PAPER_HUES[0]);
  });

  it("keeps a marker lighter than a pen, also where others stand out", () => {
    expect(authorInk(0, marker, false).alpha).toBe(0.26);
    expect(authorInk(0, pen, true).alpha).toBe(0.16);
    expect(authorInk(0, marker, true).alpha).toBeLessThan(0.05);
  });
});
