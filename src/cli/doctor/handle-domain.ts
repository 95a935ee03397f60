import type { Finding } from "../../domain/finding.ts";
import { accountOf, type Site } from "../../domain/site.ts";
import type { Terminal } from "../node.ts";
import { selfLink } from "./address.ts";
import { finding } from "./finding.ts";

const timeoutMs = 10_000;

/**
 * Whether a blog that is to be found by a domain of its own is: that domain has to send WebFinger on to the node. Null
 * for a blog whose account is on the node's own host.
 */
export async function checkHandleDomain(
  terminal: Pick<Terminal, "fetch">,
  site: Site,
  url: string,
): Promise<Finding | null> {
  const { host } = new URL(url);
  const domain = site.handleDomain ?? host;
  if (domain === host) return null;
  const account = accountOf(site, host);
  return finding(`account @${account}`, async () => {
    const asked = `https://${domain}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${account}`)}`;
    const answer = await terminal
      .fetch(asked, { headers: { accept: "application/jrd+json" }, signal: AbortSignal.timeout(timeoutMs) })
      .catch(() => null);
    const body: unknown = answer?.status === 200 ? await answer.json().catch(() => null) : null;
    const self = typeof body === "object" && body !== null ? selfLink(body as Record<string, unknown>) : null;
    if (self?.startsWith(`${url}/ap/actors/`)) return { mark: "ok", sentence: `${domain} leads to this node.` };
    const got = answer === null ? "does not answer" : `answers ${answer.status}, but not with this node's actor`;
    return {
      mark: "warn",
      sentence:
        `is not found: ${asked} ${got}. Let ${domain} redirect /.well-known/webfinger to ${url}` +
        " (docs/integrations/fediverse.md); until then nobody finds the blog by that name.",
    };
  });
}
