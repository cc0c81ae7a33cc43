/**
 * Every word the client says by itself: one catalogue a language, English the source.
 *
 * A word is a text, or its plural forms chosen by `count`. `{name}` stands for a value.
 */

interface Forms {
  readonly one: string;
  readonly other: string;
  readonly zero?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
}

const english = {
  "status.saved": "Saved",
  "status.saving": "Saving",
  "status.waiting": { one: "{count} stroke waiting", other: "{count} strokes waiting" },
  "status.waitingShort": { one: "{count} waiting", other: "{count} waiting" },
  "status.watching": "Watching",
  "status.penTaken": "You can watch from here on: the owner changed what the link lets people do.",
  "status.connecting": "Reconnecting",
  "status.restarting": "Restarting",
  "status.opening": "Opening",
  "status.stopped": "Stopped",

  "absence.strokes": {
    one: "Since you left: {count} stroke by {names}",
    other: "Since you left: {count} strokes by {names}",
  },

  "absence.play": "Play",

  "later.missing": "This part did not reach you. Your drawing is safe: reload the page to get it.",
  "later.reload": "Reload",

  "credit.line": "by {names}",
  "credit.drawnByAt": "Drawn by {name} · {when}",
  "credit.jump": "See that moment",
  "credit.drew": {
    one: "{count} stroke, {ink} of ink",
    other: "{count} strokes, {ink} of ink",
  },
  "credit.sum": { one: "{count} stroke, {span}", other: "{count} strokes, {span}" },
  "credit.who": "Who drew what",
  "credit.alone": "Show only {name}",

  "replay.play": "Play",
  "replay.pause": "Pause",
  "replay.moment": "{elapsed}, drawn at {clock}",
  "replay.skipped": "{span} later",
  "replay.rate": "{speed}×",
  "replay.fit": "Fit in 30 s",
  "replay.momentCopied": "Link to this moment copied",
  "replay.stroke": "Stroke {number} of {count}, by {name}, {clock}",
  "replay.personNow": { one: "{count} stroke, drawing now", other: "{count} strokes, drawing now" },
  "replay.follow": "Follow {name}",
  "replay.following": "Following {name}",
  "replay.hide": "Leave out {name}",
  "replay.show": "Show {name}",
  "replay.said": "{name}: {text}",
  "replay.over": "That was all. Drawn by {names}",
  "replay.again": "Watch again",
  "replay.copy": "Copy link",
  "replay.close": "Close",
  "replay.loaded": "{percent}%",
  "replay.nothing": "Nothing is drawn yet.",
  "replay.unread": "The drawing did not reach you. Check the connection and reload the page.",
  "replay.newOnly": {
    one: "Playing {count} new stroke",
    other: "Playing {count} new strokes",
  },

  "title.untitled": "Untitled drawing",
  "title.renamed": "{name} named it {title}",

  "people.you": "You",
  "people.youNamed": "{name} (you)",
  "people.drawing": "Drawing",
  "people.guest": "Guest",
  "people.here": { one: "{count} person here", other: "{count} people here" },
  "people.justHere": { one: "{count} here", other: "{count} here" },
  "people.more": "+{count}",
  "people.joined": "{names} joined",
  "people.left": "{names} left",
  "people.someone": "Someone",
  "people.nameless": "A name needs at least one letter.",
  "names.two": "{first} and {last}",
  "names.many": "{first}, {last}",
  "names.others": { one: "{count} other", other: "{count} others" },

  "colour.ink": "Ink",
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
  "text.field": "Text on the paper",
  "tools.now": "{tool}, and more tools",
  "colour.now": "Colour: {colour}",
  "colour.bad": "Six digits or letters a to f, like 2F6FAE.",
  "size.pixels": "{size} pixels",

  "select.count": { one: "{count} picked", other: "{count} picked" },
  "select.none": "Nothing is picked",
  "select.tooMany": "No more than {count} can be copied at once.",
  "select.others": "{name} drew that. You can change what you drew yourself.",

  "paper.lost": "Nothing of the drawing is in sight.",
  "keys.down": "Pen down",
  "keys.up": "Pen up",
  "keys.dropped": "Line taken back",
  "keys.at": "{x} across, {y} down",
  "pen.seen": "The pen draws, fingers move the paper. The menu can change that.",

  "chat.title": "Chat",
  "chat.close": "Close chat",
  "chat.open": "Chat",
  "chat.unread": { one: "Chat, {count} new line", other: "Chat, {count} new lines" },
  "chat.lines": "What was said",
  "chat.new": "New",
  "chat.say": "Say something",
  "chat.watch": "Watch this part",
  "chat.send": "Send",
  "chat.retry": "Try again",
  "chat.edit": "Edit",
  "chat.waiting": "Waiting to be sent",
  "chat.earlier": "Earlier lines are not shown here.",
  "chat.empty": "Nothing said yet",
  "chat.emptyWords": "What you say here stays with the drawing.",
  "chat.mayNotSpeak": "You can read along. People who can draw can talk.",
  "chat.refused": "Chat is closed to you.",
  "chat.tooLong": { one: "{count} letter too long", other: "{count} letters too long" },
  "chat.typingOne": "{name} is typing…",
  "chat.typingTwo": "{first} and {last} are typing…",
  "chat.typingMany": "Several people are typing…",
  "chat.heard": "{name}: {text}",

  "room.mayNotSpeak": "You can read along. Give a name below to talk.",
  "room.emptyWords": "What you say here stays, for whoever comes next.",

  "share.copied": "Link copied",
  "share.copiedShort": "Copied",
  "share.watchCopied": "Watch link copied",
  "share.embedCopied": "Code copied. Paste it into a page of yours.",
  "share.notCopied": "Your browser did not let us copy. Select the link and copy it by hand.",
  "share.replaced": "The link is replaced. Hand out the new one.",
  "share.nowDraw": "People with the link can draw",
  "share.nowWatch": "People with the link can watch",
  "share.nowClosed": "The drawing is closed to everyone else",
  "share.leadDraw": "Anyone who opens the link is in. No account needed.",
  "share.leadWatch": "Anyone who opens the link can watch. No account needed.",
  "share.leadClosed": "Nobody but you gets in by the link for now.",
  "share.branchable": "Others can begin their own from it",
  "share.notBranchable": "Nobody else can begin their own from it",
  "share.notDone": "That did not reach us. Check the connection and try again.",

  "open.opening": "Opening it",
  "open.tooLarge": "That file is larger than drawings may be here.",
  "open.unreached": "That did not reach us. Check the connection and try again.",

  "download.png": "Download PNG",
  "download.svg": "Download SVG",
  "download.pdf": "Download PDF",
  "download.film": "Make time-lapse",
  "download.file": "Download file",
  "download.video": "{kind}, 1280 × 720 pixels. Recording it takes ten seconds.",
  "download.moving": "A moving picture for places that show no video.",
  "download.size": "{width} × {height} pixels",
  "download.nothing": "Nothing is drawn yet.",
  "download.tooLarge": "That is larger than a picture can be: 8192 a side, 40 million in all.",
  "download.noWidth": "Give a width from 16 to 8192.",
  "download.busy": "Many pictures are being made just now. Try again in a moment.",
  "download.often": "That was taken very often just now. Wait a minute, then try again.",
  "download.gone": "This drawing no longer opens for you.",
  "download.unreached": "The picture did not reach you. Check the connection and try again.",
  "download.odd": "The picture could not be made. Choose a smaller size and try again.",
  "download.fileName": "drawing",

  "gone.deleted": "This drawing was deleted",
  "gone.deletedWords": "Its owner took it down for good, with all that was drawn and said in it.",
  "gone.closed": "This drawing is closed",
  "gone.closedWords":
    "Its owner closed it for now, or replaced the link. If it is only closed, this link will work again.",
  "gone.again": "Try again",
  "gone.error": "This page needs a fresh start",
  "gone.errorWords": "Reload it to draw on. Everything saved is still there.",
} as const satisfies Record<string, string | Forms>;

