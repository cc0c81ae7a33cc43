/** The drawing page's composition root: engine, session, chat and the interface, put together. */

import "../ui/look.css";
import "../ui/canvas.css";
import { FetchedArchive } from "../canvas/archive/fetched";
import { realClock as clock } from "../canvas/clock";
import { Engine } from "../canvas/engine/engine";
import type { Implement } from "../canvas/engine/hands/implement";
import { Tap } from "../canvas/engine/hands/tap";
import { pageSupplies } from "../canvas/engine/marks/fetching";
import { startPainting } from "../canvas/engine/worker/painting_worker";
import { RemoteUnpacker } from "../canvas/engine/worker/remote_unpacker";
import { IndexedOutbox } from "../canvas/outbox/indexed";
import { LockedTab } from "../canvas/outbox/tabs";
import type { SceneStroke } from "../canvas/scene";
import { DrawingSession, type SessionListener } from "../canvas/session";
import type { Shape } from "../canvas/shapes";
import { type Tool, UNITS_PER_PIXEL } from "../canvas/strokes";
import { hearAnnouncements } from "../chat/announced";
import { Socket } from "../sockets";
import { nobody } from "../ui/credit/nobody";
import { PAPER_HUES } from "../ui/credit/tint";
import type { Credited } from "../ui/credit/tip";
import { Absence, absenceWords } from "../ui/drawing/absence";
import { Arrivals } from "../ui/drawing/arrivals";
import { ChatBeside } from "../ui/drawing/chat_beside";
import { ChatButton } from "../ui/drawing/chat_button";
import type { Look, Place } from "../ui/drawing/colour_picker";
import { Company } from "../ui/drawing/company";
import { Cursors } from "../ui/drawing/cursors";
import { confirmIn, openDialog, wireDialogs } from "../ui/drawing/dialogs";
import { Fading } from "../ui/drawing/fade";
import { FirstView } from "../ui/drawing/first_view";
import { followFocus } from "../ui/drawing/focus";
import { showGone } from "../ui/drawing/gone";
import { type Held, isShape } from "../ui/drawing/held";
import { type Manner, MannerMenu, Manners } from "../ui/drawing/manner";
import { MouseOnPaper } from "../ui/drawing/mouse";
import { readPageData } from "../ui/drawing/page_data";
import { Papers } from "../ui/drawing/papers";
import { type Grip, Pencase } from "../ui/drawing/pencase";
import { PointerTold } from "../ui/drawing/pointer_told";
import { watchResting } from "../ui/drawing/pointing";
import { closePopovers, wirePopovers } from "../ui/drawing/popovers";
import {
  type Command,
  chooseSingles,
  listenToShortcuts,
  takesSingles,
} from "../ui/drawing/shortcuts";
import { StatusLine } from "../ui/drawing/status";
import { TitleField } from "../ui/drawing/title";
import { Toasts } from "../ui/drawing/toast";
import { Tray } from "../ui/drawing/tray";
import { WayBack } from "../ui/drawing/way_back";
import { ZoomControls } from "../ui/drawing/zoom";
import { find } from "../ui/elements";
import { Later, type Part } from "../ui/later";
import { BrowserShelf } from "../ui/shelf";
import { offerThemes } from "../ui/theme";
import { say } from "../ui/words";

const MEETING_MS = 100;
let meeting = false;

const page = readPageData(document);
const shelf = new BrowserShelf();
const studio = element("#studio");
const paper = element("#paper");

const painting = startPainting();
const engine = new Engine(paper, {
  newId: () => session.newId(),
  worker: painting,
  supplies: pageSupplies(),
});
const fading = new Fading(document, clock);
const toasts = new Toasts(element("#toasts"), clock);
const status = new StatusLine(element("#save-status"), clock);
const title = new TitleField(element("#title"), (text) => session.rename(text));
const cursors = new Cursors(element("#cursors"), clock, () => engine.viewport);
const pencase = new Pencase(shelf, hold);
const tray = new Tray(element("#tray"), element("#more-tools"), element("#colours"), {
  take: (held) => pencase.take(held),
  dip,
  resize: (size) => pencase.resize(size),
  picked: () => parts.writing.made?.goOn() || paper.focus({ preventScroll: true }),
});
const manners = new Manners(shelf, behave);
const mannerMenu = new MannerMenu(element("#menu"), (change) => manners.change(change));
const quill = new Tap(
  () => !parts.writing.made?.ends(),
  (at) => parts.writing.use((writing) => writing.tap(at)),
);
const zoom = new ZoomControls(document, engine, clock);
const absence = new Absence(shelf, page.uid);
const firstView = new FirstView(engine, new BrowserShelf(false), page.uid);

