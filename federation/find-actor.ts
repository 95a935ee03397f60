import type { GuardedFetch } from "../src/domain/ports.ts";
import { isProblem } from "../src/domain/problem.ts";
import { createAskWebFinger, selfOf } from "./ask-webfinger.ts";
import { parseJson } from "./incoming/json.ts";
import { acceptActivity, isActivityType } from "./negotiate.ts";
import { sameOrigin } from "./origin.ts";
import type { Profiles } from "./profiles.ts";

const maxBytes = 1_000_000;
const timeoutMs = 5000;

/**
 * Finds the actor behind a handle (`name@host`) or behind the address of a profile, by WebFinger (RFC 7033) and its own
 * document; null when there is none or its server does not answer.
 */
export function createFindActor(world: { fetch: GuardedFetch; people: Pick<Profiles, "ofActor"> }) {
  const askWebFinger = createAskWebFinger(world.fetch, timeoutMs);

  return async function findActor(handleOrUrl: string): Promise<{ id: string; handle: string } | null> {
    const ways = handleOrUrl.includes("://") ? [byPage, bySubject] : [byHandle];
    for (const way of ways) {
      const found = await trying(() => way(handleOrUrl));
      if (found) return found;
    }
    return null;
  };

  async function byHandle(handle: string) {
    const host = handle.slice(handle.lastIndexOf("@") + 1);
    if (!URL.canParse(`https://${host}`)) return null;
    return actor(selfOf(await askWebFinger(`https://${host}`, `acct:${handle}`)));
  }

  /** A profile's page is its document too for those who ask for it; the id may be another one of that server. */
  async function byPage(url: string) {
    const answer = await world.fetch({ url, headers: { accept: acceptActivity }, maxBytes, timeoutMs, redirects: 3 });
    const isActor = isActivityType(answer.headers.get("content-type"));
    const id = answer.status === 200 && isActor ? parseJson(answer.body)["id"] : null;
    return actor(typeof id === "string" && sameOrigin(id, answer.url) ? id : null);
  }

  /** A server that shows documents to signed requests alone still says in public whose page it is. */
  async function bySubject(url: string) {
    return actor(selfOf(await askWebFinger(new URL(url).origin, url)));
  }

  async function actor(id: string | null): Promise<{ id: string; handle: string } | null> {
    const found = id === null ? null : await world.people.ofActor(id);
    return found?.kind === "found" ? { id: found.profile._id, handle: found.profile.handle } : null;
  }
}

async function trying<T>(look: () => Promise<T | null>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}
