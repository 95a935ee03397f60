import { type Comment, isVisible } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { reword } from "../moderate/keep-words.ts";
import { changeWords, type NewWords } from "./change-words.ts";
import { createOwnComment } from "./own-comment.ts";
import { refused } from "./refused.ts";

type Needs = Pick<
  World,
  "comments" | "threads" | "sites" | "secrets" | "clock" | "html" | "checks" | "debts" | "histories"
>;

/** New words, for the comment that the key opens. */
export interface OwnEdit extends NewWords {
  number: number;
  key: string;
  /** The client's network address; never kept. */
  address: string;
}

/** What became of an edited comment. */
export type Edited = { kind: "published" | "held"; comment: Comment };

/**
 * Changes the words of a visitor's own comment within the window, and lets the checks look again. Throws `forbidden`
 * and `gone` like `createOwnComment`, `invalid` for the fields, `conflict` when it changed in between.
 */
export function createEditOwnComment(world: Needs) {
  const ownComment = createOwnComment(world);

  return async function editOwnComment(input: OwnEdit): Promise<Edited> {
    const comment = await ownComment(input.number, input.key);
    const words = changeWords(world, comment, input);
    const { author, html } = words;
    const { text } = words.source;
    const kind = (now: Comment) => (isVisible(now) ? "published" : "held");
    if (text === comment.source.text && isSamePerson(author, comment.author)) return { kind: kind(comment), comment };

    const verdict = await judge({ ...comment, author }, text, html, input.address);
    if (verdict.kind === "refuse") throw refused(verdict.reasons);

    const now = world.clock.now();
    const held = comment.state === "held" || verdict.kind === "hold";
    const change: Partial<Comment> & Pick<Comment, "source"> = {
      ...words,
      editedAt: now,
      state: held ? "held" : "published",
      heldFor: verdict.kind === "hold" ? verdict.reasons : comment.heldFor,
      ...owing(comment, comment.federate || comment.told !== null ? ["thread", "fediverse"] : ["thread"], now),
    };
    if ((await reword(world, comment, change, "author")) === "stale") {
      throw new Problem("conflict", sentence("own.changed"));
    }
    world.debts.notice("comment", comment._id);
    await world.debts.settled("comment");
    const after = (await world.comments.get(comment._id)) ?? { ...comment, ...change };
    return { kind: kind(after), comment: after };
  };

  async function judge(comment: Comment, text: string, html: string, address: string) {
    const [thread, site] = await Promise.all([world.threads.get(comment.thread), world.sites.get(comment.site)]);
    if (!thread || !site) throw new Problem("gone", sentence("own.pageGone"));
    const links = html.match(/<a\s/g)?.length ?? 0;
    const { origin, author } = comment;
    const known = comment.state === "published";
    return world.checks.judge({ site, thread, origin, author, text, links, html, address, known, edited: true });
  }
}

function isSamePerson(one: Comment["author"], other: Comment["author"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
