import type { Jobs } from "../domain/repos.ts";

/** The same jobs, but whoever puts some also wakes the worker, so that nothing waits for its next look. */
export function wakeOnPut(jobs: Jobs, wake: () => void): Jobs {
  return {
    ...jobs,
    async put(wanted, now) {
      await jobs.put(wanted, now);
      if (wanted.length > 0) wake();
    },
  };
}
