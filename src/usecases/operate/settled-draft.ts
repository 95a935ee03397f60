import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Thread } from "../../domain/thread.ts";

/** What is known of a draft besides: where it goes, below which comments, since when, under which number. */
export interface Settled {
  software: string;
  thread: Pick<Thread, "_id" | "site">;
  parent: string | null;
  path: readonly string[];
  number: number;
  createdAt: Date;
}

/**
 * What a comment of any import is: where it stands, that it owes its thread, and that nobody elsewhere was told of it. Whoever
 * changes it afterwards raises its version above the one it was imported with.
 */
export function settledDraft(
  world: Pick<World, "html" | "clock">,
  { id, state }: CommentDraft,
  { thread, parent, path, number, createdAt }: Omit<Settled, "software">,
  version: number,
) {
  return {
    _id: id,
    number,
    site: thread.site,
    thread: thread._id,
    parent,
    path: [...path],
    renderer: world.html.renderer,
    state,
    createdAt,
    federate: false,
    told: null,
    toldInboxes: [],
    importVersion: version,
    ...owing({ owed: [], owedSince: null }, ["thread"], world.clock.now()),
    version,
  } satisfies Partial<Comment>;
}
