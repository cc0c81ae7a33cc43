import { describe, expect, it } from "vitest";
import { english, say, wordsOf } from "./words";
import { listNames, say as sayLater } from "./words_later";

describe("words", () => {
  it("chooses the plural by the count", () => {
    expect(say("status.strokesWaiting", { count: 1 })).toBe("1 stroke waiting");
    expect(say("status.strokesWaiting", { count: 3 })).toBe("3 strokes waiting");
    expect(say("status.strokesWaiting", { count: 0 })).toBe("0 strokes waiting");
  });

  it("writes large counts as the language does", () => {
    expect(sayLater("people.here", { count: 1234 })).toBe("1,234 people here");
  });

  it("uses the forms a language has, and English where a word is missing", () => {
    const polish = wordsOf("pl", english, {
      "status.strokesWaiting": {
        one: "{count} kreska czeka",
        few: "{count} kreski czekają",
        many: "{count} kresek czeka",
        other: "{count} kreski czeka",
      },
    });
    expect(polish("status.strokesWaiting", { count: 1 })).toBe("1 kreska czeka");
    expect(polish("status.strokesWaiting", { count: 3 })).toBe("3 kreski czekają");
    expect(polish("status.strokesWaiting", { count: 5 })).toBe("5 kresek czeka");
    expect(polish("status.saved")).toBe("Saved");
  });

  it("puts a name in as it is, whatever it looks like", () => {
    const name = "{count} <b>$&</b>";
    expect(sayLater("chat.typingOne", { name })).toBe(`${name} is typing…`);
  });
});

describe("a list of names", () => {
  it("joins two with a word and more with commas", () => {
    expect(listNames(["Mia"])).toBe("Mia");
    expect(listNames(["Mia", "Tom"])).toBe("Mia and Tom");
    expect(listNames(["Mia", "Tom", "Aiko"])).toBe("Mia, Tom and Aiko");
  });

  it("counts those it has no room for", () => {
    expect(listNames(["Mia", "Tom", "Aiko", "Samir"])).toBe("Mia, Tom and 2 others");
    expect(listNames([])).toBe("");
  });
});
