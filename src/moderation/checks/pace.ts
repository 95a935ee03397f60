import { publish } from "../../domain/verdict.ts";
import { networkOf } from "../../domain/visitor-rules.ts";
import type { AskedOfWorld, Check } from "../pipeline.ts";

/** So many comments of one stranger, or of one network, pass at once, and then one in six minutes. */
const most = 10;
const size = { burst: most, perMinute: 1 / 6 };

/** What was written longer ago than this says nothing of how fast somebody writes now: old threads come in at once. */
const freshMs = 10 * 60_000;

/** Holds what comes from one network, or one account elsewhere, faster than people write. Changes are not counted. */
export function createPace(world: Pick<AskedOfWorld, "limits" | "clock">): Check {
  return async ({ author, edited, writtenAt }) => {
    const now = world.clock.now();
    if (edited || (writtenAt && now.getTime() - writtenAt.getTime() > freshMs)) return publish;
    const who = author.kind === "remote" ? author.id : (networkOf(author) ?? author.hash);
    const taken = await world.limits.bucket(`comments ${who}`, size, now);
    if (taken.ok) return publish;
    const whose = author.kind === "remote" ? "account" : "network";
    return { kind: "hold", reasons: [`More than ${most} came within an hour from the same ${whose}.`] };
  };
}
