import type { GuardedFetch } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import type { Profiles } from "./profiles.ts";

const maxBytes = 64 * 1024;
const timeoutMs = 5000;
const actorTypes = /^application\/(activity\+json|ld\+json)/;

/**
 * Finds the actor behind a handle (`name@host`) by WebFinger (RFC 7033) and its own document; null when there is none
 * or its server does not answer.
 */
export function createFindActor(world: { fetch: GuardedFetch; people: Pick<Profiles, "ofActor"> }) {
  return async function findActor(handle: string): Promise<{ id: string; handle: string } | null> {
    try {
      const self = await askWebFinger(world.fetch, handle);
      const found = self === null ? null : await world.people.ofActor(self);
      return found?.kind === "found" ? { id: found.profile._id, handle: found.profile.handle } : null;
    } catch (error) {
      if (isProblem(error)) return null;
      throw error;
    }
  };
}

async function askWebFinger(fetch: GuardedFetch, handle: string): Promise<string | null> {
  const host = handle.slice(handle.lastIndexOf("@") + 1);
  if (!URL.canParse(`https://${host}`)) return null;
  const url = `https://${host}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${handle}`)}`;
  const headers = { accept: "application/jrd+json, application/json" };
  const answer = await fetch({ url, headers, maxBytes, timeoutMs, redirects: 3 });
  return answer.status === 200 ? selfIn(answer.body.toString("utf8")) : null;
}

function selfIn(text: string): string | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const links = (json as { links?: unknown } | null)?.links;
  if (!Array.isArray(links)) return null;
  for (const link of links as Record<string, unknown>[]) {
    const { rel, type, href } = link ?? {};
    if (rel === "self" && typeof type === "string" && actorTypes.test(type) && typeof href === "string") return href;
  }
  return null;
}
