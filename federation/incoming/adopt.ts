import type { Comment } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import type { Chronicle } from "../chronicle.ts";
import { forOwner, openBudget } from "../fetch-budget.ts";
import { plainly } from "../plain-words.ts";
import { address, member } from "./json.ts";
import type { Look } from "./look.ts";
import { commentIdOf } from "./remote-id.ts";

interface Needs extends Pick<World, "comments" | "walks" | "limits" | "clock"> {
  look: Look;
  chronicle: Pick<Chronicle, "found">;
}

/**
 * Takes something public that stands elsewhere as a comment at the top of a thread, whatever it answers there, and lets the
 * next walk of that thread bring what answers it. Done again it only walks again. Throws `invalid` for an address of
 * nothing that can be taken, `conflict` for what is a comment of another thread, and `busy` when its server is away.
 */
export type Adopt = (at: string, place: { site: Site; thread: Thread }) => Promise<Comment>;

/** Makes adoptions go through the door that walks and climbs go through. */
export function createAdopt(world: Needs): Adopt {
  return async function adopt(at, { site, thread }) {
    const url = /^https?:\/\//.test(at) && URL.canParse(at) ? new URL(at).href : null;
    if (url === null) throw new Problem("invalid", `“${at}” is no address of the web.`);
    const looked = await world.look(url, openBudget(world, forOwner), { place: { site, thread } });
    const { outcome, known, who, json } = looked;
    const object = (json && address(member(json, "id"))) ?? url;
    const comment = await world.comments.get(commentIdOf(object));
    if (!comment || comment.state === "removed" || comment.state === "spam") {
      const why = outcome.reason === undefined ? (outcome.reasons ?? []) : [outcome.reason];
      throw new Problem("invalid", `${url} cannot be taken. ${why.map(plainly).join(" ")}`.trim());
    }
    if (comment.thread !== thread._id) {
      throw new Problem("conflict", `It is comment #${comment.number} of another page; split that thread to move it.`);
    }
    if (!known) world.chronicle.found({ thread: thread._id, who, object, outcome });
    const now = world.clock.now();
    await world.walks.stir(thread._id, now, now);
    return comment;
  };
}
