import type { Comment } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Addresses } from "../addresses.ts";
import { addressesOn, collectionOf, repliesTo } from "./collections.ts";
import type { Document } from "./document.ts";
import type { View } from "./view.ts";

/** The collections below posts and comments. */
export interface Collections {
  /** `replies`, `likes`, `shares`, and for a post its `context`; null when there is no such thing or page. */
  find(object: string, name: string, page: number | null): Promise<Document | null>;
}

interface Needs {
  world: Pick<World, "comments" | "threads">;
  addresses: Addresses;
  view: Pick<View, "find">;
}

export function createCollections({ world, addresses, view }: Needs): Collections {
  /** What counts the reactions, and the thread to look for replies in. */
  async function subject(
    object: string,
  ): Promise<{ thread: string; counts: Comment["counts"]; isPost: boolean } | null> {
    const named = addresses.read(object);
    if (named?.kind === "post") {
      const thread: Thread | null = await world.threads.byNote(named.id);
      return thread && { thread: thread._id, counts: thread.reactions, isPost: true };
    }
    const comment = named?.kind === "comment" ? await world.comments.get(named.id) : null;
    return comment && { thread: comment.thread, counts: comment.counts, isPost: false };
  }

  return {
    async find(object, name, page) {
      const found = await view.find(object);
      const about = found.kind === "found" ? await subject(object) : null;
      if (found.kind !== "found" || !about) return null;
      const id = addresses.collection(object, name);
      const attributedTo = String(found.document["attributedTo"]);
      if (name === "likes" || name === "shares") {
        const totalItems = name === "likes" ? about.counts.likes : about.counts.boosts;
        return page === null ? { id, type: "Collection", attributedTo, totalItems } : null;
      }
      if (name !== "replies" && !(name === "context" && about.isPost)) return null;
      const comments = await world.comments.onThread(about.thread);
      if (name === "context") {
        const items = [object, ...addressesOn(addresses, comments)];
        return collectionOf({ id, attributedTo, items, ordered: true }, page);
      }
      const items = repliesTo(addresses, about.isPost ? null : object, comments);
      return collectionOf({ id, attributedTo, items, ordered: false }, page);
    },
  };
}
