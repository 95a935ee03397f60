/** The one time limit of a request, over all that it waits for. */
export interface Deadline {
  /** Whether the time is over. */
  isOver(): boolean;
  /** Rejects when the time is over, and never settles else. */
  readonly over: Promise<never>;
  /** Aborts when the time is over. Made only when it is asked for, as it costs more than all the rest. */
  readonly signal: AbortSignal;
  /** Waits for some work, but no longer than the time allows. */
  within<T>(work: Promise<T> | T): Promise<T>;
  /** Ends the watch; call it when the request is over. */
  clear(): void;
}

/** Starts a deadline, in milliseconds from now. */
export function startDeadline(ms: number): Deadline {
  let reason: Error | null = null;
  let controller: AbortController | null = null;
  let end: (reason: Error) => void = () => undefined;
  const over = new Promise<never>((_, reject) => {
    end = reject;
  });
  // Nobody may be waiting when the time runs out; that is no fault of its own.
  over.catch(() => undefined);
  const timer = setTimeout(() => {
    reason = new Error("The time is over.");
    controller?.abort(reason);
    end(reason);
  }, ms);
  return {
    isOver: () => reason !== null,
    over,
    get signal() {
      controller ??= new AbortController();
      if (reason) controller.abort(reason);
      return controller.signal;
    },
    within: (work) => Promise.race([work, over]),
    clear: () => clearTimeout(timer),
  };
}
