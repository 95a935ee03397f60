import type { Config } from "../config.ts";
import type { GuardedFetch, Html } from "../domain/ports.ts";
import type { PushTools } from "../domain/push.ts";
import { checkBodySignature } from "../net/body-signature.ts";
import { checkHubSignature } from "../net/hub-signature.ts";
import { createAskHub } from "../posts/push/ask-hub.ts";
import { createReadPushed } from "../posts/push/entry.ts";
import { createReadToldFeed } from "../posts/push/feed.ts";
import { readGhost } from "../posts/push/ghost.ts";
import { readProgram } from "../posts/push/program.ts";
import { createHubJobs } from "../usecases/push/hub-jobs.ts";
import { createPushJobs } from "../usecases/push/push-jobs.ts";

/** What those who tell of a blog's posts are understood with. */
export function createPushTools(html: Html): PushTools {
  return {
    check: checkBodySignature,
    checkHub: checkHubSignature,
    readers: { program: readProgram, ghost: readGhost },
    readPushed: createReadPushed(html),
    readToldFeed: createReadToldFeed(html),
  };
}

/** The work that what blogs and hubs tell makes, for the background. */
export function createPushWork(
  world: Parameters<typeof createPushJobs>[0] & Parameters<typeof createHubJobs>[0] & { fetch: GuardedFetch },
  tools: PushTools,
  { url, allowPrivateAddresses }: Pick<Config, "url" | "allowPrivateAddresses">,
) {
  const hubTools = {
    askHub: createAskHub(world.fetch),
    callbackOf: (token: string) => `${url}/websub/${token}`,
    isPrivate: (hub: string) => hub.startsWith("https:") || allowPrivateAddresses,
  };
  return { ...createPushJobs(world, tools), ...createHubJobs(world, hubTools) };
}
