/** A Scene without pixels: what a picture would show, in order. */

import type { Version } from "../fold";
import type { Bulk, Scene, SceneItem, Versions } from "../scene";
import type { Stroke } from "../strokes";

export class Sketch implements Scene {
  /** Their numbers, by id. */
  readonly #confirmed = new Map<string, number>();
  readonly #pended = new Map<string, number>();
  readonly #hidden = new Set<string>();
  readonly #versions = new Map<string, Version>();
  readonly growing = new Map<string, number>();
  paperColor: number | null = null;

  /** The items that can be seen, bottom to top. */
  get visible(): string[] {
    const all = [...this.#confirmed, ...this.#pended];
    const placed = all.map(([id, seq]) => ({ id, place: this.#versions.get(id)?.place ?? seq }));
    const inOrder = placed.sort((one, other) => one.place - other.place).map(({ id }) => id);
    return inOrder.filter((id) => !this.#hidden.has(id));
  }

  /** All that is seen: which items, how they lie, on which paper. */
  get seen(): string {
    const lying = this.visible.map((id) => [id, this.#versions.get(id)?.changes ?? []]);
    return JSON.stringify([lying, this.paperColor]);
  }

  get pended(): readonly string[] {
    return [...this.#pended.keys()];
  }

  load(
    items: readonly SceneItem[],
    hidden: ReadonlySet<string>,
    versions: Versions,
    bulk: Bulk | null = null,
  ): void {
    this.#confirmed.clear();
    const first = Array.from({ length: bulk?.count ?? 0 }, (_, at) => (bulk as Bulk).at(at));
    for (const { id, seq } of first) this.#confirmed.set(id, seq);
    for (const { id, seq } of items) this.#confirmed.set(id, seq);
    this.#hidden.clear();
    this.hide(hidden);
    this.#versions.clear();
    this.change(versions);
  }

  place({ id, seq }: SceneItem): void {
    if (this.#confirmed.has(id)) throw new Error(`${id} is placed twice`);
    this.#confirmed.set(id, seq);
  }

  pend({ id, seq }: SceneItem): void {
    this.#pended.set(id, seq);
  }

  settle(id: string, seq: number): void {
    this.withdraw(id);
    this.#confirmed.set(id, seq);
  }

  withdraw(id: string): void {
    if (!this.#pended.delete(id)) throw new Error(`${id} is not pended`);
  }

  hide(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.add(id);
  }

  show(ids: Iterable<string>): void {
    for (const id of ids) this.#hidden.delete(id);
  }

  change(versions: Versions): void {
    for (const [id, version] of versions) this.#versions.set(id, version);
  }

  paper(color: number | null): void {
    this.paperColor = color;
  }

  live(_author: number, key: string, offset: number, piece: Stroke): void {
    this.growing.set(key, offset + piece.x.length);
  }

  endLive(key: string): void {
    this.growing.delete(key);
  }
}
