import type { Log } from "../domain/ports.ts";
import { systemTimers, type Timers } from "./timers.ts";

interface Needs {
  /** What is swept, by a name for the log. */
  sweeps: Readonly<Record<string, () => Promise<unknown>>>;
  log: Log;
  timers?: Timers;
  everyMs?: number;
}

/** Runs what has to be done now and then, such as taking up debts that a crash left behind. */
export interface Sweeper {
  start(): void;
  /** Resolves when a round that was under way has ended. */
  stop(): Promise<void>;
  /** One round now: all sweeps one after the other. A fault in one is logged and keeps none of the others from running. */
  sweep(): Promise<void>;
}

/** Sweeps at the start and then every minute, unless told otherwise. Rounds never overlap. */
export function createSweeper({ sweeps, log, timers = systemTimers, everyMs = 60_000 }: Needs): Sweeper {
  let running: Promise<void> | null = null;
  let callOff: (() => void) | null = null;
  let started = false;

  async function round(): Promise<void> {
    for (const [name, sweep] of Object.entries(sweeps)) {
      try {
        await sweep();
      } catch (error) {
        log.warn({ sweep: name, error }, "A sweep failed; the next one comes in a while.");
      }
    }
    running = null;
  }

  const sweep = () => {
    running ??= round();
    return running;
  };

  async function again(): Promise<void> {
    await sweep();
    if (started) callOff = timers.after(everyMs, () => void again());
  }

  return {
    start() {
      if (started) return;
      started = true;
      void again();
    },
    async stop() {
      started = false;
      callOff?.();
      await running;
    },
    sweep,
  };
}
