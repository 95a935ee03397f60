import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CollectionSpec, Doc } from "../../src/store/port.ts";

/** What the collection `rows` holds. */
export interface Row extends Doc {
  text: string;
}

export const rowsSpec: CollectionSpec = { name: "rows", dates: [], arrays: [], indexes: [] };

/** Hands each test of a suite a folder of its own, and the path of a store in it that is not there yet. */
export function beforeEachStoreFile(hand: (place: { folder: string; file: string }) => void): void {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
    hand({ folder, file: join(folder, "store.db") });
  });
  afterEach(() => rm(folder, { recursive: true }));
}
