import { openStore, type Store } from "../../src/store/open.ts";
import { createTestClock, type TestClock } from "./clock.ts";

/** Gives each test of a suite an empty store in memory, and the clock that it goes by. */
export function withStore(take: (store: Store, clock: TestClock) => void): void {
  let store: Store;
  beforeEach(async () => {
    const clock = createTestClock();
    store = await openStore("sqlite::memory:", { clock });
    take(store, clock);
  });
  afterEach(() => store.close());
}
