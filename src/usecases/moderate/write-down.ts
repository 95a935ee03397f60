import { type AuditEntry, auditKeepMs } from "../../domain/audit.ts";
import { displayName } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";

/** An act as its use-case tells of it. */
export type Acted = Pick<AuditEntry, "by" | "act" | "site" | "subject" | "label"> & Partial<Pick<AuditEntry, "detail">>;

/** Writes acts of the owner's side down, once they are done. */
export function createWriteDown(world: Pick<World, "audit" | "clock" | "ids">) {
  return async function writeDown(...acted: readonly Acted[]): Promise<void> {
    const createdAt = world.clock.now();
    const until = new Date(createdAt.getTime() + auditKeepMs);
    await world.audit.add(acted.map((act) => ({ _id: world.ids.opaque(), detail: null, ...act, createdAt, until })));
  };
}

/** What the log says of a comment that is deleted: which one it was. */
export function namelessLabel({ number }: Pick<Comment, "number">): string {
  return `#${number}`;
}

/** What the log says of a comment: which one it is and whose, and none of its words. */
export function labelOf({ number, author }: Pick<Comment, "number" | "author">): string {
  return `#${number} by ${displayName(author) || "somebody without a name"}`;
}