const socket = Socket.fromPage();
const author = page.you.number;
const session = new DrawingSession({
  socket,
  uid: page.uid,
  scene: engine,
  listener: listener(),
  outbox: new IndexedOutbox(new LockedTab(), { drawing: page.uid, author }),
  archive: new FetchedArchive(page.log, painting && new RemoteUnpacker(painting)),
  author,
});
const company = new Company(session);
const chatButton = new ChatButton(element("#chat-button"), shelf);
const later = new Later(() => {
  const reload = { words: say("later.reload"), address: location.pathname };
  toasts.show(say("later.missing"), "circle-alert", reload);
});
const parts = laterParts();
let altPicks = false;
const mouse = new MouseOnPaper(document, paper, {
  pick(at) {
    if (pencase.grip.held !== "hand" && pencase.grip.held !== "select") pickColour(at);
    altPicks = true;
  },
  leave() {
    if (altPicks) parts.picker.made?.close();
    altPicks = false;
  },
});
const chat = new ChatBeside(element("#chat"), parts.chat, page.you);
const arrivals = new Arrivals(clock, (notice) => {
  chat.notice(notice);
  announce(notice);
});

connectEngine();
connectPage();
connectCredit();
title.show(page.title);
hold(pencase.grip);
behave(manners.now);
zoom.show(engine.viewport.zoom);
allow(page.right !== "watch", page.right);

function element(selector: string): HTMLElement {
  return find(document, selector, HTMLElement);
}

function listener(): SessionListener {
  return {
    loaded(strokes) {
      firstView.show();
      tellAbsence(strokes);
      void parts.tip.begin();
      later.bring();
    },
    entered() {
      admit();
      void parts.people.begin().then(meet);
      void chat.listen();
    },
    status: (now) => status.show(now),
    participants: meet,
    here: meet,
    history: showHistory,
    renamed: (text) => title.show(text),
    cursor: pointTo,
    drawing: showDrawing,
    refused: (reason) => toasts.show(reason, "circle-alert"),
    gone(reason, text) {
      toasts.silence();
      showGone(document, reason, text);
    },
  };
}

function connectEngine(): void {
  const told = new PointerTold(clock, (x16, y16) => {
    const { held, tool } = pencase.grip;
    if (!company.isAlone && held !== "hand") session.cursor(x16, y16, tool);
  });
  engine.onpointer = (x16, y16) => {
    const at = { x: x16 / UNITS_PER_PIXEL, y: y16 / UNITS_PER_PIXEL };
    const { x, y } = engine.viewport.toScreen(at);
    fading.move(x, y);
    told.at(x16, y16);
  };
  const penNews = element("#pen-news");
  engine.onkeys = (news) => {
    penNews.textContent = say(`keys.${news}`);
  };
  engine.onkeysrest = ({ x, y }) => {
    penNews.textContent = say("keys.at", { x: Math.round(x), y: Math.round(y) });
  };
  const wayBack = new WayBack(element("#way-back"), () => {
    engine.zoomTo("fit");
    paper.focus({ preventScroll: true });
  });
  engine.onlost = (lost) => {
    wayBack.offer(lost);
    if (lost) penNews.textContent = say("paper.lost");
  };
  engine.onpen = () => {
    if (manners.meetPen()) toasts.show(say("pen.seen"), "pencil");
  };
  engine.onviewport = () => {
    cursors.follow();
    parts.writing.made?.follow();
    zoom.show(engine.viewport.zoom);
    parts.selection.made?.show();
  };
  const papers = new Papers(element("#papers"), {
    choose: (color) => session.colorPaper(color),
    ink: () => pencase.grip.color,
  });
  engine.onpaper = (color) => papers.show(color);
  engine.pen.onrest = async () => {
    await parts.shaper.begin(); // who only holds still does not miss it
    if (parts.shaper.made) engine.reshape(parts.shaper.made);
  };
  engine.onchanged = () => parts.selection.made?.refresh();
  engine.onstroke = {
    begin() {
      closePopovers(document); // by itself one closes when the pen lifts
      fading.begin();
    },
    ink: (id, offset, piece) => session.ink(id, offset, piece),
    redraw: (id, whole, before) => session.redraw(id, whole, before),
    commit(id, stroke) {
      fading.end();
      session.commit(id, stroke);
    },
    drop(id) {
      fading.end();
      session.drop(id);
    },
  };
}

