/** Everything as it ever looked: a few numbers each, for half a drawing may be moved for hours. (pure) */

import { changedLook, type Look as Lie, lookAfter } from "../canvas/changes";
import { Grid } from "../canvas/engine/sheet/grid";
import type { Bounds } from "../canvas/engine/view/bounds";
import { type ChangeList, Changes } from "../canvas/lying";
import type { SceneItem } from "../canvas/scene";
import { lookAsMade, matterAs } from "./appearing";
import type { Look } from "./chronicle";
import { Edges } from "./edges";

/** Something of a recording that lay on the paper. */
export interface Take extends SceneItem {
  /** Its place in the log, from 0. */
  readonly operation: number;
  readonly bounds: Bounds;
}

/** No colour: that which it was made with. */
const OWN = -1;

/** Numbered as in the chronicle, lowest first. */
export class Looks {
  readonly length: number;
  readonly #looks: readonly Look[];
  readonly #takeAt: (operation: number) => Take;
  readonly #x: Int32Array;
  readonly #y: Int32Array;
  readonly #scale: Int32Array;
  readonly #color: Int32Array;
  readonly #grid = new Grid();

  constructor(looks: readonly Look[], takeAt: (operation: number) => Take) {
    this.length = looks.length;
    this.#looks = looks;
    this.#takeAt = takeAt;
    this.#x = new Int32Array(looks.length);
    this.#y = new Int32Array(looks.length);
    this.#scale = new Int32Array(looks.length);
    this.#color = new Int32Array(looks.length);
    const stepper = new Stepper();
    const edges = new Edges();
    for (const [number, { operation, changes }] of looks.entries()) {
      const made = takeAt(operation);
      const lie = stepper.lieOf(made, changes);
      this.#write(number, lie);
      this.#grid.add(changes.length === 0 ? made.bounds : edges.boundsAs(operation, made, lie));
    }
  }

  /** What is painted there, made anew whenever one asks. */
  take(number: number): Take {
    const made = this.made(number);
    if (this.#looks[number]?.changes.length === 0) return made;
    const { id, seq, author, at, operation } = made;
    const bounds = this.boundsOf(number);
    return { id, seq, author, at, operation, bounds, ...this.#changed(made, number) };
  }

  boundsOf(number: number): Bounds {
    return this.#grid.boundsOf(number);
  }

  /** As it was made, which is all there is to know but how it lies. */
  made(number: number): Take {
    return this.#takeAt((this.#looks[number] as Look).operation);
  }

  /** The numbers of all that touch `wanted`, lowest first, seen yet or not. */
  search(wanted: Bounds): Uint32Array {
    return this.#grid.search(wanted);
  }

  /** The edges of all that pass. */
  around(passes: (number: number) => boolean): Bounds | null {
    return this.#grid.around(passes);
  }

  #changed(made: Take, number: number) {
    const color = this.#color[number] as number;
    return matterAs(made, {
      x: this.#x[number] as number,
      y: this.#y[number] as number,
      scale: this.#scale[number] as number,
      color: color === OWN ? null : color,
    });
  }

  #write(number: number, { x, y, scale, color }: Lie): void {
    this.#x[number] = x;
    this.#y[number] = y;
    this.#scale[number] = scale;
    this.#color[number] = color ?? OWN;
  }
}

/** Finds how items lie, for each going on from where it lay before, if it can. */
class Stepper {
  readonly #last = new Map<number, { readonly changes: ChangeList; readonly lie: Lie }>();

  lieOf(made: Take, changes: ChangeList): Lie {
    const lie = this.#step(made, changes);
    this.#last.set(made.operation, { changes, lie });
    return lie;
  }

  #step(made: Take, changes: ChangeList): Lie {
    const last = this.#last.get(made.operation);
    if (changes instanceof Changes && changes.last && last && changes.before === last.changes) {
      return changedLook(last.lie, changes.last);
    }
    const { x, y } = lookAsMade(made);
    return lookAfter(x, y, changes);
  }
}
