/**
 * Which acts that concern the whole drawing still stand: the last of them counts. Pure.
 *
 * The twin of canvas/standing.py. Whoever clears a drawing, or colours its paper, a hundred thousand
 * times, and takes that back, costs nobody more than each of these is.
 */

/** The numbers of acts of one kind that are not taken back. */
export class Standing {
  /** Ascending. */
  readonly #seqs: number[];

  constructor(seqs: readonly number[] = []) {
    this.#seqs = [...seqs];
  }

  /** The highest, 0 where there is none. */
  get last(): number {
    return this.#seqs.at(-1) ?? 0;
  }

  copy(): Standing {
    return new Standing(this.#seqs);
  }

  add(seq: number): void {
    const at = this.#placeOf(seq);
    if (this.#seqs[at] !== seq) this.#seqs.splice(at, 0, seq);
  }

  delete(seq: number): void {
    const at = this.#placeOf(seq);
    if (this.#seqs[at] === seq) this.#seqs.splice(at, 1);
  }

  /** Where it is, or would be. */
  #placeOf(seq: number): number {
    let [low, high] = [0, this.#seqs.length];
    if (seq > this.last) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#seqs[middle] as number) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
