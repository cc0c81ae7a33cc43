/** How many pixels of each picture are kept, so that all together keep within a budget. Pure. */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

const BYTES_PER_PIXEL = 4;

/**
 * The size in which one of `all` is kept: whole where they are few or small. Otherwise small ones
 * stay whole, and the large ones are all made equally large.
 */
export function sizeWithin(one: Extent, all: readonly Extent[], budget: number): Extent {
  const most = shareOf(all.map(bytesOf), budget);
  const by = Math.sqrt(Math.min(1, most / bytesOf(one)));
  return { width: scaled(one.width, by), height: scaled(one.height, by) };
}

function bytesOf({ width, height }: Extent): number {
  return width * height * BYTES_PER_PIXEL;
}

function scaled(side: number, by: number): number {
  return Math.max(1, Math.floor(side * by));
}

/** The bytes that none may exceed, so that all fit. */
function shareOf(sizes: readonly number[], budget: number): number {
  let left = budget;
  const rising = [...sizes].sort((one, other) => one - other);
  for (const [index, size] of rising.entries()) {
    const share = left / (rising.length - index);
    if (size > share) return share;
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}
