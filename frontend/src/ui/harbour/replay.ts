/** The harbour drawn again in place: finished strokes on one canvas, pens at work on another. */
import { strokeBounds } from "../../canvas/ribbon";
import type { Cursors } from "./cursors";
import type { Painting } from "./painting";
import { type Place, partOf, schedule, startOf, type Turn, tipOf } from "./schedule";
import type { HarbourStroke } from "./strokes";

const DURATION = 20_000;

interface Stage {
  finished: Painting;
  live: Painting;
  cursors: Cursors;
}

export class Replay {
  readonly #stage: Stage;
  readonly #turns: readonly Turn[];
  readonly #lanes: readonly Turn[][];
  readonly #ended: () => void;
  readonly #done = new Set<Turn>();
  #began: number | null = null;
  #frame = 0;

  constructor(stage: Stage, strokes: readonly HarbourStroke[], ended: () => void) {
    this.#stage = stage;
    this.#turns = schedule(strokes, DURATION);
    this.#lanes = lanesOf(this.#turns);
    this.#ended = ended;
    stage.finished.clear();
    this.#next();
  }

  /** The boxes have another size: what is finished so far has to be painted anew. */
  refit(): void {
    this.#stage.finished.fit();
    this.#stage.live.fit();
    for (const turn of this.#inOrder()) this.#stage.finished.paint(turn.stroke);
  }

  /** Leave off: the whole drawing stands there again at once. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#stage.live.clear();
    this.#stage.finished.clear();
    for (const turn of this.#turns) this.#stage.finished.paint(turn.stroke);
    this.#stage.cursors.rest();
    this.#ended();
  }

  #next(): void {
    this.#frame = requestAnimationFrame((now) => this.#show(now));
  }

  #show(now: number): void {
    this.#began ??= now;
    const time = now - this.#began;
    if (time >= DURATION) this.stop();
    else this.#stand(time);
  }

  #stand(time: number): void {
    for (const turn of this.#turns) {
      if (turn.end <= time && !this.#done.has(turn)) this.#finish(turn);
    }
    this.#stage.live.clear();
    for (const lane of this.#lanes) this.#move(lane, time);
    this.#next();
  }

  /** Paint a finished stroke where it belongs: under those of others that were later in the drawing. */
  #finish(turn: Turn): void {
    this.#done.add(turn);
    const strokes = this.#inOrder().map(({ stroke }) => stroke);
    if (strokes.at(-1) === turn.stroke) this.#stage.finished.paint(turn.stroke);
    else this.#stage.finished.repaint(strokes, strokeBounds(turn.stroke));
  }

  #inOrder(): Turn[] {
    return this.#turns.filter((turn) => this.#done.has(turn));
  }

  /** Show what one person does at this time: draw, or move to where the next stroke begins. */
  #move(lane: readonly Turn[], time: number): void {
    const index = lane.findIndex((turn) => turn.end > time);
    const turn = lane[index];
    if (!turn) return;
    if (time < turn.start) {
      this.#stage.cursors.move(turn.author, between(lane[index - 1], turn, time));
      return;
    }
    const part = partOf(turn.stroke, (time - turn.start) / (turn.end - turn.start));
    this.#stage.live.paintOnce(part);
    this.#stage.cursors.move(turn.author, tipOf(part));
  }
}

function lanesOf(turns: readonly Turn[]): Turn[][] {
  const authors = [...new Set(turns.map((turn) => turn.author))];
  return authors.map((author) => turns.filter((turn) => turn.author === author));
}

/** On the way from one stroke to the next, as a hand moves: slowly off, slowly down. */
function between(before: Turn | undefined, next: Turn, time: number): Place {
  const to = startOf(next.stroke);
  const from = before ? tipOf(before.stroke) : to;
  const began = before?.end ?? 0;
  const share = (time - began) / (next.start - began);
  const eased = share * share * (3 - 2 * share);
  return { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased };
}
