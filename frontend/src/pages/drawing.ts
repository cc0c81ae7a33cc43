/** The drawing page's composition root: engine, session, chat and the interface, put together. */

import "../ui/look.css";
import "../ui/canvas.css";
import { realClock as clock } from "../canvas/clock";
import { Engine } from "../canvas/engine/engine";
import { pageSupplies } from "../canvas/engine/marks/fetching";
import { painting, unpacked } from "../canvas/engine/worker/begun";
import { openedArchive } from "../canvas/engine/worker/opened_archive";
import { IndexedOutbox } from "../canvas/outbox/indexed";
import { LockedTab } from "../canvas/outbox/tabs";
import { DrawingSession, type SessionListener } from "../canvas/session";
import { Socket } from "../sockets";
import { ChatBeside } from "../ui/drawing/chat_beside";
import { ChatButton } from "../ui/drawing/chat_button";
import { FirstView } from "../ui/drawing/first_view";
import { followFocus } from "../ui/drawing/focus";
import { type Manner, Manners } from "../ui/drawing/manner";
import { MouseOnPaper } from "../ui/drawing/mouse";
import { readPageData } from "../ui/drawing/page_data";
import { Pencase } from "../ui/drawing/pencase";
import { wirePopovers } from "../ui/drawing/popovers";
import { listenToShortcuts, takesSingles } from "../ui/drawing/shortcuts";
import { StatusLine } from "../ui/drawing/status";
import { Title } from "../ui/drawing/title";
import { TitleField } from "../ui/drawing/title_field";
import { Toasts } from "../ui/drawing/toast";
import { Tray } from "../ui/drawing/tray";
import { earlyEvents } from "../ui/early/events";
import { Turns } from "../ui/early/turns";
import { find, findAll } from "../ui/elements";
import { Later } from "../ui/later";
import { BrowserShelf } from "../ui/shelf";
import { say } from "../ui/words";
import { askingFor } from "./drawing/asking";
import { commandsOf } from "./drawing/commands";
import { connectEngine } from "./drawing/easel";
import { handOf } from "./drawing/hand";
import { Meeting } from "./drawing/meeting";
import { Opening } from "./drawing/opening";
import { laterParts } from "./drawing/parts";
import { connectPictures } from "./drawing/pictures";
import { element, imagesAddress, onClick, type Studio } from "./drawing/studio";

/** What stands in front of the paper: the bar and what comes under it, the tray. */
const BARS = { above: 148, below: 104, beside: 48 };

const page = readPageData(document);
const shelf = new BrowserShelf();
const paper = element("#paper");
const toasts = new Toasts(element("#toasts"), clock);
const supplies = pageSupplies(imagesAddress, tellMissing);
const engine = new Engine(paper, {
  newId: () => session.newId(),
  worker: painting(),
  supplies,
  edges: BARS,
});
const status = new StatusLine(element("#save-status"), clock);
const title = new Title(element("#title"), () => titleField.edit());
const socket = Socket.fromPage();
const author = page.you.number;
const tab = new LockedTab();
const session = new DrawingSession({
  socket,
  uid: page.uid,
  right: page.right,
  scene: engine.scene,
  listener: listener(),
  outbox: new IndexedOutbox(tab, { drawing: page.uid, author }),
  archive: openedArchive(page.log, unpacked),
  author,
});
const pencase = new Pencase(shelf, (grip) => hand.hold(grip));
const chatButton = new ChatButton(element("#chat-button"), shelf);
const later = new Later(tellMissing);
const turns = new Turns();
const opening = new Opening(clock);
const studio: Studio = {
  ...{ clock, page, shelf, paper, engine, supplies, socket, session },
  ...{ pencase, toasts, chatButton, later, turns, tab },
};

