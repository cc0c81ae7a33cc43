/** The addresses of a log, read in order: a few are on their way at once, and never all of them. */

const AHEAD = 4; // a browser has six connections, and other work
const TICK_MS = 1_000;
/** Nothing comes for so many ticks: nothing will. Ticks, since a thread at work hears nothing. */
const PATIENCE = { toBegin: 20, toGoOn: 5 }; // a server may have to put an answer together first

export type Fetch = (url: string, options: { signal: AbortSignal }) => Promise<Response>;

export const fetching: Fetch = (url, options) => fetch(url, options);

/** What is at the addresses, in order; throws where one of them is refused, lost or stalled. */
export async function* fetchSpans(
  urls: readonly string[],
  fetch: Fetch = fetching,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const watch = new Watch();
  const coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
  const begin = (url: string): void => {
    const bytes = watch.over(() => read(fetch(url, { signal: watch.signal }), watch));
    bytes.catch(() => {}); // it is told when it is waited for, if it ever is
    coming.push(bytes);
  };
  try {
    for (const url of urls) {
      begin(url);
      if (coming.length >= AHEAD) yield (await coming.shift()) as Uint8Array<ArrayBuffer>;
    }
    for (const bytes of coming) yield await bytes;
  } finally {
    watch.stop();
  }
}

/** Ends what is on its way once nothing has come of any of it for a while. */
class Watch {
  readonly #stop = new AbortController();
  #open = 0;
  /** So many of the open ones have begun to come. */
  #begun = 0;
  #silent = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  async over<T>(way: () => Promise<T>): Promise<T> {
    this.heard();
    if (this.#open++ === 0) this.#wait();
    try {
      return await way();
    } finally {
      if (--this.#open === 0) clearTimeout(this.#timer);
    }
  }

  heard(): void {
    this.#silent = 0;
  }

  /** An answer has begun: the rest of it should follow. */
  async begun<T>(rest: () => Promise<T>): Promise<T> {
    this.heard();
    this.#begun++;
    try {
      return await rest();
    } finally {
      this.#begun--;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  get #patience(): number {
    return this.#begun > 0 ? PATIENCE.toGoOn : PATIENCE.toBegin;
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      if (++this.#silent >= this.#patience) this.stop();
      else this.#wait();
    }, TICK_MS);
  }
}

async function read(coming: Promise<Response>, watch: Watch): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await coming;
  if (!answer.ok) throw new Error(`${answer.status} instead of a part of the log`);
  return watch.begun(() => readAll(answer, watch));
}

async function readAll(answer: Response, watch: Watch): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of piecesOf(answer)) {
    watch.heard();
    pieces.push(piece);
  }
  return joined(pieces);
}

/** Safari cannot iterate over a stream. */
async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) yield next.value;
}

function joined(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
