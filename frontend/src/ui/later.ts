/**
 * Parts of a page that its first moments do without. Their code comes when they are first used, or
 * before that, as soon as the page has nothing else to do.
 *
 * A release takes the files of the one before away. So an open page has all its parts early; where one
 * cannot be had after all (a release, no network) the person is told, and everything else goes on.
 */

/** ms that somebody waits for code: then it is thought not to come. */
const PATIENCE = 30_000;

/** Runs `task` when there is nothing else to do. */
export type Idle = (task: () => void) => void;

export const browsersIdle: Idle =
  "requestIdleCallback" in globalThis
    ? (task) => requestIdleCallback(task)
    : (task) => setTimeout(task, 200);

/** Brings a part's code, and answers what makes the part of it. */
export type Load<Made> = () => Promise<() => Made>;

export class Part<Made> {
  readonly #load: Load<Made>;
  readonly #missing: () => void;
  #loading: Promise<(() => Made) | null> | null = null;
  #made: Made | null = null;
  #waiting = 0;

  constructor(load: Load<Made>, missing: () => void) {
    this.#load = load;
    this.#missing = missing;
  }

  /** What is there after a first use; before it, null. */
  get made(): Made | null {
    return this.#made;
  }

  /** What somebody wants of it waits for its code. */
  get awaited(): boolean {
    return this.#waiting > 0;
  }

  /** At once where the part is there already; where it cannot be had, `otherwise`. */
  use(act: (made: Made) => void, otherwise = (): void => {}): void {
    if (this.#made !== null) act(this.#made);
    else this.#first(act, () => this.#miss(otherwise)).catch((defect) => reportError(defect));
  }

  /** Uses it as soon as its code is there, which nobody asked for: missing, it is not missed. */
  async begin(act: (made: Made) => void = () => {}): Promise<void> {
    if ((await this.bring()) !== null) await this.#first(act, () => {});
  }

  /** Its code; null: it cannot be had now. */
  bring(): Promise<(() => Made) | null> {
    this.#loading ??= this.#load().catch(() => {
      this.#loading = null; // perhaps there is a network again when it is next asked for
      return null;
    });
    return this.#loading;
  }

  async #first(act: (made: Made) => void, otherwise: () => void): Promise<void> {
    this.#waiting++;
    const make = await inTime(this.bring());
    this.#waiting--;
    try {
      this.#made ??= make?.() ?? null;
    } finally {
      if (this.#made === null) otherwise(); // also where making it fails: whoever waits goes on
    }
    if (this.#made !== null) act(this.#made);
  }

  #miss(otherwise: () => void): void {
    this.#missing();
    otherwise();
  }
}

/** The parts of a page, and the telling when one is missing. */
export class Later {
  readonly #missing: () => void;
  readonly #parts: Part<unknown>[] = [];

  constructor(missing: () => void) {
    this.#missing = missing;
  }

  /** What is made of its code once that has come. */
  part<Code, Made>(bring: () => Promise<Code>, make: (code: Code) => Made): Part<Made> {
    const load = async () => {
      const code = await bring();
      return () => make(code);
    };
    const part = new Part(load, this.#missing);
    this.#parts.push(part);
    return part;
  }

  /** Brings the code of all parts, one after the other. */
  bring(idle: Idle = browsersIdle): void {
    const waiting = [...this.#parts];
    const next = (): void => {
      const part = waiting.shift();
      if (part) idle(() => void inTime(part.bring()).then(next));
    };
    next();
  }
}

function inTime<Code>(coming: Promise<Code | null>): Promise<Code | null> {
  const late = new Promise<null>((give) => setTimeout(give, PATIENCE, null));
  return Promise.race([coming, late]);
}
