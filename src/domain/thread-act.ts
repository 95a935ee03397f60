import type { PageKey } from "./brand.ts";
import type { Deed } from "./deeds.ts";
import type { Moderator } from "./moderator.ts";
import type { Announcement } from "./thread.ts";

/** What a thread is found by, and what is shown of it. */
export interface ThreadPlace {
  key: PageKey;
  url: string;
  title: string;
}

/** What is done to threads, with all that is needed to do it once more, and to take it back. */
export type ThreadWork =
  | { kind: "merge"; from: string; into: string; announcement: Announcement }
  | { kind: "split"; root: string; parent: string | null; from: string; into: string }
  | { kind: "rename"; thread: string; before: ThreadPlace; after: ThreadPlace; claims: boolean; former: PageKey[] }
  | { kind: "alias"; thread: string; key: PageKey }
  | { kind: "unalias"; thread: string; key: PageKey; wasFormer: boolean }
  | { kind: "home"; before: string; after: string; formerHomes: string[] };

/** How far it has come; what is `begun` or `undoing` was cut short, or is under way, and may be done once more. */
export type ThreadActState = "begun" | "done" | "undoing" | "undone";

/** One thing that somebody did to threads, kept as long as it can be taken back. */
export interface ThreadAct {
  _id: string;
  by: Moderator;
  site: string;
  /** The threads that it touches: it can be taken back before what touched one of them later. */
  threads: string[];
  /** What belongs together is taken back together, the last one first. */
  batch: string;
  order: number;
  /** How people call it: “A post into Another post”. */
  label: string;
  work: ThreadWork;
  state: ThreadActState;
  createdAt: Date;
  /** Until when it can be taken back. */
  until: Date;
}

/** For how long an act can be taken back, in milliseconds. */
export const threadActKeepMs = 30 * 86_400_000;

/**
 * What taking acts back that belong together asks of whom, as doing them did: several come of a remap alone, and where a
 * whole blog lives is set for the node (null), too.
 */
export function undoTakes(acts: readonly Pick<ThreadAct, "site" | "work">[]): {
  deed: Deed;
  sites: (string | null)[];
} {
  const moves = acts.some(({ work }) => work.kind === "home");
  const sites = new Set(acts.map(({ site }) => site));
  return {
    deed: moves || acts.length > 1 ? "threads.remap" : "threads.change",
    sites: moves || sites.size === 0 ? [...sites, null] : [...sites],
  };
}
