import type { GuardedFetch, World } from "../src/domain/ports.ts";
import { nodeActorName } from "../src/domain/site.ts";
import type { ActorKeys } from "./keys.ts";
import { acceptActivity } from "./negotiate.ts";
import { dialectOf, knockTwice, otherThan, rememberDialect } from "./signature/dialects.ts";
import { type Dialect, signedHeaders } from "./signature/sign.ts";

interface Needs extends Pick<World, "fetch" | "hosts" | "clock"> {
  keys: ActorKeys;
}

/**
 * The guarded fetch for other servers' documents: each GET is signed by the node's own actor, so that servers which
 * answer known peers alone do answer, and none learns whose errand it is. Signed anew for each hop, in the dialect that
 * its host took last; who refuses is asked once more in the other one, within the time that is left. POST goes unsigned.
 */
export function createSignedFetch(world: Needs): GuardedFetch {
  const { keys, clock, hosts } = world;
  return async (request) => {
    if ((request.method ?? "GET") !== "GET") return world.fetch(request);
    const { accept = acceptActivity, ...headers } = request.headers ?? {};
    const endsAt = clock.now().getTime() + request.timeoutMs;
    const used = new Map<string, Dialect>();

    async function dialectFor(host: string, turned: string | null): Promise<Dialect> {
      const usual = dialectOf(await hosts.get(host), clock.now());
      return host === turned ? otherThan(usual) : usual;
    }

    const { answer, turned } = await knockTwice((turn) =>
      world.fetch({
        ...request,
        timeoutMs: Math.max(1, endsAt - clock.now().getTime()),
        headers,
        async headersFor(url) {
          const dialect = await dialectFor(url.host, turn);
          used.set(url.host, dialect);
          const unsigned = { method: "GET", url, date: clock.now(), accept } as const;
          const signed = await signedHeaders(await keys.of(nodeActorName), unsigned, dialect);
          return { ...(await request.headersFor?.(url)), ...signed };
        },
      }),
    );
    const taken = turned === null ? undefined : used.get(turned);
    if (turned !== null && taken && answer.status < 300) await rememberDialect(world, turned, taken);
    return answer;
  };
}
