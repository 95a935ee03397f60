import { type Blog, startBlog } from "../../test/helpers/blog.ts";
import { type Antiphon, startAntiphon } from "./antiphon.ts";
import type { Peer } from "./peers/peer.ts";
import { blockSteps } from "./steps/blocks.ts";
import { guestSteps } from "./steps/guests.ts";
import { keySteps } from "./steps/keys.ts";
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

/** Who is met, where all that runs keeps its data and logs, and whether our node asks for signatures in turn. */
export interface Journey {
  name: string;
  folder: string;
  startPeer: (folder: string) => Promise<Peer>;
  secureFetch: boolean;
}

const steps: readonly Step[] = [
  ...firstSteps,
  ...replySteps,
  ...reactionSteps,
  ...guestSteps,
  ...otherReplySteps,
  ...blockSteps,
  ...keySteps,
  ...lastSteps,
];

/**
 * Leads one peer through every step, with a node and a blog of its own, and ends them all. Steps that stand on a failed
 * one are skipped; a server that does not start is the journey's one failed step.
 */
export async function travel(journey: Journey): Promise<Travelled> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const stage = await setStage(journey, ends);
    const outcomes = new Map<string, Outcome>();
    for (const step of steps) outcomes.set(step.id, await take(step, stage, outcomes));
    return { peer: journey.name, outcomes: [...outcomes.values()], traffic: await stage.peer.traffic() };
  } catch (error) {
    const failed = { title: "All servers start", kind: "FAILED", sentence: String(error), ms: 0 } as const;
    return { peer: journey.name, outcomes: [failed], traffic: [] };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function setStage({ folder, startPeer, secureFetch }: Journey, ends: (() => Promise<void>)[]): Promise<Stage> {
  const peer = await startPeer(folder);
  ends.push(() => peer.stop());
  const blog: Blog = await startBlog();
  ends.push(() => blog.close());
  blog.publish({ slug: oldSlug, title: "From the archive", published: "2024-05-01T12:00:00Z" });
  const antiphon: Antiphon = await startAntiphon(folder, blog.home, secureFetch);
  ends.push(() => antiphon.stop());
  return { antiphon, blog, peer, notes: {}, visitor: { cookie: "", number: 0 } };
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
