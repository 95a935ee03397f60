import type { World } from "../../domain/ports.ts";
import type { CheckHubSignature, Push } from "../../domain/push.ts";
import { createKeepTelling, ofOneBlog, ofPings } from "./keep-telling.ts";
import { createNoteRefusal } from "./note-arrival.ts";
import { createPutPush } from "./put-push.ts";

type Needs = Pick<World, "subscriptions" | "sites" | "arrivals" | "spent" | "jobs" | "limits" | "clock" | "ids">;

/** A longer feed is read from where it lies: bytes. */
const longestFeed = 1_000_000;

/** What a hub sent. */
export interface Handed {
  body: Buffer;
  type: string | null;
  signature: string | null;
}

/**
 * Takes news that a hub hands on: `nobody` for an address that nobody was given, `unproven` where the signature does not hold.
 * What is not signed has the feed read, and is not believed itself. Throws `rate-limited` for more than a blog can have to tell.
 */
export function createHearHub(world: Needs, { check }: { check: CheckHubSignature }) {
  const noteRefusal = createNoteRefusal(world);
  const putPush = createPutPush(world);
  const keepTelling = createKeepTelling(world);

  return async function hearHub(
    token: string,
    { body, type, signature }: Handed,
  ): Promise<"taken" | "nobody" | "unproven"> {
    const one = await world.subscriptions.get(token);
    const site = one && (await world.sites.get(one.site));
    if (!one || !site || one.state === "leaving") return "nobody";
    const now = world.clock.now();
    const arrival = { source: "hub", event: "feed", about: one.topic } as const;
    const proof = one.secret === null ? null : check(signature, body, one.secret);
    if (proof === null && one.secret !== null) {
      await noteRefusal(site._id, arrival, "What the hub sent is not signed as was agreed, and was not taken.");
      return "unproven";
    }
    await keepTelling(`hub ${token}`, proof === null ? ofPings : ofOneBlog);
    const isWhole = proof !== null && body.length <= longestFeed;
    const push: Push = isWhole
      ? { kind: "feed", feed: { body: body.toString("base64"), type, topic: one.topic } }
      : { kind: "changed" };
    const _id = world.ids.opaque();
    await putPush(site._id, proof ?? _id, { push, at: now, arrival: { ...arrival, _id, at: now.toISOString() } });
    return "taken";
  };
}
