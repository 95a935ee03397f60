import { type Moderator, owner } from "./moderator.ts";

/** What somebody may be on the owner's side, from the least to the most. */
export const roles = ["author", "moderator", "owner"] as const;
export type Role = (typeof roles)[number];

/** A role on one blog, or on the whole node where none is named. */
export interface Grant {
  site: string | null;
  role: Role;
}

/** Somebody who may sign in. */
export interface Person {
  _id: string;
  /** How the log calls them, and what they sign in with beside a password; unlike that of anybody else. */
  name: string;
  grants: Grant[];
  createdAt: Date;
  /** Since when they are kept out; null for who is let in. */
  disabledAt: Date | null;
  /** What their password was made into, with how; left out where they have none. */
  password?: string | null;
  /** Where they are written to when a way in of theirs is changed; left out for nowhere. */
  mailbox?: string | null;
}

/** Who commands the machine: the first owner, whom the link of the start lets in. */
export const firstOwner: Readonly<Pick<Person, "_id" | "name">> = { _id: owner.id, name: owner.name };

/** The most letters of a name. */
export const maxNameLength = 60;

/** A name without what cannot be seen, blanks joined; empty where nothing is left. */
export function tidyName(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What two names are compared by, so that nobody can look like somebody else by their case. */
export function sameName(one: string, other: string): boolean {
  const folded = (name: string) => tidyName(name).normalize("NFKC").toLowerCase();
  return folded(one) === folded(other);
}

/** What somebody is on a blog, counting what they are everywhere; on the node itself where none is named. Null for nothing. */
export function roleOn(
  { grants, disabledAt }: Pick<Person, "grants" | "disabledAt">,
  site: string | null,
): Role | null {
  if (disabledAt !== null) return null;
  const held = grants.filter((grant) => grant.site === null || grant.site === site).map(({ role }) => role);
  return roles.findLast((role) => held.includes(role)) ?? null;
}

/** Whether a role is as much as another, or more. */
export function isAtLeast(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}

/** Whether somebody writes a blog, as an author or its owner; who only moderates there speaks for nobody. */
export function writesOn({ grants, disabledAt }: Pick<Person, "grants" | "disabledAt">, site: string): boolean {
  const theirs = grants.filter((grant) => grant.site === null || grant.site === site);
  return disabledAt === null && theirs.some(({ role }) => role !== "moderator");
}

/** The blogs on which somebody is at least this; null for all there are. */
export function sitesWith(person: Pick<Person, "grants" | "disabledAt">, least: Role): string[] | null {
  if (isAtLeast(roleOn(person, null), least)) return null;
  const named = new Set(person.grants.flatMap(({ site }) => site ?? []));
  return [...named].filter((site) => isAtLeast(roleOn(person, site), least));
}

/** How what somebody does is written down. */
export function asModerator({ _id, name }: Pick<Person, "_id" | "name">): Moderator {
  return { id: _id, name };
}
