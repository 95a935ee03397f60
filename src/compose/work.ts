import type { Config } from "../config.ts";
import type { World } from "../domain/ports.ts";
import type { PushTools } from "../domain/push.ts";
import type { Handler } from "../jobs/worker.ts";
import { createHookJobs } from "../usecases/notify/hook-jobs.ts";
import type { HookTools } from "../usecases/notify/send-hook.ts";
import { createPublishJobs } from "../usecases/publish/jobs.ts";
import { createReceiveJobs } from "../usecases/receive/jobs.ts";
import { createPushWork } from "./push.ts";

/** What is done in the background, by kind of job, besides what the fediverse and mail bring along. */
export function createWork(
  world: World,
  tools: { push: PushTools; hookTools: HookTools },
  config: Config,
): Record<string, Handler> {
  return {
    ...createReceiveJobs(world),
    ...createPublishJobs(world),
    ...createPushWork(world, tools.push, config),
    ...createHookJobs(world, tools.hookTools),
  };
}
