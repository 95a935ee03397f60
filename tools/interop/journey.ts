import { type Blog, startBlog } from "../../test/helpers/blog.ts";
import { type Antiphon, startAntiphon } from "./antiphon.ts";
import type { Peer } from "./peers/peer.ts";
import { blockSteps } from "./steps/blocks.ts";
import { guestSteps } from "./steps/guests.ts";
import { firstSteps, lastSteps } from "./steps/posts.ts";
import { reactionSteps } from "./steps/reactions.ts";
import { otherReplySteps, replySteps } from "./steps/replies.ts";
import { oldSlug, type Stage, type Step } from "./steps/step.ts";

/** What became of one step. */
export interface Outcome {
  title: string;
  kind: "ok" | "FAILED" | "skipped";
  sentence: string;
  ms: number;
}

/** A journey with one peer: its steps, and what passed between the two servers. */
export interface Travelled {
  peer: string;
  outcomes: Outcome[];
  traffic: string[];
}

const steps: readonly Step[] = [
  ...firstSteps,
  ...replySteps,
  ...reactionSteps,
  ...guestSteps,
  ...otherReplySteps,
  ...blockSteps,
  ...lastSteps,
];

/** Leads one peer through every step, with a node and a blog of its own, and ends them all. Steps that stand on a failed one are skipped. */
export async function travel(folder: string, startPeer: () => Promise<Peer>): Promise<Travelled> {
  const peer = await startPeer();
  let blog: Blog | null = null;
  let antiphon: Antiphon | null = null;
  try {
    blog = await startBlog();
    blog.publish({ slug: oldSlug, title: "From the archive", published: "2024-05-01T12:00:00Z" });
    antiphon = await startAntiphon(folder, blog.home);
    const stage: Stage = { antiphon, blog, peer, notes: {}, visitor: { cookie: "", number: 0 } };
    const outcomes = new Map<string, Outcome>();
    for (const step of steps) outcomes.set(step.id, await take(step, stage, outcomes));
    return { peer: peer.name, outcomes: [...outcomes.values()], traffic: await peer.traffic() };
  } finally {
    await antiphon?.stop();
    await peer.stop();
    await blog?.close();
  }
}

async function take({ title, needs, go }: Step, stage: Stage, before: ReadonlyMap<string, Outcome>): Promise<Outcome> {
  const missing = needs.find((id) => before.get(id)?.kind !== "ok");
  if (missing) return { title, kind: "skipped", sentence: `it stands on “${before.get(missing)?.title}”`, ms: 0 };
  const started = performance.now();
  const outcome = await go(stage).then(
    (sentence) => ({ kind: "ok", sentence }) as const,
    (error: Error) => ({ kind: "FAILED", sentence: error.message }) as const,
  );
  return { title, ...outcome, ms: performance.now() - started };
}
