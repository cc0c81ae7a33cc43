/**
 * Which acts that concern the whole drawing still stand: the last of them counts. Pure.
 *
 * The twin of canvas/standing.py. Whoever clears a drawing, or colours its paper, a hundred thousand
 * times, and takes that back in whatever order, costs nobody more than each of these is: what is
 * taken back stays in the heap until it would be the last.
 */

/** The numbers of acts of one kind that are not taken back. */
export class Standing {
  /** A binary heap, the highest first. */
  readonly #heap: number[];
  /** Of each in the heap. */
  readonly #stands: Map<number, boolean>;

  constructor(heap: readonly number[] = [], stands: ReadonlyMap<number, boolean> = new Map()) {
    this.#heap = [...heap];
    this.#stands = new Map(stands);
  }

  /** The highest, 0 where there is none. */
  get last(): number {
    let [highest = 0] = this.#heap;
    while (highest && !this.#stands.get(highest)) {
      this.#stands.delete(highest);
      this.#takeOff();
      [highest = 0] = this.#heap;
    }
    return highest;
  }

  copy(): Standing {
    return new Standing(this.#heap, this.#stands);
  }

  add(seq: number): void {
    if (!this.#stands.has(seq)) this.#put(seq);
    this.#stands.set(seq, true);
  }

  delete(seq: number): void {
    if (this.#stands.has(seq)) this.#stands.set(seq, false);
  }

  #put(seq: number): void {
    const heap = this.#heap;
    let at = heap.push(seq) - 1;
    for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
      if ((heap[above] as number) > seq) break;
      heap[at] = heap[above] as number;
      at = above;
    }
    heap[at] = seq;
  }

  /** Takes the highest off: the last moves down from its place. */
  #takeOff(): void {
    const heap = this.#heap;
    const seq = heap.pop() as number;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if ((heap[below + 1] ?? 0) > (heap[below] as number)) below++;
      if ((heap[below] as number) < seq) break;
      heap[at] = heap[below] as number;
      at = below;
    }
    heap[at] = seq;
  }
}
