import type { FetchResponse, GuardedFetch, World } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { FormatHook, HookMessage, Webhook } from "../../domain/webhook.ts";

/** What became of a message: `later` is worth another try, after a while that the other side may have named. */
export type HookSent =
  | { kind: "sent" }
  | { kind: "later"; reason: string; after: Date | null }
  | { kind: "refused" | "gone"; reason: string };

/** What messages are sent with; the fetch may reach the owner's own network where that is allowed. */
export interface HookTools {
  format: FormatHook;
  fetch: GuardedFetch;
}

const maxBytes = 64 * 1024;
const timeoutMs = 10_000;

/** A wait that is asked for is heeded up to here. */
const longestWaitMs = 6 * 3_600_000;

/** Sends one message, and tells what was answered. Never throws for the other side's sake. */
export function createSendHook(world: Pick<World, "clock">, { format, fetch }: HookTools) {
  return async function sendHook(hook: Webhook, message: HookMessage): Promise<HookSent> {
    const host = new URL(hook.url).host;
    try {
      const call = format(hook, message, world.clock.now());
      const answer = await fetch({ ...call, maxBytes, timeoutMs });
      if (answer.status >= 200 && answer.status < 300) return { kind: "sent" };
      const reason = `${host} answered ${answer.status}${quoted(answer)}`;
      if (answer.status === 410) return { kind: "gone", reason };
      return { kind: "later", reason, after: waitOf(answer, world.clock.now()) };
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (error.kind === "forbidden") return { kind: "refused", reason: error.message };
      return { kind: "later", reason: error.message, after: null };
    }
  };
}

/** What was answered in words, as services say in them what is wrong. */
function quoted({ body }: FetchResponse): string {
  const text = body.toString("utf8").replace(/\s+/g, " ").trim().slice(0, 150);
  return text === "" || text.startsWith("<") ? "." : `: ${text}`;
}

/** How long to wait: by the header, or as Telegram says it. */
function waitOf({ headers, body }: FetchResponse, now: Date): Date | null {
  const header = headers.get("retry-after") ?? "";
  const told = /"retry_after"\s*:\s*(\d+)/.exec(body.toString("utf8"))?.[1];
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : told
      ? Number(told) * 1000
      : Date.parse(header) - now.getTime();
  return ms > 0 ? new Date(now.getTime() + Math.min(ms, longestWaitMs)) : null;
}
