/** Things that wait to be worked off. */
export interface Line<T> {
  /** Puts something at the end; what waits under the same id already is replaced. */
  add(id: string, one: T): void;
  /** Resolves when all that was put in so far is done, without waiting for more. */
  passed(): Promise<void>;
  /** Resolves when nothing is left to do. */
  empty(): Promise<void>;
}

/**
 * Works things off in batches, one after the other. Each waits some milliseconds for more, unless somebody waits for it; `work`
 * must not throw.
 */
export function createLine<T>(waitMs: number, work: (batch: T[]) => Promise<void>): Line<T> {
  const waiting = new Map<string, T>();
  let running = false;
  let turn: Promise<void> = Promise.resolve();
  let inHaste = 0;
  let hurry: () => void = () => undefined;
  let added = 0;
  let done = 0;

  /** Lets a burst leave behind all that it owes, so that a busy thread is raised once. */
  async function gather(): Promise<void> {
    if (inHaste > 0) return new Promise((resolve) => void setImmediate(resolve));
    const patience = new Promise<void>((resolve) => {
      hurry = resolve;
    });
    const timer = setTimeout(hurry, waitMs).unref();
    await patience;
    clearTimeout(timer);
  }

  async function takeTurn(): Promise<void> {
    await gather();
    const batch = [...waiting.values()];
    const last = added;
    waiting.clear();
    await work(batch);
    done = last;
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting.size > 0) {
      turn = takeTurn();
      await turn;
    }
    running = false;
  }

  async function passed(): Promise<void> {
    const last = added;
    inHaste += 1;
    hurry();
    while (done < last) await turn;
    inHaste -= 1;
  }

  return {
    add(id, one) {
      waiting.set(id, one);
      added += 1;
      if (!running) void run();
    },
    passed,
    async empty() {
      while (done < added) await passed();
    },
  };
}
