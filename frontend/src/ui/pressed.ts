/** What `pages/pressed.ts`, which stands in the page itself, has kept by the time that modules come. */

export interface Pressed {
  readonly event: Event;
  /** Does it once more. */
  readonly again: () => void;
}

declare global {
  interface Window {
    /** From now on all is heard; answers what was kept. */
    pressed?: () => readonly Pressed[];
  }
}

export function pressed(): readonly Pressed[] {
  return window.pressed?.() ?? [];
}
