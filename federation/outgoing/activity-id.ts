import type { Telling } from "../../src/domain/debt.ts";

/** What an activity says of which document, as it was at which version. */
export interface ActivityName {
  of: "post" | "comment";
  /** The opaque id of the post's Note or of the comment. */
  document: string;
  telling: Telling;
  version: number;
}

const pattern = /^(post|comment)\.([a-z0-9_-]{1,90})\.(create|update|delete)\.(\d{1,12})$/;

/** The id of an activity: made of what it says alone, so that a repeat has the same one. */
export function activityId({ of, document, telling, version }: ActivityName): string {
  return `${of}.${document}.${telling}.${version}`;
}

/** Reads an id made by `activityId`; null for any other. */
export function readActivityId(id: string): ActivityName | null {
  const [, of, document, telling, version] = pattern.exec(id) ?? [];
  if (of === undefined || document === undefined) return null;
  return { of: of as ActivityName["of"], document, telling: telling as Telling, version: Number(version) };
}

const actorPattern = /^actor\.([a-z0-9_]{1,60})\.update\.(\d{1,12})$/;

/** The id of an activity that says how an actor looks since its change of this number. */
export function actorUpdateId(actor: string, number: number): string {
  return `actor.${actor}.update.${number}`;
}

/** Reads an id made by `actorUpdateId`; null for any other. */
export function readActorUpdateId(id: string): { actor: string; number: number } | null {
  const [, actor, number] = actorPattern.exec(id) ?? [];
  return actor === undefined ? null : { actor, number: Number(number) };
}

const answerPattern = /^(?:accept|reject)\.([0-9a-f]{1,64})\.(\d{1,12})$/;

/**
 * What an activity speaks of, and its place among all that is said of it: versions only rise, so that a Create comes
 * before an Update and that before a Delete. Null for an id that no activity of ours has.
 */
export function turnOf(id: string): { of: string; place: number } | null {
  const name = readActivityId(id);
  if (name) return { of: `${name.of}.${name.document}`, place: name.version };
  const look = readActorUpdateId(id);
  if (look) return { of: `actor.${look.actor}`, place: look.number };
  const [, follow, version] = answerPattern.exec(id) ?? [];
  return follow === undefined ? null : { of: `follow.${follow}`, place: Number(version) };
}

/** The id of a report: made of what it says, so that one that is sent twice is one. */
export function flagId(key: string): string {
  return `flag.${key}`;
}

/** Whether a server hears it though it is blocked: what is reported is often blocked as well. */
export function passesBlocks(id: string): boolean {
  return takesBack(id) || id.startsWith(flagId(""));
}

/** Whether everybody is to hear it, blocked servers too: what takes something back must reach whoever was told. */
export function takesBack(id: string): boolean {
  return readActivityId(id)?.telling === "delete" || id.startsWith("reject.") || id.startsWith("revoke.");
}
