/** Where the browser keeps small things for next time; a browser that refuses is no reason to stop. */
export interface Shelf {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
}

const PREFIX = "drawnby.";

/** What was written by an older version, another page or a person's hand comes back as `unknown`. */
export class BrowserShelf implements Shelf {
  readonly #storage: () => Storage;

  /** `lasting`: beyond the tab. */
  constructor(lasting = true) {
    this.#storage = () => (lasting ? localStorage : sessionStorage);
  }

  read(name: string): unknown {
    try {
      return JSON.parse(this.#storage().getItem(PREFIX + name) ?? "null");
    } catch {
      return null;
    }
  }

  write(name: string, value: unknown): void {
    try {
      this.#storage().setItem(PREFIX + name, JSON.stringify(value));
    } catch {
      // Full, or forbidden in a private window: it is forgotten, that is all.
    }
  }
}
