import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const tokens = readFileSync(`${import.meta.dirname}/../tokens.css`, "utf8");
const swatches = readFileSync(`${import.meta.dirname}/swatches.css`, "utf8");

const EDGE = "inset 0 0 0 1px var(--line-3)";

/** As WCAG measures it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(...[one, other]: readonly [string, string]): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function token(name: string, theme: number): string {
  const both = tokens.match(new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`));
  return both?.[theme + 1] ?? "none";
}

function rule(selector: string): string {
  const start = swatches.indexOf(`\n${selector} {`);
  return start < 0 ? "" : swatches.slice(start, swatches.indexOf("}", start));
}

it.each([0, 1])("have an edge that is seen on whatever they lie on, theme %i", (theme) => {
  for (const behind of ["surface", "raised"]) {
    expect(contrast(token("line-3", theme), token(behind, theme))).toBeGreaterThan(3);
  }
});

it.each([
  ".swatch input",
  ".swatch input:checked",
  ".colour-button::before",
  ".paper-swatch::before",
  '.paper-swatch[aria-pressed="true"]::before',
])("have that edge as %s, chosen or not", (selector) => {
  expect(rule(selector)).toContain(EDGE);
});
