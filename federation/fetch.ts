import type { GuardedFetch, World } from "../src/domain/ports.ts";
import { nodeActorName } from "../src/domain/site.ts";
import type { ActorKeys } from "./keys.ts";
import { signedHeaders } from "./signature/sign.ts";

interface Needs extends Pick<World, "fetch" | "clock"> {
  keys: ActorKeys;
}

const anyActivity = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"';

/**
 * The guarded fetch for other servers' documents: each GET is signed by the node's own actor, so that servers which
 * answer known peers alone do answer, and none learns whose errand it is. Signed anew for each hop; POST goes unsigned.
 */
export function createSignedFetch(world: Needs): GuardedFetch {
  const { keys, clock } = world;
  return (request) => {
    if ((request.method ?? "GET") !== "GET") return world.fetch(request);
    const { accept = anyActivity, ...headers } = request.headers ?? {};
    return world.fetch({
      ...request,
      headers,
      async headersFor(url) {
        const signed = await signedHeaders(await keys.of(nodeActorName), {
          method: "GET",
          url,
          date: clock.now(),
          accept,
        });
        return { ...(await request.headersFor?.(url)), ...signed };
      },
    });
  };
}
