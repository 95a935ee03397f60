import { counted } from "../../domain/counted.ts";
import type { Finding } from "../../domain/finding.ts";
import type { World } from "../../domain/ports.ts";
import { finding } from "./finding.ts";

/** Whether webhooks take their messages; null where there are none. Nothing is sent. */
export async function checkHooks(world: Pick<World, "webhooks">): Promise<Finding | null> {
  const hooks = await world.webhooks.list();
  if (hooks.length === 0) return null;
  return finding("webhooks", async () => {
    const failing = hooks.filter(({ failingSince }) => failingSince !== null);
    const [worst] = failing.sort((a, b) => Number(b.stoppedAt) - Number(a.stoppedAt));
    if (!worst) return { mark: "ok", sentence: `${counted(hooks.length, "webhook takes", "webhooks take")} messages.` };
    const state = worst.stoppedAt === null ? "fails" : "was stopped";
    return { mark: "warn", sentence: `${worst.name} ${state}: ${worst.fault ?? ""} \`antiphon webhooks\` lists them.` };
  });
}