const parts = laterParts(studio, {
  dip: (color) => hand.dip(color),
  followed: () => meeting.show(),
  turned: showHistory,
});
const firstView = new FirstView(engine, new BrowserShelf(false), page.uid);
const chat = new ChatBeside(element("#chat"), parts.chat, page.you);
const comingBack = later.part(
  () => import("./drawing/coming_back"),
  (code) => new code.ComingBack(studio, chat),
);
const announcements = later.part(
  () => import("../chat/announced"),
  (code) => code.hearAnnouncements,
);
const meeting = new Meeting(studio, parts, chat);
const manners = new Manners(shelf, behave);
const mannerMenu = later.part(
  () => import("../ui/drawing/manner_menu"),
  (code) => new code.MannerMenu(element("#menu"), (change) => manners.change(change)),
);
const mouse = pickingMouse();
const tray = new Tray(element("#tray"), element("#more-tools"), element("#colours"), {
  take: (held) => pencase.take(held),
  dip: (color) => hand.dip(color),
  resize: (size) => pencase.resize(size),
  picked: () => parts.writing.made?.goOn() || paper.focus({ preventScroll: true }),
});
const dialogs = later.part(
  () => import("./drawing/dialogs"),
  (code) => new code.Dialogs(studio, parts),
);
const asking = askingFor(dialogs, [parts.share, parts.download, parts.credits]);
// Not a part: what is typed at once must find the field.
const titleField = new TitleField(element("#title"), title, (text) => session.rename(text));
const hand = handOf(studio, parts, tray);
const run = commandsOf(studio, {
  ...{ parts, hand },
  mouse: () => mouse.at,
  toggleChat: () => chat.toggle(),
  openDialog: (name) => asking.open(name),
});

connectEngine(studio, { parts, meeting, manners });
connectPage();
connectPictures(studio, parts.placing, () => mouse.at);
void opening.sight.then(afterFirstSight);
title.show(page.title);
hand.hold(pencase.grip);
behave(manners.now);
allow(page.right !== "watch", page.right);
if (page.log.end === 0) tellSeen();
for (const { again } of earlyEvents()) again();

function listener(): SessionListener {
  return {
    loaded() {
      firstView.show();
      engine.onpainted = () => {
        engine.onpainted = null;
        tellSeen();
        opening.see();
      };
      engine.hurry();
      void opening.let.then(() => comingBack.begin((made) => made.tell()));
      void opening.let.then(() => parts.placing.begin((placing) => placing.takeOver()));
    },
    entered() {
      admit();
      opening.enter();
      void opening.let.then(meetOthers);
    },
    status(now) {
      status.show(now);
      parts.described.made?.look();
    },
    participants: () => meeting.show(),
    here: () => meeting.show(),
    history: showHistory,
    renamed: (text) => title.show(text),
    cursor: (number, x16, y16) => meeting.points(number, x16, y16),
    drawing: (number, active) => meeting.draws(number, active),
    refused: (reason) => toasts.show(reason, "circle-alert"),
    gone(reason, text) {
      toasts.silence();
      parts.gone.use((show) => show(document, reason, text));
    },
  };
}

/** All that was drawn is there to be looked at: nobody need be offered to load the page anew. */
function tellSeen(): void {
  paper.dataset["seen"] = "";
}

/** What the picture need not wait for. */
function afterFirstSight(): void {
  void parts.keyHand.begin();
  void parts.fading.begin();
  void parts.tip.begin();
  void parts.described.begin();
  void parts.zoom.begin();
  later.bring();
  keepOfflinePage();
}

/** At each entry again: their code may not have come at the one before. */
function meetOthers(): void {
  meeting.begin();
  void chat.listen();
  void meeting.lookOut();
  void announcements.begin((hear) => hear(socket, announceToAll));
}

function announceToAll(text: string): void {
  chat.notice(text);
  toasts.show(text, "megaphone");
}

/** A release has taken something away that this page did without until now. */
function tellMissing(): void {
  const reload = { words: say("later.reload"), address: location.pathname };
  toasts.show(say("later.missing"), "circle-alert", reload);
}

