/**
 * Joins what is asked for in one turn of the event loop into one look-up: jobs that were taken together then cost the
 * store one question instead of one each, and nothing is kept beyond that, so that nothing gets stale. A fault fails
 * all who asked.
 */
export function joined<V>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | null> {
  let asked: Set<string> | null = null;
  let answer: Promise<ReadonlyMap<string, V>> = Promise.resolve(new Map());

  async function loadSoon(keys: Set<string>): Promise<ReadonlyMap<string, V>> {
    await new Promise((resolve) => setImmediate(resolve));
    asked = null;
    return load([...keys]);
  }

  return async (key) => {
    if (!asked) {
      asked = new Set();
      answer = loadSoon(asked);
    }
    asked.add(key);
    return (await answer).get(key) ?? null;
  };
}
