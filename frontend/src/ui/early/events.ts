/** What `pages/early_events.ts`, which stands in the page itself, has kept by the time that modules come. */

export interface EarlyEvent {
  readonly event: Event;
  /** Does it once more. */
  readonly again: () => void;
}

declare global {
  interface Window {
    /** From now on all is heard; answers what was kept. */
    earlyEvents?: () => readonly EarlyEvent[];
  }
}

export function earlyEvents(): readonly EarlyEvent[] {
  return window.earlyEvents?.() ?? [];
}
