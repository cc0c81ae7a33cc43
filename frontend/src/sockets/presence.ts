/** Who is on a channel, as the server tells it: once all, then who joined and left. */

import type { Entry, PresenceNews } from "./frames";

export interface PresenceDiff {
  joined: Entry[];
  left: Entry[];
}

export class Presence {
  readonly #entries = new Map<string, Entry>();

  /** By session. While disconnected: as it was last known. */
  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  /** Take news in; what really changed, or null. Whoever joins twice has only a new `meta`. */
  update(news: PresenceNews): PresenceDiff | null {
    const left = news.here ? this.#absentFrom(news.here) : (news.left ?? []);
    const joined = news.here ?? news.joined ?? [];
    const diff = {
      joined: joined.filter((entry) => this.#put(entry)),
      left: left.filter((entry) => this.#entries.delete(entry.session)),
    };
    return diff.joined.length + diff.left.length > 0 ? diff : null;
  }

  #absentFrom(here: Entry[]): Entry[] {
    const sessions = new Set(here.map((entry) => entry.session));
    return [...this.#entries.values()].filter((entry) => !sessions.has(entry.session));
  }

  #put(entry: Entry): boolean {
    const known = this.#entries.get(entry.session);
    if (known && JSON.stringify(known.meta) === JSON.stringify(entry.meta)) return false;
    this.#entries.set(entry.session, entry);
    return true;
  }
}
