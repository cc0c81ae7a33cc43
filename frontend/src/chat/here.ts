/** Who is in a room, as its presence tells it: a person once, however many windows. (pure) */

import type { Entry } from "../sockets";

export interface Here {
  /** The speaker's. */
  readonly key: string;
  readonly name: string;
  readonly hue: number;
  readonly guest: boolean;
}

/** In the order of their names; what a newer server might say of somebody is left out. */
export function whoIsHere(entries: Iterable<Pick<Entry, "meta">>): Here[] {
  const people = new Map<string, Here>();
  for (const { meta } of entries) if (isHere(meta)) people.set(meta.key, meta);
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function isHere(meta: unknown): meta is Here {
  const { key, name, hue } = (meta ?? {}) as Partial<Here>;
  return typeof key === "string" && typeof name === "string" && typeof hue === "number";
}
