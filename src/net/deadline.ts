/** The one time limit of a request, over all that it waits for. */
export interface Deadline {
  /** Aborts when the time is over. */
  signal: AbortSignal;
  /** Waits for some work, but no longer than the time allows; then rejects with the signal's reason. */
  within<T>(work: Promise<T> | T): Promise<T>;
  /** Ends the watch; call it when the request is over. */
  clear(): void;
}

/** Starts a deadline, in milliseconds from now. */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), ms);
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  // Nobody may be waiting when the time runs out; that is no fault of its own.
  over.catch(() => undefined);
  return {
    signal,
    within: (work) => Promise.race([work, over]),
    clear: () => clearTimeout(timer),
  };
}
