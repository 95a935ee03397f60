import type { CommentState } from "./comment.ts";

/** A page with comments, as an export names it. */
export interface ThreadDraft {
  kind: "thread";
  /** By which the comments of the same source name it. */
  id: string;
  /** Where the page was, as the source has it: absolute, or a path. */
  address: string;
  title: string;
  /** What the blog itself called the page, where the source knows. */
  identifiers: string[];
}

/** A comment as an export has it, with nothing decided yet. */
export interface CommentDraft {
  kind: "comment";
  /** The id that it is stored under: the same for the same comment, however often it is read. */
  id: string;
  /** What the source calls it, for reports. */
  label: string;
  /** The id of its thread draft, which may come later, or never. */
  thread: string;
  /** The id of the comment answered, which may come later, or never. */
  parent: string | null;
  /** The public number that it had; null where there were none. */
  number: number | null;
  state: CommentState;
  author: AuthorDraft;
  source: { text: string; type: "text/markdown" | "text/html" };
  warning: string | null;
  /** Null where the source has no readable date. */
  createdAt: Date | null;
  editedAt: Date | null;
  votes: { up: number; down: number };
  /** Isso's Bloom filter of voters, as base64. */
  issoVoters: string | null;
  /** Its author asked for mail about answers. */
  notify: boolean;
}

/** Who wrote it, as the source has it: nothing here is trusted. */
export interface AuthorDraft {
  name: string;
  website: string;
  email: string;
  /** A name for the same person in the source, where there is no mailbox; never shown. */
  identity: string;
  /** The network they wrote from, where the source keeps one; only hashed. */
  network: string;
  /** See `Visitor.face`. */
  face: string | null;
}

/** What cannot be read, as a reason to be counted and the place where it is. */
export interface FaultDraft {
  kind: "fault";
  reason: string;
  place: string;
}

export type Draft = ThreadDraft | CommentDraft | FaultDraft;

/** An export that was opened. */
export interface ImportSource {
  /** What made it, by its name, such as `Isso`. */
  software: string;
  /** All that is in it, in the order of the source, read a piece at a time; may be asked for more than once. */
  drafts(): AsyncIterable<Draft>;
  /** The key by which Isso signed links and cookies; null where there is none. */
  sessionKey: string | null;
  /** Lets go of the source and of copies that were made of it. */
  close(): Promise<void>;
}

/** Another program's database, read and never written. */
export interface ForeignDatabase {
  /** The rows that a question finds. Throws `invalid` when the file is damaged or the question does not fit it. */
  all(sql: string, values?: readonly (string | number | null)[]): Record<string, unknown>[];
}
