import type { Author } from "./author.ts";
import type { PageKey } from "./brand.ts";
import type { Comment, CommentState, ReactionCounts } from "./comment.ts";
import type { EarlierWords } from "./history.ts";
import type { Levels } from "./level.ts";
import type { Page } from "./thread.ts";

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
  /** Where our own export tells more. */
  whole?: WholeThread;
}

/** What our own export knows of a thread besides: it is there without comments, too. */
export interface WholeThread {
  page: Pick<Page, "teaser" | "lang" | "publishedAt" | "updatedAt" | "fromFeed">;
  keys: PageKey[];
  formerKeys: PageKey[];
  pinned: string[];
  /** Whether comments of visitors stay here; left out where they go by the blog. */
  guestsStay?: boolean;
  /** Its post was taken back on purpose; left out where it was not. */
  withdrawn?: true;
  /** Its post is not for everybody; left out where it is. */
  forMembers?: true;
  levels: Levels | null;
  /** Days after which it closes, 0 for never; left out where it goes by the blog. */
  closeAfterDays?: number;
  reactions: ReactionCounts;
  createdAt: Date;
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
  /** The owner had hidden it there. */
  hidden?: boolean;
  author: AuthorDraft;
  source: { text: string; type: Comment["source"]["type"] };
  warning: string | null;
  /** Null where the source has no readable date. */
  createdAt: Date | null;
  editedAt: Date | null;
  votes: { up: number; down: number };
  /** Isso's Bloom filter of voters, as base64. */
  issoVoters: string | null;
  /** Its author asked for mail about answers. */
  notify: boolean;
  /** Where our own export tells more. */
  whole?: WholeComment;
  /** It is from the fediverse and was never judged here: rules and wishes count as if it came by itself. */
  isUnjudged?: true;
}

/** What our own export knows of a comment besides, which others have no word for: it arrives as it was. */
export interface WholeComment
  extends Pick<Comment, "origin" | "lang" | "attachments" | "heldFor" | "hiddenBy" | "remote" | "counts">,
    Pick<Comment, "emoji" | "said" | "plain" | "spamSince" | "takenBack" | "unlisted" | "oldNumber" | "importedAlso"> {
  /** With a hash where the file has one; that of a mailbox is made anew. */
  author: Author;
  earlier: EarlierWords[];
}

/** Who wrote it, as the source has it: nothing here is trusted. */
export interface AuthorDraft {
  name: string;
  website: string;
  email: string;
  /** A name for the same person in the source, where there is no mailbox; never shown. */
  identity: string;
  /** The network address that they wrote from, where the source has one, whole or cut: for rules alone, and never kept. */
  address?: string;
  /** See `Visitor.face`; null where it follows from the mailbox alone. */
  face: string | null;
}

/** What cannot be read, as a reason to be counted and the place where it is. */
export interface FaultDraft {
  kind: "fault";
  reason: string;
  place: string;
}

/** What is taken otherwise than it stands there, or not taken for a reason, to be counted. */
export interface NoteDraft {
  kind: "note";
  outcome: "changed" | "left";
  reason: string;
  place: string;
}

export type Draft = ThreadDraft | CommentDraft | FaultDraft | NoteDraft;

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
