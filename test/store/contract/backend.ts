import type { Clock } from "../../../src/domain/ports.ts";
import type { Store } from "../../../src/store/open.ts";
import type { CollectionSpec, Doc, Docs } from "../../../src/store/port.ts";

/** A kind of store that the contract is held against. */
export interface Backend {
  /** A stand-in for MongoDB, which is not atomic between two clients, nor quick. */
  standIn: boolean;
  /** An open store without documents. */
  store(options?: { clock?: Clock }): Promise<Store>;
  /** A second store over the documents of the one that was opened last, as another node would have it. */
  second(options?: { clock?: Clock }): Promise<Store>;
  /** An empty collection of its own. */
  collection<T extends Doc>(spec: CollectionSpec): Promise<Docs<T>>;
  /** Closes what is still open. */
  release(): Promise<void>;
}

/** A moment of the day on which all tests play. */
export function at(time: string): Date {
  return new Date(`2026-11-20T${time}Z`);
}
