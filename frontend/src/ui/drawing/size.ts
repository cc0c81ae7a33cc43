/** How wide a pen is, along a slider whose steps feel even. (pure) */

export const SLIDER_STEPS = 60;
const SMALLEST = 1;
const LARGEST = 120;
const GROWTH = Math.log(LARGEST / SMALLEST);

/** Position of the slider, 0 to SLIDER_STEPS → pixels at 100 %. */
export function sizeAt(position: number): number {
  const size = SMALLEST * Math.exp((GROWTH * position) / SLIDER_STEPS);
  return size < 10 ? Math.round(size * 2) / 2 : Math.round(size);
}

export function positionOf(size: number): number {
  const position = (Math.log(size / SMALLEST) / GROWTH) * SLIDER_STEPS;
  return Math.round(Math.min(SLIDER_STEPS, Math.max(0, position)));
}

/** The next size that differs, for [ and ]. */
export function nextSize(size: number, direction: 1 | -1): number {
  let position = positionOf(size);
  for (let i = 0; i < SLIDER_STEPS; i++) {
    position += 2 * direction;
    const next = sizeAt(Math.min(SLIDER_STEPS, Math.max(0, position)));
    if (next !== size) return next;
    if (position <= 0 || position >= SLIDER_STEPS) break;
  }
  return size;
}
