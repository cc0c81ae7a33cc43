/** What `pages/begin.ts`, which stands in the page itself, has begun by the time that modules come. */

import type { Unpacked } from "./packer";

export interface Begun {
  /** The worker, unless it has failed already: whoever listens from now on would not hear of it. */
  painting(): Worker | null;
  /** Null: the page reads the log itself. */
  readonly unpacked: Promise<Unpacked> | null;
}

declare global {
  interface Window {
    begun?: Begun;
  }
}

export const { painting, unpacked }: Begun = window.begun ?? {
  painting: () => null,
  unpacked: null,
};
