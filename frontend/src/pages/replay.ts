/** The replay's composition root: the log, the stage, the credits and the talk, put together. */

import "../ui/look.css";
import "../ui/replay.css";
import { FetchedArchive } from "../canvas/archive/fetched";
import { realClock as clock } from "../canvas/clock";
import { pageSupplies } from "../canvas/engine/marks/fetching";
import { fetchTalk } from "../chat/talk";
import { momentHash, parseStart, type Start } from "../replay/address";
import { Controls } from "../replay/controls";
import { type Crediting, credited, creditsOf } from "../replay/crediting";
import { EndCard } from "../replay/end_card";
import { LaneField } from "../replay/lane_field";
import type { Take } from "../replay/looks";
import { Meanwhile } from "../replay/meanwhile";
import { fetchReplayData, readReplayData } from "../replay/page_data";
import { PicturesTold } from "../replay/pictures_told";
import { Player } from "../replay/player";
import { FIT } from "../replay/playhead";
import { fetchPage, readWhole } from "../replay/reading";
import { Recording } from "../replay/recording";
import { SaidBubble } from "../replay/said";
import { Side } from "../replay/side";
import { Tail } from "../replay/tail";
import { nobody } from "../ui/credit/nobody";
import { clockSpan, clockWords, elapsedWords, spanWords } from "../ui/credit/times";
import { authorInk } from "../ui/credit/tint";
import { CreditTip } from "../ui/credit/tip";
import { Cursors } from "../ui/drawing/cursors";
import { DescribedPictures } from "../ui/drawing/described";
import { wirePopovers } from "../ui/drawing/popovers";
import { takesSingles } from "../ui/drawing/shortcuts";
import { Toasts } from "../ui/drawing/toast";
import { type EarlyEvent, earlyEvents } from "../ui/early/events";
import { find } from "../ui/elements";
import { BrowserShelf } from "../ui/shelf";
import { offerThemes } from "../ui/theme";
import type { Word } from "../ui/words_later";
import { say } from "../ui/words_later";

const page = readReplayData(document);
const shelf = new BrowserShelf();
const toasts = new Toasts(element("#toasts"), clock);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
/** It waits to be played: nothing moves by itself in the middle of somebody else's page. */
const waits = calm || page.embedded;

offerThemes(document);
wirePopovers(document);
void open();

function element(selector: string): HTMLElement {
  return find(document, selector, HTMLElement);
}

async function open(): Promise<void> {
  try {
    const archive = new FetchedArchive(page.log);
    const log = await readWhole(archive, page.urls.log_after, page.head, (share) => {
      element("#loading").textContent = say("replay.loaded", { percent: Math.round(100 * share) });
    });
    present(new Recording(log));
  } catch (error) {
    element("#loading").textContent = say("replay.unread");
    earlyEvents(); // keys are the browser's again
    throw error;
  }
}

