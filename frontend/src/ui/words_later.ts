/** The words of parts that come later (`later.ts`), and of pages that are not drawn on: `words.ts` has the first. */

import { type Forms, english as first, language, wordsOf } from "./words";

const english = {
  ...first,

  "credit.drawnByAt": "Drawn by {name} · {when}",
  "credit.jump": "See that moment",

  "people.joined": "{names} joined",
  "people.left": "{names} left",

  "names.two": "{first} and {last}",
  "names.many": "{first}, {last}",
  "names.others": { one: "{count} other", other: "{count} others" },

  "keys.down": "Pen down",
  "keys.up": "Pen up",
  "keys.dropped": "Line taken back",
  "keys.at": "{x} across, {y} down",

  "paper.lost": "Nothing of the drawing is in sight.",

  "describe.kept": "The picture is described",
  "describe.taken": "The picture is described no more",

  "image.tooLarge": "That picture is larger than 20 MB. Make it smaller, then add it.",
  "image.unreadable": "That is no picture we can read. It takes a PNG, a JPEG or a WebP.",
  "image.isDrawing": "That file is a drawing. Drop it on the home page to open it.",
  "image.tooMany": "No more than {count} pictures at once: these are the first.",
  "image.waits": "The picture waits for the network. This browser keeps it until then.",
  "image.waitsHere":
    "The picture waits for the network, and this browser has no room to keep it. Leave this page open until it is saved.",
  "image.watching": "You can watch this drawing, not draw in it: it takes no picture from you.",

  "absence.strokes": {
    one: "Since you left: {count} stroke by {names}",
    other: "Since you left: {count} strokes by {names}",
  },
  "absence.play": "Play",

  "credit.drew": {
    one: "{count} stroke, {ink} of ink",
    other: "{count} strokes, {ink} of ink",
  },
  "credit.sum": { one: "{count} stroke, {span}", other: "{count} strokes, {span}" },
  "credit.who": "Who drew what",
  "credit.alone": "Show only {name}",
  "credit.nothing": "Nothing is drawn yet.",

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
  "replay.more": {
    one: "{count} new stroke: watch on",
    other: "{count} new strokes: watch on",
  },
  "replay.changed": "Changed since: watch on",
  "replay.gone": "Nothing of it remains",
  "replay.nothing": "Nothing is drawn yet.",
  "replay.unread": "The drawing did not reach you. Check the connection and reload the page.",
  "replay.newOnly": {
    one: "Playing {count} new stroke",
    other: "Playing {count} new strokes",
  },

  "title.renamed": "{name} named it {title}",

  "people.you": "You",
  "people.youNamed": "{name} (you)",
  "people.drawing": "Drawing",
  "people.guest": "Guest",
  "people.here": { one: "{count} person here", other: "{count} people here" },
  "people.more": "+{count}",
  "people.nameless": "A name needs at least one letter.",
  "people.go": "Where {name} draws",
  "people.follow": "Follow",

  "lookout.draws": "{name} draws there",
  "lookout.go": "{name} draws out of sight: go there",
  "lookout.there": "Here {name} draws",
  "lookout.nowhere": "{name} has drawn nothing that can be seen.",
  "follow.person": "Following {name}",
  "follow.drawing": "Following the drawing",
  "follow.left": "Not following any more",

  "text.field": "Text on the paper",

  "colour.bad": "Six digits or letters a to f, like 2F6FAE.",

  "others.change":
    "{name} drew that. You can change your own strokes; the owner of the drawing can change all.",
  "others.wipe":
    "{name} drew that stroke: only {name} and the owner can take it away whole. The eraser rubs out anybody’s ink.",
  "others.eraser": "Use the eraser",
  "others.rubbed":
    "Some of that ink is {name}’s. The eraser rubs out anybody’s; undo brings it back.",

  "select.count": { one: "{count} picked", other: "{count} picked" },
  "select.none": "Nothing is picked",
  "select.tooMany": "No more than {count} can be copied at once.",

  "chat.title": "Chat",
  "chat.close": "Close chat",
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
  "share.embedTitle": "{title}, drawn together",
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

/** As `words.ts` says it, with more to say. */
export const say = wordsOf(language, english);

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
