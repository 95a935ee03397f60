import type { Webhook } from "../webhook.ts";

/** Where messages to owners go. */
export interface Webhooks {
  /** All, the oldest first. */
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Webhook | null>;
  add(hook: Webhook): Promise<void>;
  change(id: string, set: Partial<Webhook>): Promise<void>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
}
