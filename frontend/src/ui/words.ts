/**
 * The words a page says by itself from its first moment on, and how any word is said: one catalogue a
 * language, English the source. `words_later.ts` has those of parts that come later.
 *
 * A word is a text, or its plural forms chosen by `count`. `{name}` stands for a value.
 */

export interface Forms {
  readonly one: string;
  readonly other: string;
  readonly zero?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
}

export const english = {
  "status.saved": "Saved",
  "status.saving": "Saving",
  "status.strokesWaiting": { one: "{count} stroke waiting", other: "{count} strokes waiting" },
  "status.picturesWaiting": { one: "{count} picture waiting", other: "{count} pictures waiting" },
  "status.changesWaiting": { one: "{count} change waiting", other: "{count} changes waiting" },
  "status.waitingShort": { one: "{count} waiting", other: "{count} waiting" },
  "status.watching": "Watching",
  "status.penTaken": "You can watch from here on: the owner changed what the link lets people do.",
  "status.connecting": "Reconnecting",
  "status.restarting": "Restarting",
  "status.opening": "Opening",
  "status.stopped": "Stopped",

  "later.missing": "This part did not reach you. Your drawing is safe: reload the page to get it.",
  "later.reload": "Reload",

  "title.untitled": "Untitled drawing",

  "people.justHere": { one: "{count} here", other: "{count} here" },
  "people.someone": "Someone",

  "colour.ink": "Ink",
  "colour.chalk": "Chalk",
  "colour.red": "Red",
  "colour.amber": "Amber",
  "colour.yellow": "Yellow",
  "colour.green": "Green",
  "colour.blue": "Blue",
  "colour.plum": "Plum",
  "colour.brown": "Brown",
  "colour.sky": "Sky",
  "colour.rose": "Rose",
  "colour.cream": "Cream",
  "colour.night": "Night",

  "tools.now": "{tool}, and more tools",

  "colour.now": "Colour: {colour}",

  "size.pixels": "{size} pixels",

  "pen.seen": "The pen draws, fingers move the paper. The menu can change that.",

  "chat.open": "Chat",
  "chat.unread": { one: "Chat, {count} new line", other: "Chat, {count} new lines" },
} as const satisfies Record<string, string | Forms>;

export type Word = keyof typeof english;
export type Values = Readonly<Record<string, string | number>>;
export type Catalogue<Word extends string> = Readonly<Record<Word, string | Forms>>;

/** Says the words of one language, and English where `translated` has none. */
export function wordsOf<Word extends string>(
  language: string,
  english: Catalogue<Word>,
  translated: Partial<Catalogue<Word>> = {},
) {
  let plural: Intl.PluralRules | undefined;
  let number: Intl.NumberFormat | undefined; // the first of a page takes it many milliseconds
  const formOf = (forms: Forms, count: number) => {
    plural ??= new Intl.PluralRules(language);
    return forms[plural.select(count)] ?? forms.other;
  };
  const textOf = (value: string | number) => {
    if (typeof value === "string") return value;
    number ??= new Intl.NumberFormat(language);
    return number.format(value);
  };
  return (word: Word, values: Values = {}): string => {
    const found = translated[word] ?? english[word];
    const text = typeof found === "string" ? found : formOf(found, Number(values["count"] ?? 0));
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => textOf(values[name] ?? whole));
  };
}

function pageLanguage(): string {
  const asked = globalThis.document?.documentElement.lang || "en";
  return Intl.PluralRules.supportedLocalesOf(asked).length > 0 ? asked : "en";
}

export const language = pageLanguage();

/** The browser's own region of the page's language: 17:42 here, 5:42 PM there. */
export const region = globalThis.navigator?.language.startsWith(language)
  ? navigator.language
  : language;

/** The page's own words: say("status.strokesWaiting", {count: 3}) → "3 strokes waiting". */
export const say = wordsOf(language, english);
