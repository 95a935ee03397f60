import { retryAt } from "../../domain/backoff.ts";
import { isVisible } from "../../domain/comment.ts";
import { done, type Job, type JobOutcome } from "../../domain/job.ts";
import { newsKinds, newsOf } from "../../domain/notice.ts";
import type { World } from "../../domain/ports.ts";
import type { HookMessage, Webhook } from "../../domain/webhook.ts";
import { type HookPayload, hookKind } from "./hook-heralds.ts";
import { createLinkKeys, linkActsFor } from "./link-keys.ts";
import { createSendHook, type HookSent, type HookTools } from "./send-hook.ts";

type Needs = Pick<World, "webhooks" | "comments" | "cases" | "threads" | "sites" | "secrets" | "clock" | "log">;

/** After failing for so long a webhook is stopped, in milliseconds. */
const patienceMs = 5 * 86_400_000;

/** A message that is so old is told no more. */
const tooOldMs = 5 * 86_400_000;

/**
 * Sends the messages that were queued. What fails is tried again for days; a webhook that takes nothing for five days, or
 * says that it is gone, is stopped, and the owner's pages say so.
 */
export function createHookJobs(world: Needs, tools: HookTools) {
  const sendHook = createSendHook(world, tools);
  const keys = createLinkKeys(world);

  async function send(job: Job): Promise<JobOutcome> {
    const payload = job.payload as HookPayload;
    const hook = await world.webhooks.get(payload.hook);
    const now = world.clock.now();
    if (!hook || hook.stoppedAt !== null) return done;
    if (now.getTime() - payload.at > tooOldMs) return { kind: "failed", reason: hook.fault ?? "It grew too old." };
    const message = await messageOf(job._id, hook, payload);
    if (!message) return done;
    const sent = await sendHook(hook, message);
    await note(hook, sent);
    if (sent.kind === "sent") return done;
    const after = sent.kind === "later" ? (sent.after ?? retryAt(job.attempts, job._id, now)) : null;
    return after ? { kind: "retry", after, reason: sent.reason } : { kind: "failed", reason: sent.reason };
  }

  /** As things stand by now: what was decided meanwhile is no news for people, and programs are told of each turn. */
  async function messageOf(id: string, hook: Webhook, payload: HookPayload): Promise<HookMessage | null> {
    const common = { id: `msg_${id.replace(/\W+/g, "-")}`, at: new Date(payload.at) };
    if (payload.trouble !== undefined)
      return { ...common, says: { kind: payload.over ? "over" : "trouble", sentence: payload.trouble } };
    if (payload.comment === undefined) return { ...common, says: { kind: "many" } };
    const news = newsKinds.find((kind) => kind === payload.news);
    const comment = await world.comments.get(payload.comment);
    const thread = comment && (await world.threads.get(comment.thread));
    const site = comment && (await world.sites.get(comment.site));
    if (!news || !thread || !site) return null;
    const [report = null] = news === "report.made" && isVisible(comment) ? await world.cases.among([comment._id]) : [];
    const isSo = report !== null || newsOf(comment) === news;
    if (!isSo && hook.preset !== "generic") return null;
    const acts = isSo && news !== "comment.deleted" ? linkActsFor(comment) : [];
    const links = acts.map((act) => ({ act, key: keys.make(comment, act) }));
    return { ...common, says: { kind: "news", news, comment, thread, site, links, report } };
  }

  async function note(hook: Webhook, sent: HookSent): Promise<void> {
    const now = world.clock.now();
    if (sent.kind === "sent") {
      await world.webhooks.change(hook._id, { sentAt: now, failingSince: null, fault: null });
      return;
    }
    const failingSince = hook.failingSince ?? now;
    const isOver = sent.kind === "gone" || now.getTime() - failingSince.getTime() >= patienceMs;
    await world.webhooks.change(hook._id, {
      failingSince,
      fault: sent.reason,
      ...(isOver ? { stoppedAt: now } : {}),
    });
    if (isOver)
      world.log.warn(
        { webhook: hook.name, reason: sent.reason },
        "A webhook was stopped; /admin/webhooks starts it again.",
      );
  }

  return { [hookKind]: send };
}
