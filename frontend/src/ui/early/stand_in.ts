/** Stands in for an implement whose code has not come: what is done with it is done in its turn. */

import type { Implement } from "../../canvas/engine/hands/implement";

export type Deed = (implement: Implement) => void;

export class StandIn implements Implement {
  down = false;
  readonly tell: (time: number) => void;
  readonly #inTurn: (deed: Deed) => void;

  /** `tell` needs no turn: what has not come tells nobody. */
  constructor(inTurn: (deed: Deed) => void, tell: (time: number) => void) {
    this.#inTurn = inTurn;
    this.tell = tell;
  }

  begin(...how: Parameters<Implement["begin"]>): void {
    this.down = true;
    this.#inTurn((implement) => implement.begin(...how));
  }

  move(...path: Parameters<Implement["move"]>): void {
    this.#inTurn((implement) => implement.move(...path));
  }

  lift(): void {
    this.down = false;
    this.#inTurn((implement) => implement.lift());
  }

  drop(): void {
    this.down = false;
    this.#inTurn((implement) => implement.drop());
  }

  set even(even: boolean) {
    this.#inTurn((implement) => {
      implement.even = even;
    });
  }
}