function connectPage(): void {
  connectLeaving();
  hearAnnouncements(socket, (text) => {
    chat.notice(text);
    toasts.show(text, "megaphone");
  });
  offerThemes(document);
  followFocus(document);
  wirePopovers(document);
  element("#colours").addEventListener("beforetoggle", () => {
    parts.colours.use((colours) => colours.show(pencase.grip));
  });
  chatButton.attach(chat, matchMedia("(min-width: 1024px)").matches);
  onClick("#undo", () => run({ do: "undo" }));
  onClick("#pick-colour", () => pickColour());
  onClick("#redo", () => run({ do: "redo" }));
  onClick("#menu-redo", () => run({ do: "redo" }));
  onClick(".watching [data-close]", dismissWatching);
  connectDialogs();
  const singles = find(document, "#single-keys", HTMLInputElement);
  singles.checked = takesSingles(shelf);
  singles.addEventListener("change", () => chooseSingles(shelf, singles.checked));
  listenToShortcuts(document, run, () => singles.checked);
}

/** The page may go without another word as soon as it is out of sight. */
function connectLeaving(): void {
  document.addEventListener("visibilitychange", () => document.hidden && lookAway());
  window.addEventListener("pagehide", () => document.hidden || lookAway());
  window.addEventListener("beforeunload", (event) => {
    if (session.atRisk) event.preventDefault();
  });
}

function lookAway(): void {
  parts.writing.made?.finish();
  parts.selection.made?.settle();
  firstView.keep();
  session.keepUnfinished();
  absence.begin(session.applied);
}

/** What the first stroke does without. */
function laterParts() {
  return {
    people: later.part(async () => {
      const { PeoplePanel } = await import("../ui/drawing/people");
      return () =>
        new PeoplePanel(element("#people-button"), element("#people"), (change) =>
          session.introduce(change),
        );
    }),
    colours: later.part(async () => {
      const { ColourPanel } = await import("../ui/drawing/colours");
      return () => new ColourPanel(element("#colours"), dip);
    }),
    tip: later.part(async () => {
      const { CreditTip } = await import("../ui/credit/tip");
      const { agoWords } = await import("../ui/credit/times");
      return () =>
        new CreditTip(element("#credit-tip"), clock, (place) => {
          engine.halo(null);
          const stroke = place && engine.strokeAt(engine.viewport.toPaper(place));
          return stroke ? credited(stroke, agoWords) : null;
        });
    }),
    chat: later.part(async () => {
      const { ChatSidebar } = await import("../chat/sidebar");
      return () =>
        new ChatSidebar(element("#chat"), socket, page.room, {
          shelf,
          watch: (at) => `${replayAddress()}#at=${at}`,
          unread: (count) => chatButton.unread(count),
          toggled: (open) => chatButton.toggled(open),
        });
    }),
    share: later.part(async () => {
      const { ShareDialog } = await import("../ui/drawing/share");
      return () =>
        new ShareDialog(find(document, "#share", HTMLDialogElement), page, {
          done: (text) => toasts.show(text),
          trouble: (text) => toasts.show(text, "circle-alert"),
        });
    }),
    download: later.part(async () => {
      const { DownloadDialog } = await import("../ui/drawing/download");
      const pictureUrl = (): string => parts.share.made?.pictureUrl ?? page.urls.picture;
      return () =>
        new DownloadDialog(find(document, "#download", HTMLDialogElement), pictureUrl, {
          all: () => engine.strokeBounds(),
          view: () => engine.viewport.bounds,
          title: () => document.title.replace(/ · DrawnBy$/, ""),
          film: async (type, progress, signal): Promise<Blob> => {
            const make = await parts.film.bring();
            if (!make) throw new Error("its code cannot be had");
            const after = pictureUrl().replace(/\.png$/, "/log/after/");
            return make()({ log: page.log, after, head: session.applied }, type, progress, signal);
          },
        });
    }),
    film: later.part(async () => {
      const { filmed } = await import("../replay/timelapse/video");
      return () => filmed;
    }),
    credits: later.part(async () => {
      const { CreditList } = await import("../ui/drawing/credit_list");
      return () => new CreditList(element("#credits"), page.created_at);
    }),
    who: later.part(async () => {
      const { WhoDrewWhat } = await import("../ui/drawing/who");
      const openers = [element("#who-button"), element(".bar [popovertarget=menu]")];
      const people = () => session.participants;
      return () => new WhoDrewWhat(element("#legend"), openers, engine, clock, people);
    }),
    writing: later.part(async () => {
      const { Writing } = await import("../ui/drawing/writing");
      return () => new Writing({ paper, engine, session, hand: () => pencase.grip });
    }),
    picker: later.part(async () => {
      const { ColourPicker } = await import("../ui/drawing/colour_picker");
      const look: Look = (place, side) => engine.around(place, side);
      const closed = () => paper.focus({ preventScroll: true });
      return () => new ColourPicker(element("#picking"), look, { picked: dip, closed });
    }),
    shaper: later.part(async () => {
      const { Shaper } = await import("../canvas/engine/hands/shaper");
      return () => new Shaper(engine.penPaper, engine.newId, () => engine.onstroke);
    }),
    selection: later.part(async () => {
      const { Selection } = await import("../ui/drawing/selection");
      return () =>
        new Selection({
          ...{ paper, layer: element("#picked"), bar: element("#picked-bar") },
          ...{ engine, session, clock, othersWork },
          color: () => pencase.grip.color,
          tell: (news) => toasts.show(news, "circle-alert"),
          announce: (news) => {
            element("#pen-news").textContent = news;
          },
        });
    }),
    wiper: later.part(async () => {
      const { Wiper } = await import("../canvas/engine/hands/wiper");
      return () =>
        new Wiper(engine, {
          may: ({ author }) => session.right === "own" || author === session.you,
          shows: (id) => session.shows(id),
          remove: (ids) => session.remove(ids),
          refused: othersWork,
        });
    }),
  };
}

