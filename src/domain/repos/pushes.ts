import type { Arrival, PushKey } from "../push.ts";

/** What blogs sign with what they tell. */
export interface PushKeys {
  /** The key of a blog; null where nothing may be told. */
  get(site: string): Promise<PushKey | null>;
  /** Stores a key in the place of the one before. */
  put(key: PushKey): Promise<void>;
  change(site: string, set: Pick<PushKey, "oldGhost">): Promise<void>;
  /** Whether there was one. */
  remove(site: string): Promise<boolean>;
}

/** What was told, for its owner to look at. */
export interface Arrivals {
  /** Stores what came, or what became of it since. */
  put(arrival: Arrival): Promise<void>;
  /** The newest ones of a blog first. */
  of(site: string, limit: number): Promise<Arrival[]>;
}
