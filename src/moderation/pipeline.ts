import type { Draft } from "../domain/ports.ts";
import { type CheckName, type Opinion, publish, strictest, type Verdict } from "../domain/verdict.ts";

/** Looks at a draft and says what it thinks; never saves anything. */
export type Check = (draft: Draft) => Opinion | Promise<Opinion>;

/** A check in its place in the order. */
export interface Row {
  name: CheckName;
  look: Check;
  /** Whose comments it looks at; all of them when left out. */
  whose?: (draft: Draft) => boolean | Promise<boolean>;
  /** It is asked whoever wrote, also where they are let through otherwise. */
  always?: true;
}

/**
 * Puts a draft to all checks, so that the owner sees every reason. They are begun in their order, and so are the reasons;
 * what none of them waits for need not be waited for.
 */
export function createPipeline(rows: readonly Row[]): (draft: Draft) => Promise<Verdict> {
  return async function judge(draft) {
    const opinions = await Promise.all(rows.map(async (row) => [row.name, await ask(row, draft)] as const));
    const allowed = opinions.some(([, { kind }]) => kind === "allow");
    return strictest(allowed ? opinions.filter((_, place) => rows[place]?.always) : opinions);
  };
}

async function ask({ look, whose }: Row, draft: Draft): Promise<Opinion> {
  return whose === undefined || (await whose(draft)) ? look(draft) : publish;
}
