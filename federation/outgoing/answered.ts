import type { RemoteActor } from "../../src/domain/author.ts";
import { type Comment, isVisible } from "../../src/domain/comment.ts";
import type { Addresses } from "../addresses.ts";

/** What a comment answers as the fediverse sees it: the nearest ancestor that is there, else the post. */
export type Answered =
  | { kind: "post" }
  | {
      kind: "comment";
      /** Its address. */
      id: string;
      /** Who wrote it there; null for a visitor of ours. */
      author: RemoteActor | null;
      /** Whether it is the very comment that was answered, not one further up. */
      direct: boolean;
    };

type Link = Pick<Comment, "parent" | "path">;

/** What a comment answers on its page, where that is not in the fediverse: readers there see the context no other way. */
export function unheardParent(
  addresses: Pick<Addresses, "comment">,
  comment: Link,
  others: ReadonlyMap<string, Comment>,
): Comment | null {
  const parent = comment.parent === null ? undefined : others.get(comment.parent);
  return parent && isVisible(parent) && addressOf(addresses, parent) === null ? parent : null;
}

/** The address of a comment in the fediverse; null when it is not to be seen there. */
export function addressOf(
  addresses: Pick<Addresses, "comment">,
  comment: Pick<Comment, "_id" | "remote" | "federate" | "told" | "state" | "hiddenBy">,
): string | null {
  if (!isVisible(comment)) return null;
  if (comment.remote) return comment.remote.id;
  return comment.federate && comment.told !== null ? addresses.comment(comment._id) : null;
}

/** The ids of all ancestors, the nearest first; the parent of a very deep comment is not on its path. */
export function ancestorsOf(comment: Link): string[] {
  return [...new Set([...(comment.parent === null ? [] : [comment.parent]), ...[...comment.path].reverse()])];
}

/** Finds what a comment answers among comments of its thread. */
export function answeredBy(
  addresses: Pick<Addresses, "comment">,
  comment: Link,
  others: ReadonlyMap<string, Comment>,
): Answered {
  for (const id of ancestorsOf(comment)) {
    const ancestor = others.get(id);
    const address = ancestor ? addressOf(addresses, ancestor) : null;
    if (!ancestor || address === null) continue;
    const author = ancestor.author.kind === "remote" ? ancestor.author : null;
    return { kind: "comment", id: address, author, direct: id === comment.parent };
  }
  return { kind: "post" };
}
