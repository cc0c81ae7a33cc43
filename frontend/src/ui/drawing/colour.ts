/** Colours of ink as people name and write them. (pure) */

import { say, type Word } from "../words";

const INK = 0x262833;
const CHALK = 0xfdfbf6;
/** Of 1: darker paper is written on with chalk. */
const DARK = 0.18;

/** 0xRRGGBB of the eight swatches in the tray; on dark paper chalk takes the place of the first. */
export const SWATCHES: readonly number[] = [
  INK,
  0xdd4b33,
  0xf0a437,
  0xf8d568,
  0x5f9d62,
  0x2f6fae,
  0x8a62b8,
  0x8f5f42,
];

const NAMES: ReadonlyMap<number, Word> = new Map([
  [INK, "colour.ink"],
  [CHALK, "colour.chalk"],
  [0xdd4b33, "colour.red"],
  [0xf0a437, "colour.amber"],
  [0xf8d568, "colour.yellow"],
  [0x5f9d62, "colour.green"],
  [0x2f6fae, "colour.blue"],
  [0x8a62b8, "colour.plum"],
  [0x8f5f42, "colour.brown"],
  [0xb9dcec, "colour.sky"],
  [0xeb94a6, "colour.rose"],
  [0xf3dcae, "colour.cream"],
  [0x3d4f74, "colour.night"],
]);

/** What is seen on paper of a colour by whoever has chosen none; null: paper as it comes. */
export function inkOn(paper: number | null): number {
  return isDark(paper) ? CHALK : INK;
}

export function isDark(paper: number | null): boolean {
  return paper !== null && brightness(paper) < DARK;
}

/** 0 to 1, as eyes weigh it. */
function brightness(color: number): number {
  const [red, green, blue] = [color >> 16, (color >> 8) & 255, color & 255].map(
    (level) => (level / 255) ** 2.2,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** "#2f6fae" */
export function toHex(color: number): string {
  return `#${color.toString(16).padStart(6, "0")}`;
}

/** Reads "2F6FAE", "#2f6fae" or "#26a"; null for anything else. */
export function parseHex(text: string): number | null {
  const digits = text.trim().replace(/^#/, "");
  if (/^[0-9a-f]{6}$/i.test(digits)) return Number.parseInt(digits, 16);
  if (!/^[0-9a-f]{3}$/i.test(digits)) return null;
  return Number.parseInt(digits.replace(/./g, "$&$&"), 16);
}

export function colourName(color: number): string {
  const name = NAMES.get(color);
  return name ? say(name) : toHex(color).toUpperCase();
}

export function hasName(color: number): boolean {
  return NAMES.has(color);
}

/** The colours used last that have no swatch, newest first. */
export function remember(recent: readonly number[], color: number, most = 6): number[] {
  if (hasName(color)) return [...recent];
  return [color, ...recent.filter((other) => other !== color)].slice(0, most);
}

/** The colour of the pixel in the middle, which covers all that is below it. */
export function middleOf({ data, width, height }: ImageData): number {
  const at = 4 * ((height >> 1) * width + (width >> 1));
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
}
