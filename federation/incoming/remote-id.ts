import { hash } from "node:crypto";
import { normalId } from "../origin.ts";

/** The id under which a remote object is stored, so that it is stored once: `f` and the hash of its own id, however spelled. */
export function commentIdOf(remoteId: string): string {
  return `f${hash("sha256", normalId(remoteId), "base64url")}`;
}

/** Stands in for the id of an activity that carries none (AP §3.1 allows that): what it says is what it is. */
export function activityIdOf(activity: { id: string | null; actor: string; kind: string }, target: string): string {
  return activity.id ?? `${activity.actor}#${hash("sha256", `${activity.kind} ${target}`, "base64url")}`;
}
