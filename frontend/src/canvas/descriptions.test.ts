import fc from "fast-check";
import { describe, expect, it } from "vitest";
import table from "../../../tests/wire/descriptions.json";
import {
  cleanDescription,
  decodeDescription,
  described,
  encodeDescription,
  MAX_CHARACTERS,
} from "./descriptions";
import { Fold } from "./fold";
import { fromHex, type Numbered, toHex } from "./messages";
import { packed } from "./testing/packed";

const ODD = "aé漢🎉 \n\r\t\u0301\u202e\u2028\ufeff\u0000\ud800".split("");

function saidAfter(fold: Fold): Record<string, string> {
  const said = [...described(fold.descriptions())];
  return Object.fromEntries(said.map(([id, words]) => [id.slice(0, 2), words]));
}

describe("what is said of a picture", () => {
  it.each(table.bodies)("$name: both ways as in the shared table", ({ id, words, bytes }) => {
    expect(toHex(encodeDescription({ id, words }))).toBe(bytes);
    expect(decodeDescription(fromHex(bytes))).toEqual({ id, words });
  });

  it.each(table.hostile)("$name: refused with the table's reason", ({ bytes, error }) => {
    expect(() => decodeDescription(fromHex(bytes))).toThrow(error);
    expect(described([fromHex(bytes)]).size).toBe(0);
  });

  it("can always be kept as somebody typed it, or is nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ODD), { maxLength: 30 }), (written) => {
        encodeDescription({ id: "0a".repeat(16), words: cleanDescription(written.join("")) });
      }),
    );
    expect([...cleanDescription("🎉 ".repeat(MAX_CHARACTERS))].length).toBeLessThan(
      MAX_CHARACTERS + 1,
    );
  });
});

describe("after a log", () => {
  it.each(table.logs.map(({ log, after }, index) => ({ index, log, after })))(
    "the latest words hold that are not taken back ($index)",
    ({ log, after }) => {
      const told = log.map(([kind, id, body], index): Numbered => {
        const [name, bytes] = [id as string, fromHex(body as string)];
        const numbers = { seq: index + 1, author: 1, at: 0 };
        return { id: name.repeat(16), kind: kind as number, body: bytes, ...numbers };
      });
      for (let cut = 0; cut <= told.length; cut++) {
        const agreed = new Fold();
        agreed.begin(packed(told.slice(0, cut)));
        const own = new Fold(agreed); // not agreed yet
        for (const operation of told.slice(cut)) own.apply(operation, operation.seq);
        expect(saidAfter(own)).toEqual(after.at(-1));
        expect(saidAfter(agreed)).toEqual(cut === 0 ? {} : after[cut - 1]);
      }
    },
  );
});
