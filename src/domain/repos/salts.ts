import type { Salt } from "../salt.ts";

export interface Salts {
  /** The salt of a period: the one given where there was none, for all nodes the same. */
  ensure(first: Salt): Promise<Salt>;
  /** All that there are still. */
  all(): Promise<Salt[]>;
  remove(period: string): Promise<void>;
}
