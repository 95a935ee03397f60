import type { Comment } from "../../domain/comment.ts";
import type { MailboxState } from "../../domain/mailbox.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { createMailKeys } from "../notify/mail-keys.ts";
import { type Commenter, commentsOf } from "./find-commenter.ts";
import { createWriteDown } from "./write-down.ts";

/** One comment, as its author gets it back. */
export interface ExportedComment
  extends Pick<
    Comment,
    "number" | "state" | "author" | "source" | "warning" | "attachments" | "createdAt" | "editedAt"
  > {
  page: string | null;
  /** What it said before, the newest first. */
  earlier: string[];
}

/** All that the node can find of one person. */
export interface Exported {
  comments: ExportedComment[];
  /** What their mailbox said about letters, by blog. */
  letters: { blog: string; state: MailboxState }[];
  /** Ids of what they follow here. */
  follows: string[];
  reactions: { kind: string; to: string; at: Date }[];
}

type Needs = Pick<
  World,
  | "comments"
  | "threads"
  | "sites"
  | "mailboxes"
  | "followers"
  | "reactions"
  | "histories"
  | "secrets"
  | "audit"
  | "clock"
  | "ids"
>;

const most = 10_000;

/**
 * Gathers what is kept of somebody who commented. Votes and reports are not among it: whose they are is not known. It is
 * written down that it was done, and by whom, but not of whom.
 */
export function createExportCommenter(world: Needs) {
  const keys = createMailKeys(world);
  const writeDown = createWriteDown(world);

  return async function exportCommenter(who: Commenter, by: Moderator): Promise<Exported> {
    const comments: ExportedComment[] = [];
    const letters = new Map<string, Exported["letters"][number]>();
    for await (const found of commentsOf(world, who)) {
      for (const comment of found) {
        comments.push(await exported(comment));
        const id = keys.mailboxOf(comment);
        const mailbox = id === null || letters.has(id) ? null : await world.mailboxes.get(id);
        if (mailbox) letters.set(mailbox._id, { blog: await blogOf(comment), state: mailbox.state });
      }
    }
    const [follows, reactions] =
      who.kind === "actor"
        ? await Promise.all([world.followers.by([who.id], most), world.reactions.by(who.id, most)])
        : [[], []];
    await writeDown({ by, act: "commenter.export", site: null, subject: "", label: `(${comments.length} comments)` });
    return {
      comments,
      letters: [...letters.values()],
      follows: follows.map(({ actor }) => actor),
      reactions: reactions.map(({ kind, target, createdAt }) => ({ kind, to: target, at: createdAt })),
    };
  };

  async function exported(comment: Comment): Promise<ExportedComment> {
    const { number, state, author, source, warning, attachments, createdAt, editedAt } = comment;
    const earlier = (await world.histories.of(comment._id)).map(({ text }) => text);
    const page = (await world.threads.get(comment.thread))?.page.url ?? null;
    return { number, page, state, author, source, warning, attachments, createdAt, editedAt, earlier };
  }

  async function blogOf({ site }: Comment): Promise<string> {
    return (await world.sites.get(site))?.home ?? site;
  }
}
