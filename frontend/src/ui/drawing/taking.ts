/** How a drawing is had in each form: from the server, or filmed here. */

import type { Word } from "../words_later";
import { say } from "../words_later";
import { videoKind } from "./video_kinds";

export type Format = "png" | "svg" | "pdf" | "film" | "file";
export type FilmKind = "video" | "webp" | "gif";

export interface Wish {
  readonly format: Format;
  readonly film: FilmKind;
  /** What a picture is asked for. */
  readonly query: string;
}

export interface Taken {
  readonly blob: Blob;
  readonly ending: string;
}

/** It cannot be had; the message is for the person. */
export class NotTaken extends Error {}

const BUSY = 503;
const TRIES = 4;

const REFUSALS: Readonly<Record<number, Word>> = {
  400: "download.tooLarge",
  403: "download.gone",
  404: "download.gone",
  410: "download.gone",
  413: "download.tooLarge",
  429: "download.often",
  503: "download.busy",
};

/** Records a video of how the drawing came to be; `type` says how it is encoded. */
export type FilmHere = (
  type: string,
  progress: (share: number) => void,
  signal: AbortSignal,
) => Promise<Blob>;

/** `picture` is the address of the PNG; the other forms stand beside it. */
export async function take(
  wish: Wish,
  picture: string,
  filmHere: FilmHere,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Taken> {
  const base = picture.replace(/\.png$/, "");
  switch (wish.format) {
    case "file":
      return { blob: await fetched(`${base}.drawnby`, signal), ending: "drawnby" };
    case "film": {
      const video = wish.film === "video" ? videoKind() : null;
      if (video)
        return { blob: await filmHere(video.type, progress, signal), ending: video.ending };
      const ending = wish.film === "gif" ? "gif" : "webp";
      return { blob: await fetched(`${base}/time-lapse.${ending}`, signal), ending };
    }
    default: {
      const blob = await fetched(`${base}.${wish.format}?${wish.query}`, signal);
      return { blob, ending: wish.format };
    }
  }
}

/** While many are made, it is asked for again when the server says, a few times. */
async function fetched(url: string, signal: AbortSignal, tries = TRIES): Promise<Blob> {
  const response = await fetch(url, { signal });
  if (response.ok) return response.blob();
  const wait = Number(response.headers.get("Retry-After"));
  if (response.status !== BUSY || !wait || tries <= 1)
    throw new NotTaken(say(REFUSALS[response.status] ?? "download.odd"));
  await pause(1000 * wait, signal);
  return fetched(url, signal, tries - 1);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      failed(signal.reason);
    });
  });
}
