import type { World } from "../../domain/ports.ts";

const page = 500;
const pagesAtOnce = 10;

/**
 * Fills in the server of comments that were stored before it was kept, some in each round, so that readers do not wait for
 * it. Returns how many those were.
 */
export function createNameHosts({ comments }: Pick<World, "comments">) {
  return async function nameHosts(): Promise<number> {
    let named = 0;
    for (let i = 0; i < pagesAtOnce; i++) {
      const found = await comments.nameHosts(page);
      named += found;
      if (found < page) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return named;
  };
}
