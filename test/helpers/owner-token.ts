import type { Scope } from "../../src/domain/api-token.ts";
import type { WebNode } from "./web.ts";

/** Makes a token for programs as an owner does on their page, with these scopes. */
export async function ownerToken(node: WebNode, scopes: readonly Scope[]): Promise<string> {
  const { cookie, csrf } = await node.signIn({ name: "Anna", grants: [{ site: null, role: "owner" }] });
  const body = new URLSearchParams({ csrf, name: "My script", days: "30" });
  for (const scope of scopes) body.append("scope", scope);
  const headers = { cookie, origin: node.url };
  const made = await fetch(`${node.url}/admin/tokens`, { method: "POST", body, headers });
  return />(antiphon_[\w-]{43})</.exec(await made.text())?.[1] ?? "";
}
