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
    const { answer, document } = await ask(terminal, asked, "application/jrd+json");
    const self = document && selfLink(document);
    if (self?.startsWith(`${url}/ap/actors/`)) return { mark: "ok", sentence: `${domain} leads to this node.` };
    if (await isOnFediverse(terminal, domain)) {
      return {
        mark: "warn",
        sentence:
          `cannot be found: ${domain} is on the fediverse itself, as Ghost and WordPress are, and has to keep` +
          ` /.well-known/webfinger. Take ${domain} out of ANTIPHON_HANDLE; the account then is @${site.handle}@${host}.`,
      };
    }
    const got = answer === null ? "does not answer" : `answers ${answer.status}, but not with this node's actor`;
    return {
      mark: "warn",
      sentence:
        `is not found: ${asked} ${got}. Let ${domain} redirect /.well-known/webfinger to ${url}` +
        " (docs/integrations/fediverse.md); until then nobody finds the blog by that name.",
    };
  });
}

/** Whether a domain says that a server of the fediverse answers there: NodeInfo, which all of them have. */
async function isOnFediverse(terminal: Pick<Terminal, "fetch">, domain: string): Promise<boolean> {
  const { document } = await ask(terminal, `https://${domain}/.well-known/nodeinfo`, "application/json");
  return JSON.stringify(document?.["links"] ?? "").includes("nodeinfo.diaspora.software/ns/schema/");
}

async function ask({ fetch }: Pick<Terminal, "fetch">, address: string, accept: string) {
  const answer = await fetch(address, { headers: { accept }, signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => null,
  );
  const body: unknown = answer?.status === 200 ? await answer.json().catch(() => null) : null;
  const document = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : null;
  return { answer, document };
}
