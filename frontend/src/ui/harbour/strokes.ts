/** The house drawing, *Harbour at six*, as canvas/demo/picture.py writes it. */
import { decodeStroke, type Stroke } from "../../canvas/strokes";
import { ByteReader } from "../../canvas/varint";
import file from "./harbour.bin?url";

/** The sheet it was drawn on, in px. */
export const SHEET = { width: 1600, height: 1000 };

export interface HarbourStroke {
  /** Index of who drew it, 0..3; also the hue. */
  author: number;
  /** Clouds, gulls and the beam of light: left out where words stand in the sky. */
  sky: boolean;
  stroke: Stroke;
}

const SKY = [
  { from: 10, to: 38 }, // clouds and gulls
  { from: 202, to: 204 }, // the beam
];

export async function fetchHarbour(): Promise<HarbourStroke[]> {
  const answer = await fetch(file, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The harbour is not there: ${answer.status}`);
  return decodeHarbour(new Uint8Array(await answer.arrayBuffer()));
}

/** Throws VarintError or StrokeError on bytes that are no harbour. */
export function decodeHarbour(bytes: Uint8Array): HarbourStroke[] {
  const reader = new ByteReader(bytes);
  const strokes: HarbourStroke[] = [];
  while (!reader.done) {
    const author = reader.byte();
    const stroke = decodeStroke(reader.bytes(reader.varint()));
    strokes.push({ author, sky: isSky(strokes.length), stroke });
  }
  return strokes;
}

function isSky(index: number): boolean {
  return SKY.some(({ from, to }) => index >= from && index < to);
}
