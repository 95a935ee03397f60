import type { World } from "../../domain/ports.ts";

type Needs = Pick<World, "nodes" | "settings" | "clock" | "log">;

/** Who a node is, and which versions it is made for. */
export interface Self {
  id: string;
  /** The version of the program. */
  program: string;
  /** The version of what it stores. */
  storeVersion: number;
}

/** A node that said nothing for so many milliseconds is taken for gone. */
export const presentMs = 180_000;

/** Tells others, again and again, that this node serves the store, and the owner's log when a newer one has changed it. */
export function createPresence({ nodes, settings, clock, log }: Needs, self: Self) {
  const startedAt = clock.now();
  let said = false;
  let warned = false;

  async function look(): Promise<void> {
    const now = await settings.get<{ version: number; program: string }>("store");
    if (warned || now === null || now.version <= self.storeVersion) return;
    warned = true;
    log.warn(
      { store: now.version, knows: self.storeVersion },
      `Antiphon ${now.program} brought the store to a version that this node does not know: upgrade it soon, it does not start again as it is.`,
    );
  }

  return {
    async say() {
      const until = new Date(clock.now().getTime() + presentMs);
      said = true;
      await nodes.say({ _id: self.id, program: self.program, knows: self.storeVersion, startedAt, until });
      await look();
    },
    async leave() {
      if (said) await nodes.leave(self.id);
    },
  };
}
