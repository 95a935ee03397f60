import type { Draft, World } from "../domain/ports.ts";
import { type CheckName, type Opinion, publish, strictest, type Verdict } from "../domain/verdict.ts";

/** Looks at a draft and says what it thinks; never saves anything. */
export type Check = (draft: Draft) => Opinion | Promise<Opinion>;

/** What checks ask of the world: all that a rehearsal has to stand in for, and what it may look at. */
export interface AskedOfWorld extends Pick<World, "blocks" | "secrets" | "networks" | "clock"> {
  limits: Pick<World["limits"], "bucket">;
  comments: Pick<World["comments"], "hasApproved">;
}

/** A check in its place in the order. */
export interface Row {
  name: CheckName;
  look: Check;
  /** Whose comments it looks at; all of them when left out. */
  whose?: (draft: Draft) => boolean | Promise<boolean>;
  /** It is asked whoever wrote, also where they are let through otherwise. */
  always?: true;
  /** It is asked after the others and only where none of them refused, as it takes its time. */
  late?: true;
}

type Answered = readonly [Row, Opinion];

/**
 * Puts a draft to all checks, so that the owner sees every reason. They are begun in their order, and so are the reasons;
 * what none of them waits for need not be waited for.
 */
export function createPipeline(rows: readonly Row[]): (draft: Draft) => Promise<Verdict> {
  const early = rows.filter(({ late }) => !late);
  const late = rows.filter((row) => row.late);
  return async function judge(draft) {
    const first = await askAll(early, draft);
    const allowed = first.some(([, { kind }]) => kind === "allow");
    const counts = allowed ? first.filter(([{ always }]) => always) : first;
    if (late.length === 0 || allowed || counts.some(([, { kind }]) => kind === "refuse")) return verdictOf(counts);
    return verdictOf([...counts, ...(await askAll(late, draft))]);
  };
}

async function askAll(rows: readonly Row[], draft: Draft): Promise<Answered[]> {
  const opinions = await Promise.all(rows.map((row) => ask(row, draft)));
  return rows.map((row, i) => [row, opinions[i] as Opinion]);
}

async function ask({ look, whose }: Row, draft: Draft): Promise<Opinion> {
  return whose === undefined || (await whose(draft)) ? look(draft) : publish;
}

function verdictOf(answered: readonly Answered[]): Verdict {
  return strictest(answered.map(([{ name }, opinion]) => [name, opinion]));
}
