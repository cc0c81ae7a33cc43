/** Sends a picture to the drawing, which writes it anew and says what it is called there. */

import { reasonIn } from "./post";

export interface Brought {
  /** Names its file: 32 hexadecimal digits. */
  readonly digest: string;
}

/** What the server reads; others are written as one of these first. */
const READ: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/webp"]);
/** Of a picture that is kept, px a side. */
const LONGEST = 2048;
const BUSY = 500;
const TOO_OFTEN = 429;

/** The answer, or in words why it is not taken; "later": it could not be asked just now. */
export async function bring(
  address: string,
  token: string,
  file: Blob,
  giveUp: AbortSignal,
): Promise<Brought | string> {
  try {
    const body = new FormData();
    body.set("file", await readable(file), "picture");
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const response = await fetch(address, { method: "POST", headers, body, signal: giveUp });
    if (response.status >= BUSY || response.status === TOO_OFTEN) return "later";
    const answer: unknown = await response.json();
    return response.ok ? (answer as Brought) : (reasonIn(answer) ?? "later");
  } catch {
    return "later";
  }
}

/** The pixels of a file, as many as the server keeps. Rejects where it is no picture. */
export async function decoded(file: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(file);
  const by = LONGEST / Math.max(whole.width, whole.height);
  if (by >= 1) return whole;
  const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((side) =>
    Math.max(1, Math.round(side * by)),
  ) as [number, number];
  const kept = await createImageBitmap(whole, { resizeWidth, resizeHeight, resizeQuality: "high" });
  whole.close();
  return kept;
}

/** The first frame of a GIF, say, as a PNG. */
async function readable(file: Blob): Promise<Blob> {
  if (READ.has(file.type)) return file;
  const picture = await decoded(file);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d")?.drawImage(picture, 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}
