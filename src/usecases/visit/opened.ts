import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";

/** What an address leads to: a thread, a page of ours that was not checked yet, or somebody else's page. */
export type Opened =
  | { kind: "thread"; thread: Thread; site: Site }
  | { kind: "pending"; site: Site }
  | { kind: "foreign" };

/**
 * Finds the thread of an address; with `wait` an unknown page is checked at once instead of in the background. Whoever has
 * read the blogs a moment ago hands them over.
 */
export type OpenThread = (
  address: string,
  options: { wait: boolean; sites?: readonly Site[] | undefined },
) => Promise<Opened>;
