import { createHash } from "node:crypto";
import type { Telling } from "../../src/domain/debt.ts";
import type { Follower } from "../../src/domain/follower.ts";
import type { Addresses } from "../addresses.ts";
import { type ActivityName, activityId, actorUpdateId } from "./activity-id.ts";
import { type Activity, type Document, everyone, timestamp } from "./document.ts";

/** What each telling is called on the wire. */
export const activityTypes = { create: "Create", update: "Update", delete: "Delete" } as const;

/** When a Note was said, or said anew, as far as it says itself. */
export function saidAt(telling: Telling, note: Document): string {
  return String((telling === "update" && note["updated"]) || note["published"]);
}

/** Create or Update of a Note of ours; Delete of one, with a Tombstone inside, as some servers heed no bare id. */
export function tellingOf(
  addresses: Addresses,
  name: ActivityName,
  said: { actor: string; object: Document; at: string },
): Activity {
  const { object } = said;
  const audience = name.telling === "delete" ? { to: [everyone] } : { to: [everyone], cc: object["cc"] };
  return {
    id: addresses.activity(activityId(name)),
    type: activityTypes[name.telling],
    actor: addresses.actor(said.actor),
    ...audience,
    published: said.at,
    object,
  };
}

/** Update of one of our actors, with its document inside. */
export function actorUpdateOf(
  addresses: Addresses,
  { name, number, document, at }: { name: string; number: number; document: Document; at: Date },
): Activity {
  return {
    id: addresses.activity(actorUpdateId(name, number)),
    type: "Update",
    actor: addresses.actor(name),
    to: [everyone],
    cc: [addresses.followers(name)],
    published: timestamp(at),
    object: document,
  };
}

/** What is left of something that was deleted, and of all that spoke of it. */
export function tombstoneOf(id: string, formerType = "Note"): Document {
  return { id, type: "Tombstone", formerType };
}

/** What an answer to a follow needs to know of it. */
export type Follow = Pick<Follower, "_id" | "actor" | "remote" | "inbox" | "followId" | "version">;

/** The answer to a follow, with the Follow inside, as it was sent. */
export function answerToFollow(addresses: Addresses, follow: Follow, answer: "accept" | "reject", at: Date): Activity {
  const key = createHash("sha256").update(`${follow._id} ${follow.followId}`).digest("hex").slice(0, 32);
  const actor = addresses.actor(follow.actor);
  return {
    id: addresses.activity(`${answer}.${key}.${follow.version}`),
    type: answer === "accept" ? "Accept" : "Reject",
    actor,
    to: [follow.remote],
    published: timestamp(at),
    object: { id: follow.followId, type: "Follow", actor: follow.remote, object: actor },
  };
}
