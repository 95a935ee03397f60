/** Why a reader says that a comment should not stay. */
export const reportReasons = ["spam", "abuse", "illegal", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** One report, as the owner reads it. Who made it is not in it. */
export interface Report {
  /** The server that it came from; null for a reader of the page. */
  host: string | null;
  /** Null where nothing was chosen, as other servers send words alone. */
  reason: ReportReason | null;
  words: string;
}

/** All that was reported of one comment since the owner last decided about it. */
export interface Case {
  /** The id of the comment. */
  _id: string;
  site: string;
  /** It waits for a decision. */
  open: boolean;
  /** When the last report came. */
  createdAt: Date;
  /** How many people reported it. */
  count: number;
  /** What the last of them said, the newest first. */
  reports: Report[];
  /** Keyed hashes of who reported it, also before the last decision: each is heard once. */
  reporters: string[];
  /** Until when one that was decided is kept; null while it waits. */
  until: Date | null;
  version: number;
}

/** Characters that somebody may say about a comment. */
export const maxReportWords = 1000;

/** How many reports are kept with their words, and how many people are told apart. */
export const caseBounds = { reports: 20, reporters: 500 } as const;

/** For how long decided cases are kept, in milliseconds: so long the same people are not heard again. */
export const caseKeepMs = 180 * 86_400_000;

/** Who reports: a keyed hash, and others that may have stood for them before. */
export interface Reporter {
  mark: string;
  former: readonly string[];
}

/** A case with one more report; null when this person was heard before. */
export function withReport(known: Case, { mark, former }: Reporter, report: Report, now: Date): Case | null {
  if ([mark, ...former].some((one) => known.reporters.includes(one))) return null;
  const earlier = known.open ? known : { count: 0, reports: [] };
  return {
    ...known,
    open: true,
    createdAt: now,
    count: earlier.count + 1,
    reports: [report, ...earlier.reports].slice(0, caseBounds.reports),
    reporters: [mark, ...known.reporters].slice(0, caseBounds.reporters),
    until: null,
  };
}

/** A case that was decided: what people said is not needed any more. */
export function decided(known: Case, now: Date): Case {
  return { ...known, open: false, count: 0, reports: [], until: new Date(now.getTime() + caseKeepMs) };
}

/** What waited in a case, as a decision that is taken back brings it back. */
export type Reported = Pick<Case, "count" | "reports">;

/** A case that waits again with what it held before; what was reported since stays with it. */
export function reopened(known: Case, before: Reported, now: Date): Case {
  return {
    ...known,
    open: true,
    createdAt: known.open ? known.createdAt : now,
    count: known.count + before.count,
    reports: [...known.reports, ...before.reports].slice(0, caseBounds.reports),
    until: null,
  };
}

/** What is told to the server of somebody who commented here. */
export interface ReportOut {
  /** The id of the comment here. */
  comment: string;
  /** Its author, and what it is called at home. */
  actor: string;
  note: string;
  words: string;
}
