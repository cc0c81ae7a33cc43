/**
 * A picture laid on the paper: which one, and where, as bytes. Pure.
 *
 * The layout is told in canvas/images.py, its twin; both obey tests/wire/images.json.
 */

import { MAX_COORDINATE } from "./strokes";
import { ByteReader, ByteWriter, VarintError } from "./varint";

export const DIGEST_LENGTH = 16;
export const MAX_EXTENT = 2 ** 20; // 1/16 px

export interface PlacedImage {
  /** Names the picture's file: 32 hexadecimal digits. */
  readonly digest: string;
  /** The upper left corner, in 1/16 px. */
  readonly x: number;
  readonly y: number;
  /** 1/16 px */
  readonly width: number;
  readonly height: number;
}

/** These bytes, or these numbers, place no picture. */
export class ImageError extends Error {
  override name = "ImageError";
}

/** Throws ImageError if the image breaks a limit, so that whatever was encoded decodes. */
export function encodeImage(image: PlacedImage): Uint8Array<ArrayBuffer> {
  check(image);
  const out = new ByteWriter(DIGEST_LENGTH + 20);
  for (let at = 0; at < image.digest.length; at += 2) {
    out.byte(Number.parseInt(image.digest.slice(at, at + 2), 16));
  }
  out.zigzag(image.x);
  out.zigzag(image.y);
  out.varint(image.width);
  out.varint(image.height);
  return out.finish();
}

/** Throws ImageError or VarintError unless the bytes are exactly one image within all limits. */
export function decodeImage(data: Uint8Array): PlacedImage {
  const reader = new ByteReader(data);
  let digest = "";
  for (const byte of reader.bytes(DIGEST_LENGTH)) digest += byte.toString(16).padStart(2, "0");
  const [x, y] = [reader.zigzag(), reader.zigzag()];
  const [width, height] = [reader.varint(), reader.varint()];
  if (!reader.done) throw new ImageError("trailing bytes");
  const image = { digest, x, y, width, height };
  check(image);
  return image;
}

/** The picture that some bytes place; null where they are none for us. */
export function readImage(data: Uint8Array): PlacedImage | null {
  try {
    return decodeImage(data);
  } catch (error) {
    if (error instanceof ImageError || error instanceof VarintError) return null;
    throw error;
  }
}

function check({ digest, x, y, width, height }: PlacedImage): void {
  if (!/^[0-9a-f]{32}$/.test(digest)) throw new ImageError("a digest of another length");
  if (!(Math.max(Math.abs(x), Math.abs(y)) <= MAX_COORDINATE)) {
    throw new ImageError("coordinate out of range");
  }
  for (const extent of [width, height]) {
    if (!(extent >= 1 && extent <= MAX_EXTENT)) throw new ImageError("extent out of range");
  }
}
