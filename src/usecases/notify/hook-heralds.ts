import type { NewJob } from "../../domain/job.ts";
import type { World } from "../../domain/ports.ts";
import type { Webhook } from "../../domain/webhook.ts";
import type { Herald, Turn } from "./tell-owner.ts";

/** The kind of job that is a message to a webhook. */
export const hookKind = "webhook";

/** What such a job carries; without a comment it says that there was more than is told one by one. */
export interface HookPayload extends Record<string, unknown> {
  hook: string;
  /** When it happened, in milliseconds. */
  at: number;
  news?: string;
  /** What the node cannot mend by itself, as a sentence; or that it is over. */
  trouble?: string;
  over?: boolean;
  comment?: string;
}

/** People are told of so many comments one by one, within so many seconds; programs are told of all. */
const oneByOne = { max: 20, seconds: 600 };

/** Messages of one webhook go one after the other. */
export function hookLane(hook: Pick<Webhook, "_id">): string {
  return `hook ${hook._id}`;
}

type Needs = Pick<World, "webhooks" | "jobs" | "limits" | "clock">;

/** Queues messages to webhooks. */
export function createHookHeralds(world: Needs) {
  async function jobFor(hook: Webhook, { kind, comment }: Turn): Promise<NewJob> {
    const now = world.clock.now();
    const common = { kind: hookKind, lane: hookLane(hook) };
    const { max, seconds } = oneByOne;
    const isPace =
      hook.preset === "generic" || (await world.limits.take(`${hookLane(hook)} told`, max, seconds, now)).ok;
    if (isPace) {
      const payload: HookPayload = { hook: hook._id, at: now.getTime(), news: kind, comment: comment._id };
      return {
        ...common,
        id: `${common.lane} ${kind} ${comment._id} ${kind === "report.made" ? now.getTime() : comment.version}`,
        payload,
      };
    }
    const end = (Math.floor(now.getTime() / 1000 / seconds) + 1) * seconds * 1000;
    const payload: HookPayload = { hook: hook._id, at: end };
    return { ...common, id: `${common.lane} many ${end}`, payload, dueAt: new Date(end) };
  }

  return async function heralds(): Promise<Herald[]> {
    const hooks = (await world.webhooks.list()).filter(({ stoppedAt }) => stoppedAt === null);
    return hooks.map((hook) => ({
      wants: ({ kind, site }) => hook.events.includes(kind) && (hook.site === null || hook.site === site._id),
      async tell(turns) {
        const jobs: NewJob[] = [];
        for (const turn of turns) jobs.push(await jobFor(hook, turn));
        await world.jobs.put(jobs, world.clock.now());
      },
    }));
  };
}
