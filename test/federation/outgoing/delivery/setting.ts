import { deliveryOf } from "../../../../federation/delivery/queue.ts";
import { type Answer, aNode, aSite, aThread, type Seen, start, type TestNode } from "../node.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The activity that tells of the post `tea`. */
export const activity = "post.note-tea.create.1";

/** A node with one post, the activity that tells of it stored, and nobody to hear of it yet. */
export async function aNodeWithAPost(): Promise<TestNode> {
  const node = await aNode();
  await node.repos.sites.add(aSite());
  await node.repos.threads.add(aThread({ _id: "tea" }));
  await node.repos.bodies.put(activity, "blog", '{"type":"Create"}', start);
  return node;
}

/** Queues that activity for some inboxes, each as often as it is named with an activity of its own. */
export async function queue(node: TestNode, inboxes: readonly string[], id = activity): Promise<void> {
  await node.repos.jobs.put(
    inboxes.map((inbox) => deliveryOf(id, inbox)),
    node.clock.now(),
  );
}

/** Does what is due and lets time pass until the next is, up to a number of milliseconds after the start. */
export async function passTime(node: TestNode, until: number): Promise<void> {
  for (;;) {
    await node.worker.drain();
    const now = node.clock.now();
    const rests = await node.repos.hosts.resting(now);
    const due = await node.repos.jobs.nextDue(rests.map(({ _id }) => _id));
    const moments = [due, ...rests.map(({ restsUntil }) => restsUntil)].flatMap((moment) => moment?.getTime() ?? []);
    const next = Math.min(...moments);
    if (next > start.getTime() + until) return;
    node.clock.advance(Math.max(0, next - now.getTime()));
  }
}

/** Answers tries in turn, the last answer for ever; returns the list into which each try is written, as time from the start. */
export function answering(node: TestNode, answers: readonly Answer[], by?: (seen: Seen) => void): number[] {
  const at: number[] = [];
  node.answer((seen) => {
    by?.(seen);
    at.push(node.clock.now().getTime() - start.getTime());
    return answers[Math.min(at.length, answers.length) - 1] as Answer;
  });
  return at;
}
