import type { Config } from "../config.ts";
import type { Checks, World } from "../domain/ports.ts";
import { createChecks } from "../moderation/checks.ts";
import { createGuardedFetch } from "../net/guarded-fetch.ts";
import { createSignedCall } from "../net/signed-call.ts";

/** Milliseconds that the owner's service has, and the most bytes of its answer. */
const timeoutMs = 2_000;
const maxBytes = 16_384;

type Needs = Parameters<typeof createChecks>[0] & Pick<World, "ids" | "log">;

/** The checks of a node. What the owner's service is asked goes to the one address that the owner chose, private or not. */
export function createNodeChecks(
  world: Needs,
  { check, spam }: Pick<Config, "check" | "spam">,
  userAgent: string,
): Checks {
  if (check === null) return createChecks(world, spam);
  const fetch = createGuardedFetch({ allowPrivate: true, userAgent });
  const ask = createSignedCall({ ...world, fetch }, { url: check.url, secret: check.secret, timeoutMs, maxBytes });
  return createChecks(world, spam, { ask, failing: check.failing, log: world.log });
}
