/** Calls something once, later. What waits here never keeps the process alive. */
export interface Timers {
  /** Returns a function that calls it off. */
  after(ms: number, work: () => void): () => void;
}

/** The timers of the runtime. */
export const systemTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms).unref();
    return () => clearTimeout(timer);
  },
};