export type Word = keyof typeof english;
export type Values = Readonly<Record<string, string | number>>;
export type Catalogue = Readonly<Partial<Record<Word, string | Forms>>>;

const catalogues: Readonly<Record<string, Catalogue>> = { en: english };

/** The words of one language, English where it has none. */
export function wordsOf(language: string, catalogue: Catalogue = english) {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (word: Word, values: Values = {}): string => {
    const found: string | Forms = catalogue[word] ?? english[word];
    return fill(typeof found === "string" ? found : formOf(found, plural, values), values, number);
  };
}

function formOf(forms: Forms, plural: Intl.PluralRules, values: Values): string {
  return forms[plural.select(Number(values["count"] ?? 0))] ?? forms.other;
}

function fill(text: string, values: Values, number: Intl.NumberFormat): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number.format(value) : value;
  });
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

/** The page's own words: say("status.waiting", {count: 3}) → "3 strokes waiting". */
export const say = wordsOf(language, catalogues[language.split("-")[0] ?? "en"] ?? english);

/** “Mia”, “Mia and Tom”, “Mia, Tom and 3 others”. */
export function listNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, say("names.others", { count: rest })] : shown;
  const last = parts.at(-1) ?? "";
  if (parts.length < 2) return last;
  const first = parts.slice(0, -1).reduce((left, right) => {
    return say("names.many", { first: left, last: right });
  });
  return say("names.two", { first, last });
}