function connectDialogs(): void {
  wireDialogs(document, {
    share: (open) => parts.share.use(open),
    download: (open) => parts.download.use(open),
    credits: (open) =>
      parts.credits.use((list) => {
        list.show(engine.visibleStrokes(), session.participants);
        open();
      }),
  });
  if (page.right !== "own") return;
  confirmIn(find(document, "#replace", HTMLDialogElement), () =>
    parts.share.use((share) => void share.replaceLink()),
  );
  confirmIn(find(document, "#clear", HTMLDialogElement), () => session.clear());
}

/** Whose stroke the pointer rests on, and who drew how much. */
function connectCredit(): void {
  const fingersDraw = () =>
    session.mayDraw && manners.now.fingersDraw && pencase.grip.held !== "hand";
  watchResting(paper, fingersDraw, {
    point: (at) => parts.tip.made?.point(at),
    hide: () => parts.tip.made?.hide(),
  });
  for (const button of ["#who-button", "#menu-who"]) {
    onClick(button, () => parts.who.use((who) => who.toggle()));
  }
}

function credited(stroke: SceneStroke, agoWords: (ms: number) => string): Credited {
  const author = session.participants.get(stroke.author) ?? nobody(stroke.author);
  engine.halo(stroke.id, PAPER_HUES[author.hue % PAPER_HUES.length]);
  const ago = agoWords(Date.now() - page.created_at - stroke.at);
  return {
    who: author,
    words: say("credit.drawnByAt", { name: author.name, when: ago }),
    action: say("credit.jump"),
    act: () => location.assign(`${replayAddress()}#stroke=${stroke.id}`),
  };
}

/** As its link says it: the drawing's own may be replaced. */
function replayAddress(): string {
  return find(document, "#replay-link", HTMLAnchorElement).href;
}

function onClick(selector: string, act: () => void): void {
  element(selector).addEventListener("click", act);
}

function hold(grip: Grip): void {
  const { held } = grip;
  if (isShape(held)) shape(held);
  else if (held === "select") select();
  else if (held === "wipe") takeUp(parts.wiper, held, (wiper) => wiper);
  else if (held === "text") engine.setTool(grip.tool, quill);
  else engine.setTool(held);
  engine.setColor(grip.color);
  engine.setSize(grip.size);
  engine.setOpacity(grip.opacity);
  tray.show(grip);
  parts.colours.made?.show(grip);
  parts.selection.made?.hold(held === "select");
  if (held === "text") parts.writing.made?.dip();
  else parts.writing.made?.finish();
}

function behave(manner: Manner): void {
  engine.steadiness = manner.steadiness;
  engine.fingersDraw = manner.fingersDraw;
  mannerMenu.show(manner);
}

/** Until its code has come the hand is empty, and does not go on with what it held before. */
function takeUp<M>(part: Part<M>, held: Held, implementOf: (made: M) => Implement): void {
  if (!part.made) engine.setTool("hand");
  part.use((made) => {
    const { grip } = pencase;
    if (held === grip.held) engine.setTool(grip.tool, implementOf(made));
  });
}

