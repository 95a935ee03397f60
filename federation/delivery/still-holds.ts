import type { Told } from "../../src/domain/debt.ts";
import type { World } from "../../src/domain/ports.ts";
import type { Blog } from "../../src/domain/ruling.ts";
import { blogOfActor } from "../../src/usecases/receive/our-actor.ts";
import { passesBlocks, readActivityId, readActorUpdateId } from "../outgoing/activity-id.ts";
import { isGone, isTold } from "../outgoing/view.ts";
import { joined } from "./joined.ts";
import { withoutBlocked } from "./queue.ts";

/**
 * Whether an activity that waited still is to be said: nothing goes to a server that was blocked meanwhile, no Create or
 * Update of what was taken back, and no Update, of an actor neither, that a newer one follows. What takes something back
 * and what is reported always holds. What is asked at the same time costs one look-up.
 */
export function createStillHolds(world: Pick<World, "blocks" | "comments" | "threads" | "sites" | "faces">) {
  const mayHear = joined<true>(async (asked) => {
    const byBlog = new Map<Blog, string[]>();
    for (const { inbox, blog } of asked.map(readHearing)) byBlog.set(blog, [...(byBlog.get(blog) ?? []), inbox]);
    const open = await Promise.all(
      [...byBlog].map(async ([blog, inboxes]) => {
        return (await withoutBlocked(world, inboxes, blog)).map((inbox) => hearing(inbox, blog));
      }),
    );
    return new Map(open.flat().map((one) => [one, true]));
  });
  const current = joined<{ blog: Blog }>(async (activities) => {
    const found = await Promise.all(activities.map(async (id) => [id, await standing(id)] as const));
    return new Map(found.flatMap(([id, standing]) => (standing ? [[id, standing] as const] : [])));
  });

  return async (activity: string, inbox: string): Promise<boolean> => {
    if (passesBlocks(activity)) return true;
    const said = await current(activity);
    return said !== null && (await mayHear(hearing(inbox, said.blog))) === true;
  };

  /** The blog of what would still be said, to whomever; null for what would not. */
  async function standing(activity: string): Promise<{ blog: Blog } | null> {
    const look = readActorUpdateId(activity);
    if (look) {
      const isLatest = (await world.faces.get(look.actor))?.number === look.number;
      return isLatest ? { blog: await blogOfActor(world, look.actor) } : null;
    }
    const name = readActivityId(activity);
    if (!name) return { blog: null };
    const found = name.of === "post" ? await post(name.document) : await comment(name.document);
    if (!found?.told) return null;
    const version = name.telling === "create" ? found.told.first : found.told.last;
    return version === name.version ? { blog: found.site } : null;
  }

  async function post(noteId: string): Promise<Said | null> {
    const thread = await world.threads.byNote(noteId);
    return thread && !isGone(thread, noteId) ? thread : null;
  }

  async function comment(id: string): Promise<Said | null> {
    const comment = await world.comments.get(id);
    return comment && isTold(comment) ? comment : null;
  }
}

interface Said {
  told: Told | null;
  site: string;
}

/** One blog speaking to one inbox; no inbox has a blank in it. */
function hearing(inbox: string, blog: Blog): string {
  return blog === null ? inbox : `${inbox} ${blog}`;
}

function readHearing(asked: string): { inbox: string; blog: Blog } {
  const [inbox = "", blog = null] = asked.split(" ");
  return { inbox, blog };
}
