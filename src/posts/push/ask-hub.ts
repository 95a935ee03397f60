import type { FetchResponse, GuardedFetch } from "../../domain/ports.ts";
import { isProblem } from "../../domain/problem.ts";
import type { AskHub } from "../../domain/subscription.ts";
import { timeoutMs } from "../manners.ts";

/** Hubs that send on are followed so often. */
const mostHops = 3;

/** Asks hubs as WebSub has it, through the guarded fetch; one that sends us to another hub (307, 308) is followed. */
export function createAskHub(fetch: GuardedFetch): AskHub {
  return async function askHub({ hub, topic, mode, callback, secret, leaseSeconds }) {
    const form = new URLSearchParams({ "hub.callback": callback, "hub.mode": mode, "hub.topic": topic });
    if (mode === "subscribe") {
      form.set("hub.lease_seconds", String(leaseSeconds));
      if (secret !== null) form.set("hub.secret", secret);
    }
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    try {
      const ask = (url: string) =>
        fetch({ url, method: "POST", headers, body: form.toString(), maxBytes: 100_000, timeoutMs, redirects: 0 });
      let at = hub;
      let answer = await ask(at);
      for (let hops = 0; hops < mostHops; hops++) {
        const next = sentOn(answer, at);
        if (next === null) break;
        at = next;
        answer = await ask(at);
      }
      if (answer.status >= 200 && answer.status <= 299) return null;
      const words = answer.body.toString("utf8").replace(/\s+/g, " ").trim().slice(0, 200);
      return `${new URL(at).host} answered ${answer.status}${words === "" ? "." : `: ${words}`}`;
    } catch (error) {
      if (isProblem(error)) return error.message;
      throw error;
    }
  };
}

/** The hub that is to be asked instead; null for none, and for one where others on the way would read the secret. */
function sentOn({ status, headers }: FetchResponse, from: string): string | null {
  const location = status === 307 || status === 308 ? headers.get("location") : null;
  if (location === null || !URL.canParse(location, from)) return null;
  const { protocol, href } = new URL(location, from);
  return from.startsWith("https:") && protocol !== "https:" ? null : href;
}
