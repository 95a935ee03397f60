import { createHash } from "node:crypto";
import { normalId } from "../origin.ts";

/** The id under which a remote object is stored, so that it is stored once: `f` and the hash of its own id, however spelled. */
export function commentIdOf(remoteId: string): string {
  return `f${createHash("sha256").update(normalId(remoteId)).digest("base64url")}`;
}

/** Stands in for the id of an activity that carries none (AP §3.1 allows that): what it says is what it is. */
export function activityIdOf(activity: { id: string | null; actor: string; kind: string }, target: string): string {
  return (
    activity.id ?? `${activity.actor}#${createHash("sha256").update(`${activity.kind} ${target}`).digest("base64url")}`
  );
}
