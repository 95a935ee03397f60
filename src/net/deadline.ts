/** The one time limit of a request, over all that it waits for. */
export interface Deadline {
  /** Whether the time is over. */
  isOver(): boolean;
  /** Does something when the time is over; at once where it is. */
  onOver(act: (reason: Error) => void): void;
  /** Aborts when the time is over. Made only when it is asked for, as it costs more than all the rest. */
  signal(): AbortSignal;
  /** Waits for some work, but no longer than the time allows. */
  within<T>(work: Promise<T>): Promise<T>;
  /** Ends the watch; call it when the request is over. */
  clear(): void;
}

/** Starts a deadline, in milliseconds from now. */
export function startDeadline(ms: number): Deadline {
  const acts: ((reason: Error) => void)[] = [];
  let reason: Error | null = null;
  let controller: AbortController | null = null;
  const timer = setTimeout(() => {
    reason = new Error("The time is over.");
    for (const act of acts) act(reason);
  }, ms);

  function onOver(act: (reason: Error) => void): void {
    if (reason) act(reason);
    else acts.push(act);
  }

  function startController(): AbortController {
    const started = new AbortController();
    onOver((why) => started.abort(why));
    return started;
  }

  return {
    isOver: () => reason !== null,
    onOver,
    signal() {
      controller ??= startController();
      return controller.signal;
    },
    within: (work) =>
      new Promise((resolve, reject) => {
        onOver(reject);
        work.then(resolve, reject);
      }),
    clear() {
      clearTimeout(timer);
      // This may be old by now, and what is old and dead holds what is young and dead until the slow collector comes.
      acts.length = 0;
    },
  };
}
