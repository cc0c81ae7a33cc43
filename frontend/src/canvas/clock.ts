/** Time as an argument: the page has a real clock, tests turn one by hand. */
export interface Clock {
  /** Milliseconds, from any start. */
  now(): number;
  /** Runs `task` once after `ms`; the result cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** Runs `task` in `ms`; while a hand draws, which can do without it, up to `turns` times as long after. */
export function afterStroke(
  clock: Clock,
  draws: () => boolean,
  ms: number,
  turns: number,
  task: () => void,
): void {
  clock.after(ms, () => {
    if (turns > 0 && draws()) afterStroke(clock, draws, ms, turns - 1, task);
    else task();
  });
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
