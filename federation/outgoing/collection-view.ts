import type { Comment } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import { defaultFeatured } from "../../src/domain/site.ts";
import { isApart, type Thread } from "../../src/domain/thread.ts";
import { standingThread } from "../../src/usecases/threads/standing-thread.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import { tombstoneOf } from "./activities.ts";
import { addressesOn, collectionOf, repliesTo } from "./collections.ts";
import type { Document } from "./document.ts";
import type { Found, View } from "./view.ts";

/** The collections below posts and comments. */
export interface Collections {
  /** `replies`, `likes`, `shares`, and for a post its `context`; gone with what they belong to. */
  find(object: string, name: string, page: number | null): Promise<Found>;
  /** The newest posts of a blog that were announced, for who looks at its actor; null when there is no such blog. */
  featured(actor: string): Promise<Document | null>;
}

interface Needs {
  world: Pick<World, "comments" | "threads">;
  addresses: Addresses;
  actors: Pick<Actors, "find">;
  view: Pick<View, "find">;
}

const none: Found = { kind: "none" };

const types = new Map([
  ["replies", "Collection"],
  ["likes", "Collection"],
  ["shares", "Collection"],
  ["context", "OrderedCollection"],
]);

interface Wanted {
  object: string;
  name: string;
  id: string;
  attributedTo: string;
}

export function createCollections({ world, addresses, actors, view }: Needs): Collections {
  /** What counts the reactions, and the thread to look for replies in. */
  async function subject(
    object: string,
  ): Promise<{ thread: string; counts: Comment["counts"]; isPost: boolean } | null> {
    const named = addresses.read(object);
    if (named?.kind === "post") {
      const noted: Thread | null = await world.threads.byNote(named.id);
      const thread = noted && (await standingThread(world, noted));
      return thread && !isApart(thread) ? { thread: thread._id, counts: thread.reactions, isPost: true } : null;
    }
    const comment = named?.kind === "comment" ? await world.comments.get(named.id) : null;
    return comment && { thread: comment.thread, counts: comment.counts, isPost: false };
  }

  async function collect({ object, name, id, attributedTo }: Wanted, page: number | null): Promise<Document | null> {
    const about = await subject(object);
    if (!about) return null;
    if (name === "likes" || name === "shares") {
      const totalItems = name === "likes" ? about.counts.likes : about.counts.boosts;
      return page === null ? { id, type: "Collection", attributedTo, [`${name}Of`]: object, totalItems } : null;
    }
    const comments = await world.comments.onThread(about.thread);
    if (name === "context") {
      const items = [object, ...addressesOn(addresses, comments)];
      return collectionOf({ id, attributedTo, items, ordered: true }, page);
    }
    const items = repliesTo(addresses, about.isPost ? null : object, comments);
    return collectionOf({ id, attributedTo, repliesOf: object, items, ordered: false }, page);
  }

  return {
    async find(object, name, page) {
      const found = await view.find(object);
      const named = addresses.read(object);
      const type = types.get(name);
      if (found.kind === "none" || type === undefined || (name === "context" && named?.kind !== "post")) return none;
      const id = addresses.collection(object, name);
      if (found.kind === "gone") return { kind: "gone", document: tombstoneOf(id, type) };
      const document = await collect({ object, name, id, attributedTo: String(found.document["attributedTo"]) }, page);
      return document ? { kind: "found", document, page: null } : none;
    },
    async featured(name) {
      const actor = await actors.find(name);
      if (actor?.role !== "blog") return null;
      const limit = actor.site.featured ?? defaultFeatured;
      const page = limit === 0 ? { items: [] } : await world.threads.announced(actor.site._id, "announced", { limit });
      const orderedItems = page.items.map(({ noteId }) => addresses.post(noteId));
      const attributedTo = addresses.actor(name);
      const id = addresses.featured(name);
      return { id, type: "OrderedCollection", attributedTo, totalItems: orderedItems.length, orderedItems };
    },
  };
}
