import { type Author, nobody, serverOf } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { CommentDraft, WholeComment } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import { htmlOf } from "../publish/render-again.ts";
import { cleanName, isMailbox, mailHash, maxName, readWebsite } from "../visit/visitor.ts";
import { type Settled, settledDraft } from "./settled-draft.ts";

/**
 * Makes a comment of our own export what it was. Its words are rendered anew, the hash of a mailbox is made with the secret
 * of this node, and the fediverse was told nothing of it by this node.
 */
export function wholeComment(
  world: Pick<World, "secrets" | "html" | "clock">,
  draft: CommentDraft,
  whole: WholeComment,
  settled: Omit<Settled, "software">,
): Comment {
  const { earlier, author, ...rest } = whole;
  const { votes, issoVoters, notify, source } = draft;
  const hasVotes = votes.up + votes.down > 0;
  // Later words are told from earlier ones by their version.
  const version = Math.max(1, ...earlier.map((words) => words.version + 1));
  return {
    ...rest,
    ...settledDraft(world, draft, settled, version),
    author: authorOf(world, author),
    host: serverOf(author),
    source,
    html: htmlOf(world.html, source),
    warning: draft.warning,
    editedAt: draft.editedAt,
    // Who cast them is not known here: they stay beside those that come.
    ...(hasVotes ? { votes, votesBefore: votes } : {}),
    ...(issoVoters === null ? {} : { issoVoters }),
    ...(notify ? { notify } : {}),
    ...(draft.number === settled.number || whole.oldNumber !== undefined || draft.number === null
      ? {}
      : { oldNumber: draft.number }),
  };
}

function authorOf(world: Pick<World, "secrets">, author: Author): Author {
  if (author.kind === "remote") return author;
  const email = author.email !== null && isMailbox(author.email) ? author.email : null;
  return {
    ...nobody,
    ...author,
    name: cleanName(author.name).slice(0, maxName),
    website: author.website === null ? null : (readWebsite(author.website) ?? null),
    email,
    hash: email === null ? author.hash : mailHash(world, email),
  };
}
