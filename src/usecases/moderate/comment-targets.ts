import { displayName, isForgotten } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import { mailDomain, networkOf } from "../../domain/visitor-rules.ts";
import type { Target } from "./read-target.ts";

/** What of a comment's author a rule can be about. */
export const targetNames = ["person", "server", "visitor", "mail", "network"] as const;
export type TargetName = (typeof targetNames)[number];

export type CommentTargets = Partial<Record<TargetName, Target>>;

/**
 * What a rule can be about that somebody sets at a comment. Somebody elsewhere is a person on a server, but for who
 * deleted their account; a visitor is known by their mailbox, the domain of it, and the network that they wrote from.
 */
export function targetsOf({ author, number, origin }: Pick<Comment, "author" | "number" | "origin">): CommentTargets {
  if (author.kind === "remote") {
    const server: Target = { kind: "host", value: new URL(author.id).hostname };
    if (isForgotten(author)) return { server };
    return { person: { kind: "actor", value: author.id, label: author.handle || author.id }, server };
  }
  if (author.hash === "") return {};
  const whose = `${displayName(author) || "somebody without a name"} (#${number})`;
  // What an import brought has no network: without a mailbox its hash is one of the name.
  const network = origin === "import" ? (author.network ?? null) : networkOf(author);
  const domain = mailDomain(author.email);
  return {
    ...(author.email !== null || network === null
      ? { visitor: { kind: "visitor", value: author.hash, label: author.email ?? whose } }
      : {}),
    ...(domain === null ? {} : { mail: { kind: "mail", value: domain } }),
    ...(network === null ? {} : { network: { kind: "network", value: network, label: `the network of ${whose}` } }),
  };
}
