/**
 * A time-lapse as a video, by the browser's own encoder.
 *
 * MediaRecorder takes what a canvas shows as time goes by, so a film of ten seconds is recorded in
 * ten, whatever the drawing's length; a moment that is late is skipped, the last never is.
 */

import type { Addresses } from "../../canvas/archive/archive";
import { FetchedArchive } from "../../canvas/archive/fetched";
import { pageSupplies } from "../../canvas/engine/marks/fetching";
import type { Supplies } from "../../canvas/engine/marks/supplies";
import type { Numbered } from "../../canvas/messages";
import { readWhole } from "../reading";
import { Recording } from "../recording";
import { HEIGHT, TimeLapse, WIDTH } from "./lapse";

const MILLISECONDS = 10_000;
const REST = 1_500; // of these the finished drawing stands still
const RATE = 30;
const BITS = 6_000_000; // a second: thin lines on plain paper stay sharp

/** Where the log is: its full thousands, what follows an operation, and its last number. */
export interface Source {
  readonly log: Addresses;
  readonly after: string;
  readonly head: number;
}

/** Reads a log and records it. */
export async function filmed(
  { log, after, head }: Source,
  type: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const operations = await readWhole(new FetchedArchive(log), after, head, () => {});
  signal.throwIfAborted();
  const supplies = pageSupplies(() => after.replace(/\/log\/after\/$/, "/images"));
  return record(operations, supplies, type, progress, signal);
}

/** Records; `progress` hears of 0 to 1. Rejects with the signal's reason where it is cancelled. */
export async function record(
  log: readonly Numbered[],
  supplies: Supplies,
  type: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const screen = canvas.getContext("2d", { alpha: false });
  if (!screen) throw new Error("no canvas to draw on");
  const recording = new Recording(log);
  await supplies.all(recording.takes, signal);
  const lapse = new TimeLapse(recording, screen);
  lapse.show(0);
  const recorder = new MediaRecorder(canvas.captureStream(RATE), {
    mimeType: type,
    videoBitsPerSecond: BITS,
  });
  const pieces: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  const stopped = new Promise((done) => recorder.addEventListener("stop", done, { once: true }));
  recorder.start(1_000);
  try {
    await play(lapse, progress, signal);
  } finally {
    recorder.stop();
    await stopped;
    for (const track of recorder.stream.getTracks()) track.stop();
  }
  return new Blob(pieces, { type: type.split(";", 1)[0] ?? type });
}

/** A timer, not animation frames: those stop where nobody looks. */
function play(
  lapse: TimeLapse,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const begun = performance.now();
  return new Promise((done, failed) => {
    const timer = setInterval(() => {
      const passed = performance.now() - begun;
      if (signal.aborted || passed >= MILLISECONDS) clearInterval(timer);
      if (signal.aborted) return failed(signal.reason);
      lapse.show(passed / (MILLISECONDS - REST));
      progress(Math.min(passed / MILLISECONDS, 1));
      if (passed >= MILLISECONDS) done();
    }, 1_000 / RATE);
  });
}
