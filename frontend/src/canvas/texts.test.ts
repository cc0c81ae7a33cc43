import fc from "fast-check";
import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/texts.json";
import { cleanWords } from "./clean_words";
import { fromHex, toHex } from "./messages";
import { decodeText, encodeText, MAX_CHARACTERS, PLAIN } from "./texts";

const ODD = "aé漢🎉 \n\r\t\u0301\u202e\u2028\ufeff\u0000\ud800\udc00\u1100\u1161".split("");

describe("a text as bytes", () => {
  it.each(table.texts)("$name: both ways as in the shared table", ({ name: _, bytes, ...rest }) => {
    const text = { face: PLAIN, ...rest };
    expect(toHex(encodeText(text))).toBe(bytes);
    expect(decodeText(fromHex(bytes))).toEqual(text);
  });

  it.each(table.hostile)("$name: refused with the table's reason", ({ bytes, error }) => {
    expect(() => decodeText(fromHex(bytes))).toThrow(error || Error);
  });
});

describe("what somebody wrote", () => {
  it.each([
    ["Low tide", "Low tide"],
    ["two\r\nlines\rthree", "two\nlines\nthree"],
    ["a\tb", "a    b"],
    ["e\u0301", "é"],
    ["fdp.\u202eexe", "fdp.exe"],
    ["x\u0000y", "xy"],
    ["x  \n\n", "x"],
    ["  indented", "  indented"],
    ["\ud800x", "\ufffdx"],
    [" \n ", ""],
  ])("%j is kept as %j", (written, kept) => {
    expect(cleanWords(written)).toBe(kept);
  });

  it("can always be kept, or is nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ODD), { maxLength: 30 }), (written) => {
        const words = cleanWords(written.join(""));
        if (words) encodeText({ face: PLAIN, color: 0, size: 16, x: 0, y: 0, words });
      }),
    );
  });

  it("ends where a text must", () => {
    expect([...cleanWords("🎉".repeat(MAX_CHARACTERS + 9))].length).toBe(MAX_CHARACTERS);
  });
});
