import { isAtLeast, type Person, type Role, roleOn, sitesWith } from "./person.ts";

/** Everything that can be done on the owner's side, and the least role that may do it. */
export const deeds = {
  "account.own": "author",
  "comments.read": "author",
  "comments.decide": "moderator",
  "commenters.read": "moderator",
  "commenters.export": "owner",
  "commenters.erase": "owner",
  "blocks.read": "moderator",
  "blocks.change": "moderator",
  "blocks.listed": "owner",
  "posts.read": "author",
  "posts.publish": "owner",
  "comments.rehearse": "moderator",
  "levels.change": "owner",
  "writers.change": "owner",
  "settings.read": "owner",
  "settings.change": "owner",
  "blogs.change": "owner",
  "threads.change": "moderator",
  "threads.remap": "owner",
  "log.read": "author",
  "audit.read": "owner",
  "deliveries.read": "moderator",
  "deliveries.change": "owner",
  "mail.change": "owner",
  "webhooks.change": "owner",
  "content.carry": "owner",
  "backups.make": "owner",
  "people.change": "owner",
  "anything.else": "owner",
} as const satisfies Record<string, Role>;

export type Deed = keyof typeof deeds;

/** Whether somebody may do something on a blog, or on the node itself where none is named. */
export function may(person: Pick<Person, "grants" | "disabledAt">, deed: Deed, site: string | null): boolean {
  return isAtLeast(roleOn(person, site), deeds[deed]);
}

/** On which blogs somebody may do something; null for all there are. */
export function sitesFor(person: Pick<Person, "grants" | "disabledAt">, deed: Deed): string[] | null {
  return sitesWith(person, deeds[deed]);
}

/** Whether there is a blog on which somebody may do something. */
export function mayAnywhere(person: Pick<Person, "grants" | "disabledAt">, deed: Deed): boolean {
  return sitesFor(person, deed)?.length !== 0;
}
