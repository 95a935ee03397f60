import { createHash } from "node:crypto";
import type { ReportOut } from "../../src/domain/report.ts";
import { nodeActorName } from "../../src/domain/site.ts";
import type { Addresses } from "../addresses.ts";
import { flagId } from "./activity-id.ts";
import { type Activity, timestamp } from "./document.ts";

/**
 * The Flag that tells another server of something by one of its people: the person first, as Mastodon reads it, in the name
 * of the node's own actor, so that no moderator is named. Nobody else can look it up.
 */
export function flagOf(addresses: Addresses, { comment, actor, note, words }: ReportOut, at: Date): Activity {
  const key = createHash("sha256").update(`${comment} ${words}`).digest("hex").slice(0, 32);
  return {
    id: addresses.activity(flagId(key)),
    type: "Flag",
    actor: addresses.actor(nodeActorName),
    to: [actor],
    published: timestamp(at),
    object: [actor, note],
    content: words,
  };
}