function present(opened: Recording): void {
  let recording = opened; // it may go on
  let told = new PicturesTold(recording);
  let credits: readonly Crediting[] = [];
  let severalDays = false;
  const start = parseStart(location.hash);
  const from = start.since === undefined ? 0 : recording.timeline.timeOf(start.since);
  const people = new Map(page.participants.map((who) => [who.number, who]));
  const clockAt = (time: number) => page.created_at + recording.timeline.realAt(time);
  const clockOf = (at: number) => clockWords(page.created_at + at, severalDays);
  const said = new SaidBubble(element("#said"), (words) => {
    if (head.playing) announce(words);
  });

  const player = new Player({
    host: element("#paper"),
    recording,
    supplies: pageSupplies(() => page.urls.images),
    people,
    from,
    calm,
    listener: {
      moment: showMoment,
      playing: (playing) => controls.showPlaying(playing),
      ended() {
        if (meanwhile.waits) {
          watchOn();
          return;
        }
        endCard.show();
        announce(say("replay.over", { names: endCard.names }));
      },
    },
  });
  const { stage, head } = player;
  const controls = new Controls(
    document,
    {
      head,
      get duration() {
        return player.duration;
      },
      seek,
      toggle,
    },
    {
      singles: () => takesSingles(shelf),
      step,
      toggleChat,
      toggleTint,
      fit: () => stage.fit(),
    },
  );
  const lanes = new LaneField(document, {
    get recording() {
      return recording;
    },
    get people() {
      return credits.map(({ who }) => who);
    },
    clockAt,
    get severalDays() {
      return severalDays;
    },
    seek,
  });
  const side = new Side(document, {
    follow(author) {
      player.following = author;
      stage.ask();
    },
    leaveOut: (authors) => stage.leaveOut(authors),
  });
  const endCard = new EndCard(element("#end-card"), {
    title: page.title,
    credit: document.querySelector(".credit")?.textContent?.trim() ?? "",
    get credits() {
      return credited(credits);
    },
    spanOf: (from, to) => clockSpan(page.created_at + from, page.created_at + to, severalDays),
    again: () => {
      endCard.hide();
      player.play();
    },
    copy: () => void copyLink(page.urls.replay, "share.copied"),
  });
  const cursors = new Cursors(element("#cursors"), clock, () => stage.viewport);
  const tip = new CreditTip(element("#credit-tip"), clock, (place) => {
    const take = place && stage.takeAt(place);
    return take ? creditOf(take) : null;
  });

  const pictures = new DescribedPictures(element("#described"), {
    clock,
    engine: { find: (id) => told.find(id, (look) => stage.isSeen(look)) },
    get session() {
      return told;
    },
  });
  const meanwhile = new Meanwhile(element("#meanwhile"), { watchOn, tell: announce });
  player.cursors = cursors;
  stage.onviewport = () => cursors.follow();
  stage.onmoved = () => side.unfollow();
  stage.onpoint = (at) => tip.point(at);
  element("#copy-moment").addEventListener("click", () => {
    const moment = head.ended ? "" : momentHash(player.time, head.playing);
    void copyLink(page.urls.replay + moment, moment ? "replay.momentCopied" : "share.copied");
  });
  document.querySelector("#copy-embed")?.addEventListener("click", () => {
    void copy(page.embed ?? "", "share.embedCopied");
  });
  window.addEventListener("hashchange", () => begin(parseStart(location.hash)));
  tell();
  begin(start);
  element("#loading").hidden = true;
  doAgain(earlyEvents());
  element("#replay").dataset["state"] = "ready";
  const tail = new Tail(recording.operations.length, {
    read: readMeanwhile,
    take(operations) {
      meanwhile.receive(operations);
      return operations.at(-1)?.seq ?? 0;
    },
    seen: () => !document.hidden,
    refused() {}, // what has come can be watched all the same
    clock,
  });
  document.addEventListener("visibilitychange", () => tail.hurry());

  /** Says all that follows from the recording as it is. */
  function tell(): void {
    const { length, duration } = recording.timeline;
    credits = creditsOf(recording, people);
    severalDays = dayOf(clockAt(0)) !== dayOf(clockAt(duration));
    side.tell(credits, clockSpan(clockAt(0), clockAt(duration), severalDays));
    lanes.tell();
    put("#total", elapsedWords(duration));
    element("#replay").toggleAttribute("data-empty", length === 0);
    controls.rest(length === 0);
    void listen();
  }

  /** The names of those who are new come before what they drew. */
  async function readMeanwhile(after: number) {
    const operations = await fetchPage(page.urls.log_after + after);
    if (!operations.every(({ author }) => people.has(author))) {
      const { participants } = await fetchReplayData(page.urls.replay);
      for (const who of participants) people.set(who.number, who);
    }
    return operations;
  }

  function watchOn(): void {
    const offered = document.activeElement?.id === "meanwhile";
    endCard.hide();
    recording = recording.followedBy(meanwhile.take());
    told = new PicturesTold(recording);
    player.goOn(recording);
    tell();
    if (offered) element("#play").focus();
  }

  function begin(start: Start): void {
    endCard.hide();
    seek(momentOf(start) ?? (waits ? player.duration : from));
    if (start.since !== undefined) beginPart(start.since);
    if (start.paused) player.pause();
    else if (!calm && !head.ended) player.play();
  }

  /** Where somebody has said whether it plays, it does not begin by itself. */
  function doAgain(early: readonly EarlyEvent[]): void {
    if (early.some(({ event }) => playsOrRests(event))) player.pause();
    for (const { again } of early) again();
  }

  /** The moment a link names; null: none. */
  function momentOf({ t, at, stroke }: Start): number | null {
    if (t !== undefined) return t * 1000;
    if (at !== undefined) return recording.timeline.timeAtReal(at - page.created_at);
    const take = stroke ? recording.takes.find(({ id }) => id === stroke) : undefined;
    return take ? (recording.timeline.starts[take.operation] ?? 0) : null;
  }

  function beginPart(since: number): void {
    const count = recording.takes.filter(({ seq }) => seq > since).length;
    toasts.show(say("replay.newOnly", { count }), "history");
    if (player.duration - from > 30_000) controls.setSpeed(FIT);
  }

  function seek(time: number): void {
    endCard.hide();
    player.seek(time);
  }

  function toggle(): void {
    endCard.hide();
    player.toggle();
  }

  function step(direction: 1 | -1): void {
    endCard.hide();
    const take = player.step(direction);
    if (!take) return;
    const number = recording.takes.indexOf(take) + 1;
    const { name } = people.get(take.author) ?? nobody(take.author);
    const count = recording.takes.length;
    announce(say("replay.stroke", { number, count, name, clock: clockOf(take.at) }));
  }

  function showMoment(time: number, drawing: ReadonlySet<number>): void {
    put("#elapsed", elapsedWords(time));
    put("#clock", clockWords(clockAt(time), severalDays));
    lanes.show(time);
    side.draw(drawing);
    pictures.look();
    said.show(time, head.rate);
    const skip = head.playing ? recording.timeline.skipAt(time) : null;
    element("#skipped").hidden = skip === null;
    if (skip) put("#skipped [data-words]", say("replay.skipped", { span: spanWords(skip.lasted) }));
    const seq = document.querySelector<HTMLInputElement>(".replay-branch [name=seq]");
    if (seq) seq.value = String(recording.operations[player.count - 1]?.seq ?? 0);
  }

  function toggleChat(): void {
    said.enabled = !said.enabled;
    element("#show-chat").setAttribute("aria-pressed", String(said.enabled));
    said.show(player.time, head.rate);
  }

  function toggleTint(): void {
    const button = element("#tint");
    const tinted = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(tinted));
    const inkOf = ({ author, stroke }: Take) =>
      authorInk(people.get(author)?.hue ?? 7, stroke, false);
    stage.tint(tinted ? inkOf : null);
  }

  function creditOf(take: Take) {
    const who = people.get(take.author) ?? nobody(take.author);
    return {
      who,
      words: say("credit.drawnByAt", { name: who.name, when: clockOf(take.at) }),
      action: say("credit.jump"),
      act: () => seek(recording.timeline.starts[take.operation] ?? 0),
    };
  }

  async function listen(): Promise<void> {
    const lines = await fetchTalk(page.urls.replay.replace(/replay$/, "talk"));
    said.lines = lines.map((line) => ({
      ...line,
      time: recording.timeline.timeAtReal(line.at - page.created_at),
    }));
    lanes.dots = said.lines.map(({ time }) => time);
    stage.ask();
  }
}

function playsOrRests(event: Event): boolean {
  if (event instanceof KeyboardEvent) return event.type === "keydown" && /^[ k]$/.test(event.key);
  return event.target instanceof Element && event.target.closest("#play") !== null;
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function announce(news: string): void {
  element("#news").textContent = news;
}

function put(selector: string, words: string): void {
  const place = element(selector);
  if (place.textContent !== words) place.textContent = words;
}

function copyLink(path: string, word: "share.copied" | "replay.momentCopied"): Promise<void> {
  return copy(new URL(path, location.href).href, word);
}

async function copy(text: string, word: Word): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(say(word));
  } catch {
    toasts.show(say("share.notCopied"), "circle-alert");
  }
}