function connectPage(): void {
  connectLeaving();
  followFocus(document);
  wirePopovers(document);
  connectPanels();
  chatButton.attach(chat, matchMedia("(min-width: 1024px)").matches);
  onClick("#undo", () => run({ do: "undo" }));
  onClick("#add-picture", () => run({ do: "picture" }));
  onClick("#pick-colour", () => run({ do: "pickColour" }));
  onClick("#redo", () => run({ do: "redo" }));
  onClick("#menu-redo", () => run({ do: "redo" }));
  onClick(".watching [data-close]", dismissWatching);
  for (const button of ["#who-button", "#menu-who"]) {
    onClick(button, () => parts.who.use((who) => who.toggle()));
  }
  for (const button of findAll(document, "[data-zoom]", HTMLElement)) {
    button.addEventListener("click", () => parts.zoom.use((zoom) => zoom.press(button)));
  }
  const singles = find(document, "#single-keys", HTMLInputElement);
  singles.checked = takesSingles(shelf);
  listenToShortcuts(document, run, () => singles.checked && !asking.waits);
}

/** What is pressed in them before their code has come is not lost. */
function connectPanels(): void {
  const colours = element("#colours");
  colours.addEventListener("beforetoggle", () => {
    parts.colours.use((made) => made.show(pencase.grip));
    parts.papers.use(() => {});
  });
  colours.addEventListener("change", ({ target }) => {
    const { value } = target as HTMLInputElement; // which is shown anew when the code comes
    parts.colours.use((made) => made.choose(target, value));
  });
  onClick("#papers", ({ target }) => turns.use(parts.papers, (made) => made.press(target)));
  element("#menu").addEventListener("beforetoggle", () => {
    mannerMenu.use((menu) => menu.show(manners.now));
  });
  onClick("#menu", ({ target }) => mannerMenu.use((menu) => menu.press(target)));
}

/** A reload without a network meets a calm page, not the browser's own; a browser may refuse it. */
function keepOfflinePage(): void {
  navigator.serviceWorker?.register("/offline.js", { scope: "/d/" }).catch(() => {});
}

/** The page may go without another word as soon as it is out of sight. */
function connectLeaving(): void {
  document.addEventListener("visibilitychange", () => document.hidden && lookAway());
  window.addEventListener("pagehide", () => document.hidden || lookAway());
  window.addEventListener("beforeunload", (event) => {
    session.pack();
    if (session.atRisk) event.preventDefault();
  });
}

function lookAway(): void {
  hand.settle();
  firstView.keep();
  session.pack();
  comingBack.made?.leave();
}

/** A mouse with Alt held picks colours. */
function pickingMouse(): MouseOnPaper {
  let altPicks = false;
  return new MouseOnPaper(document, paper, {
    pick(at) {
      altPicks = true;
      if (pencase.grip.held === "hand" || pencase.grip.held === "select") return;
      hand.dropper.pick(at);
    },
    leave() {
      if (altPicks) hand.dropper.leave();
      altPicks = false;
    },
  });
}

function behave(manner: Manner): void {
  engine.hands.steadiness = manner.steadiness;
  engine.hands.fingersDraw = manner.fingersDraw;
  mannerMenu.made?.show(manner);
}

/** It is read once, and hides what is drawn under it. */
function dismissWatching(): void {
  element(".watching").hidden = true;
  paper.focus({ preventScroll: true });
}

/** We are in, or what we may do has changed. */
function admit(): void {
  if (engine.hands.enabled && !session.mayDraw) toasts.show(say("status.penTaken"), "eye");
  allow(session.mayDraw, session.right);
  parts.lookout.made?.watch(!session.mayDraw);
}

function allow(mayDraw: boolean, right: string): void {
  element("#studio").dataset["right"] = mayDraw ? right : "watch";
  engine.hands.enabled = mayDraw;
  title.enabled = mayDraw;
}

/** What is still on its way to the paper is undone and redone like what lies there. */
function showHistory(): void {
  const { undoable, redoable } = session.history;
  const placing = parts.placing.made;
  element("#undo").setAttribute("aria-disabled", String(!undoable && !placing?.takesBack));
  for (const button of ["#redo", "#menu-redo"]) {
    element(button).setAttribute("aria-disabled", String(!redoable && !placing?.placesAgain));
  }
}
