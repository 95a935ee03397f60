import type { Subscription } from "../subscription.ts";

/** What was asked of hubs. */
export interface Subscriptions {
  get(id: string): Promise<Subscription | null>;
  /** Those of a blog, the oldest first. */
  of(site: string): Promise<Subscription[]>;
  add(subscription: Subscription): Promise<void>;
  change(id: string, set: Partial<Omit<Subscription, "_id" | "site" | "secret">>): Promise<void>;
  /** What the hub would sign with is not told to it, and so signs nothing. */
  dropSecret(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}
