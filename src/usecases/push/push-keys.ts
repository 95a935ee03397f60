import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { PushKey } from "../../domain/push.ts";
import type { Site } from "../../domain/site.ts";
import { createWriteDown } from "../moderate/write-down.ts";

type Needs = Pick<World, "pushKeys" | "audit" | "clock" | "ids">;

/** What an owner decides of what a blog tells. */
export type PushChoices = Pick<PushKey, "oldGhost">;

/** Makes, changes and takes away what a blog signs with. Every act is written down. */
export function createPushKeys(world: Needs) {
  const writeDown = createWriteDown(world);
  const told = (act: "push.secret" | "push.settings" | "push.close", { _id, name, home }: Site, by: Moderator) =>
    writeDown({ by, act, site: _id, subject: _id, label: name || home });

  return {
    /** Makes a secret; the one before is refused from then on. What was decided stays. */
    async renew(site: Site, by: Moderator): Promise<PushKey> {
      const before = await world.pushKeys.get(site._id);
      const { oldGhost = false } = before ?? {};
      const createdAt = world.clock.now();
      const key: PushKey = { _id: site._id, secret: world.ids.token(), oldGhost, createdAt };
      await world.pushKeys.put(key);
      await told("push.secret", site, by);
      return key;
    },
    /** Throws `not-found` where there is no secret. */
    async choose(site: Site, choices: PushChoices, by: Moderator): Promise<void> {
      if (!(await world.pushKeys.get(site._id)))
        throw new Problem("not-found", "There is no secret yet: make one first.");
      await world.pushKeys.change(site._id, choices);
      await told("push.settings", site, by);
    },
    /** Takes the secret away, and with it nothing that is told any more. Throws `not-found` where there is none. */
    async close(site: Site, by: Moderator): Promise<void> {
      if (!(await world.pushKeys.remove(site._id))) throw new Problem("not-found", "There is no secret.");
      await told("push.close", site, by);
    },
  };
}
