/** Which tabs of this browser have a drawing in sight: each holds a lock for as long as it has. */

export class Looking {
  readonly #name: string;
  readonly #locks: LockManager | undefined;
  #end: (() => void) | null = null;

  /** Without locks, which pages without TLS lack, no other tab is known. */
  constructor(uid: string, locks: LockManager | undefined = navigator.locks) {
    this.#name = `drawnby.looking.${uid}`;
    this.#locks = locks;
  }

  /** Whether another tab has it in sight; asked before this one does. */
  async elsewhere(): Promise<boolean> {
    const locks = await this.#locks?.query().catch(() => null);
    return locks?.held?.some(({ name }) => name === this.#name) ?? false;
  }

  begin(): void {
    if (this.#end) return;
    const ended = new Promise<void>((end) => {
      this.#end = end;
    });
    // Refused where the page is just going.
    this.#locks?.request(this.#name, { mode: "shared" }, () => ended).catch(() => {});
  }

  /** It is out of sight, however often that is said. */
  end(): void {
    this.#end?.();
    this.#end = null;
  }
}
