/** Stands in for an implement whose code has not come: what is done with it is done when it has. */

import type { Implement } from "./implement";

type Deed = (implement: Implement) => void;

export class Awaited implements Implement {
  down = false;
  #come: Implement | null = null;
  readonly #deeds: Deed[] = [];
  #begun = false;

  /** Something was done with it, and waits. */
  get begun(): boolean {
    return this.#begun && !this.#come;
  }

  /** Does this, too, once it has come, after all that was done before. */
  afterwards(act: () => void): void {
    this.#begun = true;
    this.#do(act);
  }

  /** It has come; what is begun goes on with it. */
  come(implement: Implement): void {
    this.#come = implement;
    for (const deed of this.#deeds.splice(0)) deed(implement);
  }

  begin(...how: Parameters<Implement["begin"]>): void {
    this.down = this.#begun = true;
    this.#do((implement) => implement.begin(...how));
  }

  move(...path: Parameters<Implement["move"]>): void {
    this.#do((implement) => implement.move(...path));
  }

  tell(time: number): void {
    this.#come?.tell(time);
  }

  lift(): void {
    this.down = false;
    this.#do((implement) => implement.lift());
  }

  drop(): void {
    this.down = false;
    this.#do((implement) => implement.drop());
  }

  set even(even: boolean) {
    this.#do((implement) => {
      implement.even = even;
    });
  }

  #do(deed: Deed): void {
    if (this.#come) deed(this.#come);
    else this.#deeds.push(deed);
  }
}
