/** What a socket needs of the browser. Tests bring their own. */

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Call `act` later; the result calls it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** The part of a WebSocket that is used. */
export interface Wire {
  binaryType: BinaryType;
  readonly bufferedAmount: number;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string | ArrayBufferView<ArrayBuffer>): void;
  close(code?: number): void;
}

export interface Page {
  readonly hidden: boolean;
  /** Call `wake` whenever it is worth asking at once: shown again, or the network came or went. */
  onwake(wake: () => void): void;
}

export interface SocketOptions {
  readonly WebSocket?: new (url: string) => Wire;
  readonly clock?: Clock;
  /** Numbers from 0 to 1. */
  readonly random?: () => number;
  readonly page?: Page;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

export const realPage: Page = {
  get hidden() {
    return document.hidden;
  },
  onwake(wake) {
    window.addEventListener("online", wake);
    window.addEventListener("offline", wake); // perhaps: the server's silence will tell
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) wake();
    });
  },
};

/** What the page has no handler for: whoever writes it should know. */
export function unheard(...said: unknown[]): void {
  // biome-ignore lint/suspicious/noConsole: it would be lost without a word
  console.warn(...said);
}

/** The address of the page's socket, from `<meta name="sockets">`, which `{% sockets %}` wrote. */
export function addressFromPage(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="sockets"]');
  if (!meta) throw new Error("The page has no {% sockets %} tag in its head.");
  const address = new URL(meta.content, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}
