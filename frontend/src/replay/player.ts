/** Plays a recording on a stage: which moment it is, who draws, and what that looks like. */

import type { Supplies } from "../canvas/engine/marks/supplies";
import type { Participant } from "../canvas/messages";
import type { Cursors } from "../ui/drawing/cursors";
import { partOf, tipOf } from "../ui/harbour/schedule";
import type { Take } from "./looks";
import { Playhead } from "./playhead";
import type { Recording } from "./recording";
import { Stage, type Underway } from "./stage";

export interface PlayerListener {
  /** Another moment is shown; `drawing` are those whose pens are down. */
  moment(time: number, drawing: ReadonlySet<number>): void;
  /** It plays, or does not any more. */
  playing(playing: boolean): void;
  ended(): void;
}

export interface PlayerOptions {
  readonly host: HTMLElement;
  readonly recording: Recording;
  readonly supplies: Supplies;
  readonly people: ReadonlyMap<number, Participant>;
  readonly listener: PlayerListener;
  /** Where the playing begins, ms of the replay. */
  readonly from: number;
  /** Whole strokes appear, nothing moves. */
  readonly calm: boolean;
}

/** How long a cursor stays when its pen is up, ms of ours. */
const CURSOR_STAYS = 3_000;

export class Player {
  readonly stage: Stage;
  readonly head: Playhead;
  cursors: Cursors | null = null;
  /** Whose pen the window goes along with. */
  following: number | null = null;
  #recording: Recording;
  readonly #people: ReadonlyMap<number, Participant>;
  readonly #listener: PlayerListener;
  readonly #calm: boolean;
  readonly #drewAt = new Map<number, number>();
  #wasPlaying = false;

  constructor({ host, recording, supplies, people, listener, from, calm }: PlayerOptions) {
    this.#recording = recording;
    this.#people = people;
    this.#listener = listener;
    this.#calm = calm;
    this.head = new Playhead(from, recording.timeline.duration);
    this.stage = new Stage(host, recording, supplies, (now) => this.#frame(now));
  }

  get time(): number {
    return this.head.time;
  }

  get duration(): number {
    return this.#recording.timeline.duration;
  }

  /** How many operations have happened. */
  get count(): number {
    return this.#recording.timeline.countAt(this.time);
  }

  /** Plays what happened since, once what there was is over or one asks for it. */
  goOn(recording: Recording): void {
    const before = this.#recording.timeline.length;
    this.#recording = recording;
    this.head.goOn(this.duration);
    this.stage.goOn(recording);
    this.seek(recording.timeline.timeOf(before));
    this.play();
  }

  play(): void {
    this.head.play();
    this.stage.ask();
  }

  pause(): void {
    this.head.pause();
    this.stage.ask();
  }

  toggle(): void {
    if (this.head.playing) this.pause();
    else this.play();
  }

  seek(time: number): void {
    this.head.seek(time);
    this.#drewAt.clear();
    this.stage.ask();
  }

  /** Pauses after the next stroke, or before the last; returns the stroke on top then. */
  step(direction: 1 | -1): Take | null {
    this.pause();
    const { timeline } = this.#recording;
    let next = this.count + (direction > 0 ? 0 : -1);
    while (next >= 0 && next < timeline.length && !this.#recording.takeAt(next)) next += direction;
    this.seek(timeline.timeOf(direction > 0 ? next + 1 : next));
    return this.topTake;
  }

  /** The stroke drawn last. */
  get topTake(): Take | null {
    for (let index = this.count - 1; index >= 0; index--) {
      const take = this.#recording.takeAt(index);
      if (take) return take;
    }
    return null;
  }

  #frame(now: number): boolean {
    const time = this.head.tick(now);
    const underway = this.#underwayAt(time);
    this.stage.show(this.count, this.#calm ? [] : underway);
    this.#point(underway, now);
    this.#listener.moment(time, new Set(underway.map(({ take }) => take.author)));
    this.#tellPlaying();
    return this.head.playing;
  }

  #tellPlaying(): void {
    if (this.head.playing === this.#wasPlaying) return;
    this.#wasPlaying = this.head.playing;
    this.#listener.playing(this.head.playing);
    if (this.head.playing || !this.head.ended) return;
    this.cursors?.keep(new Map()); // no frame comes any more to take them away
    this.#listener.ended();
  }

  #underwayAt(time: number): Underway[] {
    const { starts, ends } = this.#recording.timeline;
    return this.#recording.timeline.underwayAt(time).flatMap((operation) => {
      const take = this.#recording.takeAt(operation);
      if (!take) return [];
      const start = starts[operation] as number;
      const share = (time - start) / Math.max(1, (ends[operation] as number) - start);
      return [{ take, part: partOf(take.stroke, share) }];
    });
  }

  #point(underway: readonly Underway[], now: number): void {
    for (const { take, part } of underway) {
      const who = this.#people.get(take.author);
      const tip = tipOf(part);
      if (who && !this.#calm) this.cursors?.move(who, tip.x, tip.y);
      this.#drewAt.set(take.author, now);
      if (take.author === this.following) this.stage.follow(tip);
    }
    const here = new Map<number, Participant>();
    for (const [author, at] of this.#drewAt) {
      const who = this.#people.get(author);
      if (who && now - at < CURSOR_STAYS) here.set(author, who);
    }
    this.cursors?.keep(here);
  }
}
