import type { Ids, World } from "../../src/domain/ports.ts";
import type { Actors } from "../actors.ts";
import type { Addresses } from "../addresses.ts";
import type { Document } from "../outgoing/document.ts";
import type { View } from "../outgoing/view.ts";

interface Needs {
  view: View;
  addresses: Addresses;
  actors: Actors;
  followers: Pick<World["followers"], "count">;
  threads: Pick<World["threads"], "countAnnounced">;
  ids: Pick<Ids, "opaque">;
}

/** How the engine learns that something may be shown without asking who wants it. */
interface Shown extends Document {
  _meta: { isPublic: true };
}

const begin = new Date(0);

/**
 * The 20 methods of the engine's store interface, as views over our own documents: what it reads is made on the spot,
 * what it would write is never asked for, as we mount none of its POST routes and hand it finished activities.
 */
export function createStoreView({ view, addresses, actors, followers, threads, ids }: Needs) {
  async function find(url: string): Promise<Shown | null> {
    const found = await view.find(url);
    return found.kind === "none" ? null : { ...found.document, _meta: { isPublic: true } };
  }

  async function ownerOf(collection: string) {
    const named = addresses.read(collection.replace(/\/[a-z]+$/, ""));
    return named?.kind === "actor" ? actors.find(named.name) : null;
  }

  return {
    db: null,
    setup: async () => undefined,
    getObject: find,
    getActivity: find,
    /** Only outboxes are listed; who follows is counted, never named. */
    async getStream(collection: string, limit: number | null, after: string | null) {
      const owner = collection.endsWith("/outbox") ? await ownerOf(collection) : null;
      if (owner?.role !== "blog") return [];
      const { items, next } = await view.outbox(owner.site, { after, limit: limit ?? 20 });
      // The engine points from each page to the one after `_id` of its last item; without one, it is the last page.
      return items.map((item, i) => ({
        ...item,
        _meta: { isPublic: true },
        ...(i === items.length - 1 && next ? { _id: next } : {}),
      }));
    },
    async getStreamCount(collection: string) {
      const owner = await ownerOf(collection);
      if (!owner) return 0;
      if (collection.endsWith("/followers")) return followers.count(owner.name);
      const listed = collection.endsWith("/outbox") && owner.role === "blog";
      return listed ? threads.countAnnounced(owner.site._id, "announced", begin) : 0;
    },
    getUserCount: async () => (await actors.all()).filter((actor) => actor.role === "blog").length,
    generateId: () => ids.opaque(),
    getContext: refuse("getContext"),
    saveContext: refuse("saveContext"),
    saveObject: refuse("saveObject"),
    updateObject: refuse("updateObject"),
    saveActivity: refuse("saveActivity"),
    removeActivity: refuse("removeActivity"),
    updateActivity: refuse("updateActivity"),
    updateActivityMeta: refuse("updateActivityMeta"),
    findActivityByCollectionAndObjectId: refuse("findActivityByCollectionAndObjectId"),
    findActivityByCollectionAndActorId: refuse("findActivityByCollectionAndActorId"),
    deliveryDequeue: refuse("deliveryDequeue"),
    deliveryEnqueue: refuse("deliveryEnqueue"),
    deliveryRequeue: refuse("deliveryRequeue"),
  };
}

function refuse(method: string) {
  return async (): Promise<never> => {
    throw new Error(`The engine's store is a view: ${method} is ours to do.`);
  };
}
