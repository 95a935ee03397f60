import type { CustomEmoji } from "./emoji.ts";

/** Somebody who used the form on the page. The address of the mailbox is never shown, nor handed to another server. */
export interface Visitor {
  kind: "visitor";
  name: string;
  website: string | null;
  email: string | null;
  /** Keyed hash of the mailbox, or of the network prefix when there is none: the same person without saying who. */
  hash: string;
  /** Keyed hash of the network prefix that they wrote from, where `hash` is not that. */
  network?: string;
  /**
   * What their face is drawn from, and pages mark authors by: twelve hexadecimal digits, as Isso makes them. Without a
   * mailbox only who came from there has some.
   */
  face?: string;
  /** They were signed in as somebody who writes the blog. */
  ours?: true;
}

/** Somebody with an account on another server. */
export interface RemoteActor {
  kind: "remote";
  /** The actor id: an absolute URL, compared as an exact string. */
  id: string;
  /** `name@host`, without the leading `@`. */
  handle: string;
  name: string;
  /** The profile page for people. */
  url: string;
  avatar: string | null;
  /** Their server's own emoji in the name. */
  emoji?: CustomEmoji[];
  /** When their account was made, where their server says so. */
  since?: Date;
  /** They ask search engines to leave out what they write. */
  unsearchable?: boolean;
}

export type Author = Visitor | RemoteActor;

/** Who a comment is of once nothing is kept of its visitor. */
export const nobody: Visitor = { kind: "visitor", name: "", website: null, email: null, hash: "" };

/** The name to show; a visitor who gave none is told so by an empty string, so that a view can translate it. */
export function displayName(author: Author): string {
  return author.kind === "visitor" ? author.name : author.name || author.handle;
}

/** The server of somebody, with its port where that is not the usual one; empty for who used the form. */
export function serverOf(author: Author): string {
  return author.kind === "remote" ? new URL(author.id).host : "";
}

/** Whether a remote account is gone and its server's origin stands in for the id: that names nobody any more. */
export function isForgotten(author: RemoteActor): boolean {
  return namesNobody(author.id);
}

/** Whether the id of an actor is the mere origin of a server, which stands for those whose accounts are gone. */
export function namesNobody(actor: string): boolean {
  return actor === new URL(actor).origin;
}
