/** The addresses of a log, read in order: a few are on their way at once, and never all of them. */

const AHEAD = 4; // a browser has six connections, and other work
const PATIENCE_MS = 120_000; // for one address

export type Fetch = (url: string, options: { signal: AbortSignal }) => Promise<Response>;

export const fetching: Fetch = (url, options) => fetch(url, options);

/** What is at the addresses, in order; throws where one of them is refused or lost. */
export async function* fetchSpans(
  urls: readonly string[],
  fetch: Fetch = fetching,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const stop = new AbortController();
  const coming: Promise<Uint8Array<ArrayBuffer>>[] = [];
  const begin = (url: string): void => {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const bytes = read(fetch(url, { signal }));
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
    stop.abort();
  }
}

async function read(coming: Promise<Response>): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await coming;
  if (!answer.ok) throw new Error(`${answer.status} instead of a part of the log`);
  return new Uint8Array(await answer.arrayBuffer());
}
