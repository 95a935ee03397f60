import { displayName } from "../domain/author.ts";
import type { Branch } from "../domain/tree.ts";

/** A comment on a page that needs no program, with the answers below it; null stands for an empty place. */
export interface PageBranch {
  id: string;
  comment: PageComment | null;
  replies: PageBranch[];
}

interface PageComment {
  name: string;
  href: string | null;
  handle: string | null;
  iso: string;
  time: string;
  warning: string | null;
  html: string;
  lang: string | null;
  attachments: { url: string; label: string }[];
  source: string | null;
}

/** Deeper answers stand beside each other, as on the page. */
const deepest = 32;

/** Branches of a thread as the page has them. */
export function viewBranches(branches: readonly Branch[], depth = 1): PageBranch[] {
  const beside = depth < deepest ? branches : flattened(branches);
  return beside.map(({ comment, stub, replies }) => ({
    id: `comment-${comment.number}`,
    comment: stub ? null : viewComment(comment),
    replies: depth < deepest ? viewBranches(replies, depth + 1) : [],
  }));
}

function flattened(branches: readonly Branch[]): Branch[] {
  const found: Branch[] = [];
  const waiting = [...branches].reverse();
  for (let branch = waiting.pop(); branch; branch = waiting.pop()) {
    found.push(branch);
    waiting.push(...[...branch.replies].reverse());
  }
  return found;
}

function viewComment({ author, createdAt, warning, html, lang, attachments, remote }: Branch["comment"]): PageComment {
  const iso = createdAt.toISOString();
  return {
    name: displayName(author) || "Anonymous",
    href: author.kind === "remote" ? author.url : author.website,
    handle: author.kind === "remote" ? `@${author.handle}` : null,
    iso,
    time: `${iso.slice(0, 16).replace("T", " ")} UTC`,
    warning,
    html,
    lang,
    attachments: attachments.map(({ url, alt }) => ({ url, label: alt || url })),
    source: remote?.url ?? null,
  };
}
