import { serverOf } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Whose } from "../../domain/queue.ts";

/** So many open cases are looked at. */
const mostCases = 500;

/** The comments of somebody, or from a server, that were reported and wait for a decision. */
export interface Reported {
  numbers: number[];
  /** There were too many reports of others to look at all. */
  more: boolean;
}

/** Finds what waits for a decision because it was reported, by whoever wrote it; on some blogs alone where those are named. */
export function createReadReported({ cases, comments }: Pick<World, "cases" | "comments">) {
  return async function readReported(whose: Whose, sites: readonly string[] | null = null): Promise<Reported> {
    const { items, next } = await cases.open({ limit: mostCases });
    const found = await comments.among(items.map(({ _id }) => _id));
    return {
      numbers: found
        .filter((comment) => isBy(comment, whose) && (sites === null || sites.includes(comment.site)))
        .map(({ number }) => number),
      more: next !== null,
    };
  };
}

function isBy({ author }: Comment, whose: Whose): boolean {
  if ("host" in whose) return serverOf(author) === whose.host;
  if ("actor" in whose) return author.kind === "remote" && author.id === whose.actor;
  return author.kind === "visitor" && author.hash === whose.visitor;
}
