import type { Author } from "../../domain/author.ts";
import { blockId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import { byMail } from "../../domain/moderator.ts";
import type { LinkAct } from "../../domain/owner-letters.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Thread } from "../../domain/thread.ts";
import { createBlock } from "../moderate/block.ts";
import { createDecide } from "../moderate/decide.ts";
import type { Target } from "../moderate/read-target.ts";
import { createUnblock } from "../moderate/unblock.ts";
import { createLinkKeys, linkMs } from "./link-keys.ts";

/** What a link is about, before anything is done. */
export interface LinkStanding {
  act: LinkAct;
  comment: Comment;
  thread: Thread | null;
}

/** What a link did: the comment as it is now, and a key that takes it back where that is possible. */
export interface LinkDone extends LinkStanding {
  undo: { act: LinkAct; key: string } | null;
}

type Needs = Parameters<typeof createBlock>[0] &
  Parameters<typeof createDecide>[0] &
  Pick<World, "spent" | "secrets" | "sites">;

/** What takes an act back, as near as that goes: what was published is hidden again, and keeps its words. */
const opposites: Partial<Record<LinkAct, LinkAct>> = {
  approve: "hide",
  hide: "show",
  show: "hide",
  spam: "approve",
  block: "unblock",
};

/**
 * Lets owners decide by the links of letters and messages. `look` changes nothing; `act` works once. Both throw
 * `forbidden` for a key that is none of ours, `gone` for one that was used or is too old, `not-found` where the comment is
 * gone, and `conflict` where it is not any more what the letter showed.
 */
export function createActByLink(world: Needs) {
  const keys = createLinkKeys(world);
  const decide = createDecide(world);
  const block = createBlock(world);
  const unblock = createUnblock(world);

  async function look(key: string): Promise<LinkStanding> {
    const { comment: id, act, seen, expiresAt } = keys.demand(key);
    if (expiresAt <= world.clock.now()) throw new Problem("gone", tooOld);
    const comment = await world.comments.get(id);
    if (!comment || comment.state === "removed") throw new Problem("not-found", "The comment was deleted meanwhile.");
    if (keys.seenAs(comment) !== seen) throw new Problem("conflict", changed(comment));
    return { act, comment, thread: await world.threads.get(comment.thread) };
  }

  async function act(key: string): Promise<LinkDone> {
    const standing = await look(key);
    const until = new Date(world.clock.now().getTime() + linkMs);
    if (!(await world.spent.spend(`link ${key}`, until))) throw new Problem("gone", used);
    await carryOut(standing);
    const comment = (await world.comments.get(standing.comment._id)) ?? standing.comment;
    const opposite = opposites[standing.act];
    return { ...standing, comment, undo: opposite ? { act: opposite, key: keys.make(comment, opposite) } : null };
  }

  async function carryOut({ act: wanted, comment }: LinkStanding): Promise<void> {
    if (wanted !== "block" && wanted !== "unblock") return void (await decide(comment._id, wanted, byMail));
    const target = targetOf(comment.author);
    // Whom a blog's letters go to has no say on other blogs.
    const site = (await world.sites.all()).length > 1 ? comment.site : null;
    if (wanted === "unblock") await unblock(blockId(target.kind, target.value, site), byMail);
    else await block(target, byMail, { site });
  }

  return { look, act };
}

function targetOf(author: Author): Target {
  if (author.kind === "remote") return { kind: "actor", value: author.id, label: author.handle };
  return { kind: "visitor", value: author.hash, label: author.name || "A visitor" };
}

const tooOld = "This link is too old: such links work for a week. Look at the comment on the owner’s pages.";
const used = "This link was used before, and works once. Look at the comment on the owner’s pages.";

function changed({ state, hiddenBy }: Pick<Comment, "state" | "hiddenBy">): string {
  const now =
    hiddenBy !== null
      ? "it is hidden"
      : {
          held: "it waits for you, perhaps with other words",
          published: "it is published",
          spam: "it lies in the spam",
        }[state as "held" | "published" | "spam"];
  return `The comment is not any more as the letter showed it: ${now}. Nothing was done. Look at it on the owner’s pages.`;
}
