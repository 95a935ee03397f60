import type { NewJob } from "./job.ts";

/** Where a feed says that its news can be had at once: who hands them on, and by which name the feed goes there. */
export interface Hub {
  hub: string;
  topic: string;
}

/**
 * `asked` waits for the hub to look whether it was us, `live` hears of news, `refused` was refused and asks again after a while,
 * `leaving` waits for the hub to look whether we want to go.
 */
export type SubscriptionState = "asked" | "live" | "refused" | "leaving";

/** Our asking a hub to be told what is new in a feed. */
export interface Subscription extends Hub {
  /** What the address ends in that the hub sends to: nobody else knows it. */
  _id: string;
  site: string;
  /** What the hub signs with; null where it would travel in the open, and what comes is then not believed. */
  secret: string | null;
  state: SubscriptionState;
  /** When the hub is asked next. */
  dueAt: Date;
  /** How often it was asked in vain. */
  tries: number;
  /** Until when the hub holds to it; null where it does not. */
  leaseUntil: Date | null;
  /** What the hub said when it refused, or why it could not be asked; null where nothing is wrong. */
  fault: string | null;
  createdAt: Date;
}

/** What a hub is asked. */
export interface HubAsk extends Hub {
  mode: "subscribe" | "unsubscribe";
  callback: string;
  secret: string | null;
  leaseSeconds: number;
}

/** Asks a hub; null where it will look into it, else why not, as a sentence. */
export type AskHub = (ask: HubAsk) => Promise<string | null>;

/** The kind of job that asks a hub. */
export const hubKind = "hub";

/** The asking of a hub when it is due, as a job that exists once for each time. */
export function hubJob({ _id, hub, dueAt }: Pick<Subscription, "_id" | "hub" | "dueAt">): NewJob {
  const id = `${hubKind}:${_id}:${dueAt.getTime()}`;
  return { id, kind: hubKind, lane: `${hubKind}:${new URL(hub).host}`, payload: { subscription: _id }, dueAt };
}
