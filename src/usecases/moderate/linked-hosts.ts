import type { Comment } from "../../domain/comment.ts";
import { hostIn } from "../../domain/host-name.ts";

const naming = /\sclass="[^"]*\b(?:mention|hashtag)\b/;

/**
 * The servers that a comment links to, without `www.` and each once, as what is advertised lies there. Links that only name
 * somebody or something on the fediverse, and those to where its author is at home, are not meant.
 */
export function linkedHosts({ html, author }: Pick<Comment, "html" | "author">): string[] {
  const links = [...html.matchAll(/<a\s[^>]*>/g)].map(([link]) => link).filter((link) => !naming.test(link));
  const hosts = links.map((link) => linkedHost(/\shref="(https?:\/\/[^"]*)"/.exec(link)?.[1] ?? ""));
  const own = author.kind === "remote" ? linkedHost(author.id) : null;
  return [...new Set(hosts)].filter((host) => host !== null).filter((host) => host !== own);
}

/** The server of an address, without `www.`; null for what is none. */
export function linkedHost(address: string): string | null {
  return address === "" ? null : (hostIn(address)?.replace(/^www\./, "") ?? null);
}
