import type { Case } from "../report.ts";
import type { Slice, Written } from "./shared.ts";

/** What was reported, one document for each comment. */
export interface Cases {
  get(comment: string): Promise<Case | null>;
  /** Stores a new case; `already` when there is one. */
  add(first: Case): Promise<"added" | "already">;
  /** Puts a case in the place of the one with its version, which is raised. */
  change(to: Case): Promise<Written>;
  /** Those that wait for a decision, the last reported first. */
  open(page: { after?: string | null; limit: number }): Promise<Slice<Case>>;
  /** The open ones among some comments. */
  among(comments: readonly string[]): Promise<Case[]>;
}
