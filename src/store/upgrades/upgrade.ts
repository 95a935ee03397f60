import type { Log } from "../../domain/ports.ts";
import type { Collections } from "../collections.ts";
import type { Adapter } from "../port.ts";

/** What an upgrade works on. */
export interface UpgradeWork {
  docs: Collections;
  dropIndex: Adapter["dropIndex"];
  reshape: Adapter["reshape"];
  log: Log;
}

/**
 * One step from a version of what is stored to the next. It may be cut off anywhere and run again from its start, on a
 * store that nodes write to meanwhile: what is changed already must be passed over.
 */
export interface Upgrade {
  /** The version that a store has afterwards. */
  version: number;
  /** What it does, as the end of “brings the store to version 2: …”. */
  title: string;
  /** Nodes that do not know it cannot work with what it leaves behind: it waits until they are stopped. */
  alone?: true;
  run(work: UpgradeWork): Promise<void>;
}
