import type { Moderator } from "./moderator.ts";

/**
 * How far an import in the browser is: the file is there and somebody has to say more, the node looks what would happen,
 * it has looked, the import runs, or it ended one way or the other.
 */
export type ImportStage = "uploaded" | "looking" | "looked" | "importing" | "done" | "failed";

/** What is said of an import before it is looked at. */
export interface ImportPlan {
  /** The name of an importer; null where the file looks like nothing known. */
  importer: string | null;
  /** The id of the blog. */
  site: string | null;
  /** What was said to the importer's options. */
  values: Record<string, string>;
  /** Lines of old and new addresses. */
  map: string;
  /** Asks the blog for each page that is new here. */
  check: boolean;
}

/** An import by somebody on the owner's side, from the file that they brought to the report. */
export interface ImportRun extends ImportPlan {
  _id: string;
  by: Moderator;
  /** How their browser called the file. */
  fileName: string;
  /** Bytes. */
  size: number;
  /** The importer that knows the file by its content; null for none. */
  detected: string | null;
  stage: ImportStage;
  /** What it was at when it failed. */
  failedAt: "looking" | "importing" | null;
  /** Comments that were dealt with, and all there are. */
  done: number;
  total: number;
  /** What would happen, or what did, as lines of text; null before. */
  report: string[] | null;
  /** Something is, or would be, lost. */
  lost: boolean;
  /** Why it failed, as a sentence. */
  fault: string | null;
  /** Which process is at it, and until when nobody else takes it up. */
  heldBy: string | null;
  heldUntil: Date | null;
  /** When a node last said that it has the file; not there where none did. */
  seenAt?: Date;
  createdAt: Date;
  changedAt: Date;
  version: number;
}

/** What is known of an import whose file just arrived, of whatever kind it is. */
export const untouched = {
  map: "",
  check: false,
  stage: "uploaded",
  failedAt: null,
  done: 0,
  total: 0,
  report: null,
  lost: false,
  fault: null,
  heldBy: null,
  heldUntil: null,
  version: 1,
} as const satisfies Partial<ImportRun>;
