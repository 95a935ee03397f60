import { homeward, pageKey, siteOf } from "../../src/domain/address.ts";
import { type Comment, twinOf } from "../../src/domain/comment.ts";
import type { World } from "../../src/domain/ports.ts";
import type { Site } from "../../src/domain/site.ts";
import type { Thread } from "../../src/domain/thread.ts";
import { fediverseKey } from "../../src/usecases/publish/keep-page.ts";
import { standingThread } from "../../src/usecases/threads/standing-thread.ts";
import type { Addresses } from "../addresses.ts";
import { commentIdOf } from "./remote-id.ts";

/**
 * What an address of a post or comment leads to. `unknown` lies on another server, or on a blog that publishes on the
 * fediverse itself, and may still be an answer to something of ours further up; `nothing` is ours to know, and is not there.
 */
export type Resolved =
  | { kind: "found"; site: Site; thread: Thread; parent: Comment | null }
  | { kind: "unknown" }
  | { kind: "nothing" };

export type Resolve = (target: string) => Promise<Resolved>;

const nothing: Resolved = { kind: "nothing" };

/**
 * Finds what a note answers: by our ids, by the id of a remote comment we have, by the blog's own page (`#comment-12`), or by
 * the post that the blog itself made of that page.
 */
export function createResolve(world: Pick<World, "comments" | "threads" | "sites">, addresses: Addresses): Resolve {
  return async function resolve(target) {
    const named = addresses.read(target);
    if (named?.kind === "post") return below(await world.threads.byNote(named.id), null);
    if (named?.kind === "comment") return onComment(await world.comments.get(named.id));
    if (named) return nothing;
    if (!addresses.isOurs(target)) {
      const known = await world.comments.get(commentIdOf(target));
      if (known) return onComment(known);
    }
    return onPage(target);
  };

  /** What is said to a comment that says what another one does is said to that one. */
  async function onComment(named: Comment | null): Promise<Resolved> {
    const twin = named && twinOf(named);
    const comment = (twin ? await world.comments.get(twin) : null) ?? named;
    if (!comment || comment.state === "spam") return nothing;
    return below(await world.threads.get(comment.thread), comment);
  }

  async function onPage(target: string): Promise<Resolved> {
    const site = siteOf(await world.sites.all(), target);
    if (!site) return addresses.isOurs(target) ? nothing : { kind: "unknown" };
    const url = homeward(site, new URL(target));
    const thread =
      (await world.threads.byKey(site._id, pageKey(url))) ??
      (await world.threads.byKey(site._id, fediverseKey(site, target)));
    if (!thread && url.hash === "" && !addresses.isOurs(target)) return { kind: "unknown" };
    const number = /#comment-(\d{1,15})$/.exec(target)?.[1];
    if (!thread || number === undefined) return below(thread, null);
    const comment = await world.comments.byNumber(Number(number));
    return below(thread, comment?.thread === thread._id ? comment : null);
  }

  async function below(named: Thread | null, parent: Comment | null): Promise<Resolved> {
    const thread = named && (await standingThread(world, named));
    const site = thread && (await world.sites.get(thread.site));
    return thread && site ? { kind: "found", site, thread, parent } : nothing;
  }
}
