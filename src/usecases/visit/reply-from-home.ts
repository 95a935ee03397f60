import { type Comment, isVisible } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Thread } from "../../domain/thread.ts";

/** A reader's own server on the fediverse, as far as they named it. */
export interface Home {
  /** Host and port, in the form that names are looked up by. */
  host: string;
  /** The name of their account there; null when they named the server alone. */
  name: string | null;
  /** The address of their profile; null when they named none. */
  profile: string | null;
}

/** Where their server takes up a reply; `none` when it offers no such address, `away` when it does not answer. */
export type Way = { kind: "open"; url: string } | { kind: "none" } | { kind: "away" };

/** Asks a reader's server how it opens something of the fediverse for them. */
export type FindWay = (home: Home, address: string) => Promise<Way>;

const longestInput = 500;
const handlePattern = /^(?:acct:)?@?([^@\s/:]+)@([^@\s/]+)$/i;
const addressPattern = /^https?:\/\//i;
const profilePattern = /^\/(?:@|users\/|u\/)?([\w.-]+)\/?$/;

/**
 * Reads what a reader typed: a handle (`@name@host`), the name of a server, or the address of a profile. Throws `invalid`
 * with a sentence that they can act on.
 */
export function readHome(typed: string): Home {
  const text = typed.trim();
  if (text === "" || text.length > longestInput) throw unreadable();
  const [, name, domain] = handlePattern.exec(text) ?? [];
  if (name !== undefined && domain !== undefined) return { host: hostOf(`https://${domain}`), name, profile: null };
  const address = addressPattern.test(text) ? text : `https://${text}`;
  const host = hostOf(address);
  const { href, pathname } = new URL(address);
  if (pathname === "/") return { host, name: null, profile: null };
  return { host, name: profilePattern.exec(pathname)?.[1] ?? null, profile: href };
}

/** The handle, as a browser may keep it for the next time. */
export function homeAsTyped({ host, name }: Home): string {
  return name === null ? host : `@${name}@${host}`;
}

/**
 * What a reader wants to answer from home: a comment of a thread that is to be seen, else the post. Throws `not-found`
 * for a comment that is not there.
 */
export async function findAnswered(
  world: Pick<World, "comments">,
  thread: Thread,
  number: number | null,
): Promise<Comment | null> {
  const comment = number === null ? null : await world.comments.byNumber(number);
  if (number === null) return null;
  if (comment && comment.thread === thread._id && isVisible(comment)) return comment;
  throw new Problem("not-found", sentence("page.answeredGone"));
}

function hostOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.username !== "" || url.password !== "" || !/[a-z0-9]/i.test(url.hostname)) throw unreadable();
  return url.host;
}

function unreadable(): Problem {
  return new Problem("invalid", sentence("fault.server"));
}
