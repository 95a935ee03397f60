import type { World } from "../../src/domain/ports.ts";
import type { TestClock } from "./clock.ts";
import { aSite, aThread } from "./thread.ts";
import { createTestWorld } from "./web.ts";

/** Gives each test of a suite a world of its own, with one blog and one thread in it, and the clock that it goes by. */
export function withWorld(take: (world: World, clock: TestClock) => void): void {
  let close: () => Promise<void>;
  beforeEach(async () => {
    const { world, clock, store } = await createTestWorld();
    close = () => store.close();
    await world.sites.add(aSite());
    await world.threads.add(aThread());
    take(world, clock);
  });
  afterEach(() => close());
}
