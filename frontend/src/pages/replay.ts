/** The replay's composition root: the log, the stage, the credits and the talk, put together. */

import "../ui/look.css";
import "../ui/replay.css";
import { FetchedArchive } from "../canvas/archive/fetched";
import { realClock as clock } from "../canvas/clock";
import { pageSupplies } from "../canvas/engine/marks/fetching";
import type { Participant } from "../canvas/messages";
import { tally } from "../canvas/tally";
import { fetchTalk } from "../chat/talk";
import { momentHash, parseStart, type Start } from "../replay/address";
import { Controls } from "../replay/controls";
import { EndCard } from "../replay/end_card";
import { LaneField } from "../replay/lane_field";
import type { Take } from "../replay/looks";
import { readReplayData } from "../replay/page_data";
import { Player } from "../replay/player";
import { FIT } from "../replay/playhead";
import { readWhole } from "../replay/reading";
import { Recording, remaining } from "../replay/recording";
import { SaidBubble } from "../replay/said";
import { type Crediting, Side } from "../replay/side";
import { nobody } from "../ui/credit/nobody";
import { clockSpan, clockWords, elapsedWords, spanWords } from "../ui/credit/times";
import { authorInk } from "../ui/credit/tint";
import { CreditTip } from "../ui/credit/tip";
import { Cursors } from "../ui/drawing/cursors";
import { wirePopovers } from "../ui/drawing/popovers";
import { takesSingles } from "../ui/drawing/shortcuts";
import { Toasts } from "../ui/drawing/toast";
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
    throw error;
  }
}

function present(recording: Recording): void {
  const { timeline } = recording;
  const start = parseStart(location.hash);
  const from = start.since === undefined ? 0 : timeline.timeOf(start.since);
  const credits = creditsOf(recording);
  const people = new Map(credits.map(({ who }) => [who.number, who]));
  const clockAt = (time: number) => page.created_at + timeline.realAt(time);
  const severalDays = dayOf(clockAt(0)) !== dayOf(clockAt(timeline.duration));
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
        endCard.show();
        announce(say("replay.over", { names: endCard.names }));
      },
    },
  });
  const { stage, head } = player;
  const controls = new Controls(
    document,
    { head, duration: player.duration, seek, toggle },
    {
      singles: () => takesSingles(shelf),
      step,
      toggleChat,
      toggleTint,
      fit: () => stage.fit(),
    },
  );
  const lanes = new LaneField(document, {
    recording,
    people: credits.map(({ who }) => who),
    clockAt,
    severalDays,
    seek,
  });
  const span = clockSpan(clockAt(0), clockAt(timeline.duration), severalDays);
  const side = new Side(document, credits, span, {
    follow(author) {
      player.following = author;
      stage.ask();
    },
    leaveOut: (authors) => stage.leaveOut(authors),
  });
  const endCard = new EndCard(element("#end-card"), {
    title: page.title,
    credit: document.querySelector(".credit")?.textContent?.trim() ?? "",
    credits: credits.some(remains) ? credits.filter(remains) : credits,
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
    return take ? credited(take) : null;
  });

  player.cursors = cursors;
  stage.onviewport = () => cursors.follow();
  stage.onmoved = () => side.unfollow();
  stage.onpoint = (at) => tip.point(at);
  element("#total").textContent = elapsedWords(player.duration);
  element("#copy-moment").addEventListener("click", () => {
    const moment = head.ended ? "" : momentHash(player.time, head.playing);
    void copyLink(page.urls.replay + moment, moment ? "replay.momentCopied" : "share.copied");
  });
  document.querySelector("#copy-embed")?.addEventListener("click", () => {
    void copy(page.embed ?? "", "share.embedCopied");
  });
  window.addEventListener("hashchange", () => begin(parseStart(location.hash)));
  void listen();
  begin(start);
  element("#replay").toggleAttribute("data-empty", timeline.length === 0);
  if (timeline.length === 0) controls.rest();
  element("#loading").hidden = true;
  element("#replay").dataset["state"] = "ready";

  function begin(start: Start): void {
    endCard.hide();
    seek(momentOf(start) ?? (waits ? player.duration : from));
    if (start.since !== undefined) beginPart(start.since);
    if (start.paused) player.pause();
    else if (!calm && !head.ended) player.play();
  }

  /** The moment a link names; null: none. */
  function momentOf({ t, at, stroke }: Start): number | null {
    if (t !== undefined) return t * 1000;
    if (at !== undefined) return timeline.timeAtReal(at - page.created_at);
    const take = stroke ? recording.takes.find(({ id }) => id === stroke) : undefined;
    return take ? (timeline.starts[take.operation] ?? 0) : null;
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
    said.show(time, head.rate);
    const skip = head.playing ? timeline.skipAt(time) : null;
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

  function credited(take: Take) {
    const who = people.get(take.author) ?? nobody(take.author);
    return {
      who,
      words: say("credit.drawnByAt", { name: who.name, when: clockOf(take.at) }),
      action: say("credit.jump"),
      act: () => seek(timeline.starts[take.operation] ?? 0),
    };
  }

  async function listen(): Promise<void> {
    const lines = await fetchTalk(page.urls.replay.replace(/replay$/, "talk"));
    said.lines = lines.map((line) => ({
      ...line,
      time: timeline.timeAtReal(line.at - page.created_at),
    }));
    lanes.dots = said.lines.map(({ time }) => time);
    stage.ask();
  }
}

/** Everyone who drew, and what remains of it; of some nothing does. */
function creditsOf(recording: Recording): Crediting[] {
  const known = new Map(page.participants.map((who) => [who.number, who]));
  const left = new Map(tally(remaining(recording)).map((one) => [one.author, one]));
  return tally(recording.takes).map((one) => {
    const who: Participant = known.get(one.author) ?? nobody(one.author);
    return { who, tally: left.get(one.author) ?? { ...one, strokes: 0, ink: 0 } };
  });
}

function remains({ tally: { strokes } }: Crediting): boolean {
  return strokes > 0;
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
