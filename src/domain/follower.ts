import type { Indebted } from "./debt.ts";

/** A remote actor that follows one of ours. It owes the fediverse an Accept until that was queued. */
export interface Follower extends Indebted {
  /** Our actor's name and the remote actor's id. */
  _id: string;
  /** The name of our actor. */
  actor: string;
  remote: string;
  handle: string;
  host: string;
  inbox: string;
  sharedInbox: string | null;
  /** The id of the Follow that was last seen; an Accept names it. */
  followId: string;
  since: Date;
}

/** The identity of a follower. */
export function followerId(actor: string, remote: string): string {
  return `${actor} ${remote}`;
}