function shape(shape: Shape): void {
  takeUp(parts.shaper, shape, (shaper) => {
    shaper.shape = shape;
    return shaper;
  });
}

/** From the paper, beginning where the mouse is. */
function pickColour(at: Place | null = mouse.at): void {
  closePopovers(document);
  if (engine.enabled && !engine.pen.down) parts.picker.use((picker) => picker.start(at));
}

/** A colour for the pen, and for what is picked. */
function dip(color: number): void {
  pencase.dip(color);
  parts.selection.made?.recolour(color);
}

function select(): void {
  takeUp(parts.selection, "select", (selection) => {
    selection.hold(true);
    return selection.selector;
  });
}

/** Somebody else's work is only theirs, and the owner's, to change. */
function othersWork(number: number): void {
  const { name } = session.participants.get(number) ?? nobody(number);
  toasts.show(say("select.others", { name }), "lock");
}

/** It is read once, and hides what is drawn under it. */
function dismissWatching(): void {
  element(".watching").hidden = true;
  paper.focus({ preventScroll: true });
}

/** We are in, or what we may do has changed. */
function admit(): void {
  if (engine.enabled && !session.mayDraw) toasts.show(say("status.penTaken"), "eye");
  allow(session.mayDraw, session.right);
}

function allow(mayDraw: boolean, right: string): void {
  studio.dataset["right"] = mayDraw ? right : "watch";
  engine.enabled = mayDraw;
  title.enabled = mayDraw;
}

function meet(): void {
  if (!company.you) return; // before we were let in
  chat.face = company.you;
  parts.people.made?.show(company.shown);
  if (session.here.size > 0) arrivals.meet(company.others);
  cursors.keep(company.people);
  element("#chat-here").textContent = say("people.justHere", { count: company.people.size });
}

function showDrawing(number: number, active: boolean): void {
  company.draws(number, active);
  if (active) cursors.wake(number);
  meetSoon();
}

/** Where many draw, somebody begins or ends a line all the time. */
function meetSoon(): void {
  if (meeting) return;
  meeting = true;
  clock.after(MEETING_MS, () => {
    meeting = false;
    meet();
  });
}

function pointTo(number: number, x16: number, y16: number, _tool: Tool): void {
  const who = company.find(number);
  if (who && number !== session.you) {
    cursors.move(who, x16 / UNITS_PER_PIXEL, y16 / UNITS_PER_PIXEL);
  }
}

function showHistory(canUndo: boolean, canRedo: boolean): void {
  element("#undo").setAttribute("aria-disabled", String(!canUndo));
  for (const button of ["#redo", "#menu-redo"]) {
    element(button).setAttribute("aria-disabled", String(!canRedo));
  }
}

/** A quiet line about what others drew since one was here last. */
function tellAbsence(strokes: readonly SceneStroke[]): void {
  const words = absenceWords(absence.missed(strokes, session.you), session.participants);
  if (!words) return;
  chat.notice(words);
  announce(words);
  const way = { words: say("absence.play"), address: `${replayAddress()}#since=${absence.seen}` };
  if (!chat.isOpen) toasts.show(words, "users", way);
}

function announce(news: string): void {
  element("#news").textContent = news;
}

const commands: Readonly<Record<Exclude<Command["do"], "take">, () => void>> = {
  undo() {
    parts.selection.made?.settle();
    session.undo();
  },
  redo() {
    parts.selection.made?.settle();
    session.redo();
  },
  smaller: () => pencase.step(-1),
  larger: () => pencase.step(1),
  zoomIn: () => engine.zoomIn(),
  zoomOut: () => engine.zoomOut(),
  resetZoom: () => engine.resetZoom(),
  fit: () => engine.zoomTo("fit"),
  pickAll() {
    if (!session.mayDraw) return;
    pencase.take("select");
    parts.selection.use((selection) => selection.pickAll());
  },
  chat: () => chat.toggle(),
  pickColour: () => pickColour(),
  help: () => openDialog(document, "shortcuts"),
};

/** The key of the text tool, pressed again, writes in the middle of what is seen. */
function take(held: Held): void {
  const again = held === "text" && pencase.grip.held === "text";
  pencase.take(held);
  if (again) parts.writing.use((writing) => writing.writeInTheMiddle());
}

function run(command: Command): void {
  if (command.do === "take") take(command.held);
  else commands[command.do]();
}
