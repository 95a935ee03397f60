import type { ApiToken } from "../domain/api-token.ts";
import type { AuditEntry } from "../domain/audit.ts";
import type { Block } from "../domain/block.ts";
import type { Comment } from "../domain/comment.ts";
import type { Follower } from "../domain/follower.ts";
import type { History } from "../domain/history.ts";
import type { RemoteHost } from "../domain/host.ts";
import type { JournalEntry } from "../domain/journal.ts";
import type { Mailbox } from "../domain/mailbox.ts";
import type { Notice } from "../domain/notice.ts";
import type { Passkey } from "../domain/passkey.ts";
import type { Person } from "../domain/person.ts";
import type { Reaction } from "../domain/reaction.ts";
import type { Case } from "../domain/report.ts";
import type { Face, RemoteProfile } from "../domain/repos.ts";
import type { Session } from "../domain/session.ts";
import type { Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";
import type { ThreadAct } from "../domain/thread-act.ts";
import type { Undoable } from "../domain/undo.ts";
import type { Vote } from "../domain/vote.ts";
import type { Walk } from "../domain/walk.ts";
import type { Webhook } from "../domain/webhook.ts";
import type {
  Alias,
  Body,
  Counter,
  Grave,
  KeyOwner,
  NoteName,
  OldNumber,
  Setting,
  SpentOnce,
  StoredBucket,
  StoredJob,
  StoredKey,
  StoredLesson,
  StoredModel,
  StoredTelling,
  StoredText,
  Tally,
  Token,
} from "./documents.ts";
import type { CollectionSpec, Docs } from "./port.ts";
import type { SearchDoc } from "./search-doc.ts";

/** The documents of each collection, by its name. */
export interface Documents {
  comments: Comment;
  threads: Thread;
  aliases: Alias;
  notes: NoteName;
  texts: StoredText;
  sites: Site;
  followers: Follower;
  blocks: Block;
  reactions: Reaction;
  votes: Vote;
  graves: Grave;
  jobs: StoredJob;
  hosts: RemoteHost;
  profiles: RemoteProfile;
  keyOwners: KeyOwner;
  keys: StoredKey;
  bodies: Body;
  tellings: StoredTelling;
  faces: Face;
  moderators: Person;
  sessions: Session;
  passkeys: Passkey;
  apiTokens: ApiToken;
  tokens: Token;
  settings: Setting;
  counters: Counter;
  oldNumbers: OldNumber;
  limits: Tally;
  buckets: StoredBucket;
  journal: JournalEntry;
  audit: AuditEntry;
  cases: Case;
  threadActs: ThreadAct;
  undos: Undoable;
  histories: History;
  search: SearchDoc;
  walks: Walk;
  mailboxes: Mailbox;
  notices: Notice;
  webhooks: Webhook;
  lessons: StoredLesson;
  models: StoredModel;
  spent: SpentOnce;
}

export type CollectionName = keyof Documents;

/** All collections of an open store. */
export type Collections = { readonly [N in CollectionName]: Docs<Documents[N]> };

const plain = { dates: [], arrays: [], indexes: [] } as const;

const specs: { readonly [N in CollectionName]: Omit<CollectionSpec, "name"> } = {
  comments: {
    dates: ["createdAt", "editedAt", "spamSince", "owedSince", "told.updatedAt", "author.since"],
    arrays: ["owed", "toldInboxes", "path", "heldFor", "moves"],
    indexes: [
      ["number"],
      // Everything of a thread in order, and what stands below one of its comments: what is visible is found without
      // passing over what is not.
      ["thread", "state", "hiddenBy", "createdAt", "number", "_id"],
      ["thread", "parent", "state", "hiddenBy", "createdAt", "number", "_id"],
      ["state", "createdAt", "_id"],
      ["site", "state", "createdAt", "_id"],
      ["author.id", "createdAt", "said", "remote.url"],
      ["author.id", "state", "createdAt", "_id"],
      ["author.hash", "state", "createdAt", "_id"],
      ["author.network"],
      ["author.email"],
      ["hiddenBy"],
      ["spamSince"],
      ["renderer"],
      ["owedSince"],
    ],
  },
  threads: {
    dates: [
      "page.publishedAt",
      "page.updatedAt",
      "announcedAt",
      "createdAt",
      "owedSince",
      "told.updatedAt",
      "lookedAt",
      "goneSince",
    ],
    arrays: ["owed", "toldInboxes", "retiredNoteIds", "formerKeys"],
    indexes: [
      ["site", "announcement", "createdAt", "_id"],
      ["site", "announcement", "announcedAt"],
      ["site", "createdAt", "_id"],
      ["mergedInto"],
      ["goneSince"],
      ["owedSince"],
    ],
  },
  aliases: { ...plain, arrays: ["moves"], indexes: [["thread"]] },
  notes: plain,
  texts: { ...plain, arrays: ["tags"] },
  sites: { ...plain, dates: ["installedAt", "polling.firstPolledAt", "polling.nextPollAt"] },
  followers: {
    dates: ["since", "owedSince"],
    arrays: ["owed"],
    indexes: [["actor", "sharedInbox", "inbox"], ["remote"], ["host"], ["sharedInbox"], ["inbox"], ["owedSince"]],
  },
  blocks: {
    dates: ["createdAt", "until"],
    arrays: [],
    indexes: [["createdAt", "_id"], ["kind", "createdAt", "_id"], ["until"]],
  },
  reactions: {
    dates: ["createdAt"],
    arrays: ["moves"],
    indexes: [
      ["target", "undone", "kind"],
      ["target", "undone", "emoji"],
      ["target", "_id"],
      ["undone", "createdAt"],
      ["activity"],
      ["actor", "target"],
      ["host"],
    ],
  },
  votes: { ...plain, dates: ["at"], indexes: [["comment", "value"]] },
  graves: { ...plain, dates: ["until"], indexes: [["until"]], ttl: "until" },
  jobs: {
    dates: ["dueAt", "createdAt"],
    arrays: [],
    indexes: [["failed", "dueAt", "lane"], ["leaseBy"], ["kind", "lane"], ["turn"]],
  },
  hosts: {
    dates: [
      "dialectUntil",
      "failingSince",
      "restsUntil",
      "unavailableSince",
      "refusedSince",
      "answeredAt",
      "expiresAt",
    ],
    arrays: [],
    indexes: [["restsUntil"], ["expiresAt"]],
    ttl: "expiresAt",
  },
  profiles: { ...plain, dates: ["fetchedAt", "since"], indexes: [["url"], ["fetchedAt"]] },
  keyOwners: { ...plain, indexes: [["owner"]] },
  keys: { ...plain, dates: ["next.from"] },
  bodies: { ...plain, dates: ["createdAt"], indexes: [["createdAt"]] },
  tellings: { ...plain, arrays: ["inboxes"], indexes: [["note", "_id"]] },
  faces: { ...plain, dates: ["at"] },
  moderators: { ...plain, dates: ["createdAt", "disabledAt"] },
  sessions: {
    ...plain,
    dates: ["createdAt", "seenAt", "endsAt", "until"],
    indexes: [["person", "seenAt"], ["until"]],
    ttl: "until",
  },
  apiTokens: {
    ...plain,
    dates: ["createdAt", "expiresAt", "usedAt"],
    indexes: [["person", "createdAt"], ["expiresAt"]],
    ttl: "expiresAt",
  },
  passkeys: { ...plain, dates: ["createdAt", "usedAt"], indexes: [["person", "createdAt"]] },
  tokens: { ...plain, dates: ["expiresAt"], indexes: [["expiresAt"], ["person"]], ttl: "expiresAt" },
  settings: plain,
  counters: plain,
  oldNumbers: plain,
  limits: { ...plain, dates: ["expiresAt"], indexes: [["expiresAt"]], ttl: "expiresAt" },
  buckets: { ...plain, dates: ["expiresAt"], indexes: [["expiresAt"]], ttl: "expiresAt" },
  journal: {
    dates: ["createdAt", "until"],
    arrays: ["moves"],
    indexes: [["thread", "createdAt", "_id"], ["who"], ["until"]],
    ttl: "until",
  },
  mailboxes: { ...plain, dates: ["at"] },
  notices: { ...plain, dates: ["at", "until"], indexes: [["site", "letter", "at", "_id"], ["until"]], ttl: "until" },
  webhooks: {
    dates: ["createdAt", "sentAt", "failingSince", "stoppedAt"],
    arrays: ["events"],
    indexes: [["createdAt"]],
  },
  audit: {
    ...plain,
    dates: ["createdAt", "until"],
    indexes: [
      ["createdAt", "_id"],
      ["subject", "createdAt"],
      ["by.id", "createdAt"],
      ["site", "createdAt"],
      ["act", "createdAt"],
      ["until"],
    ],
    ttl: "until",
  },
  cases: {
    dates: ["createdAt", "until"],
    arrays: ["reports", "reporters"],
    indexes: [["open", "createdAt", "_id"], ["until"]],
    ttl: "until",
  },
  threadActs: {
    dates: ["createdAt", "until"],
    arrays: ["threads"],
    indexes: [["createdAt", "_id"], ["state", "createdAt"], ["batch"], ["until"]],
    ttl: "until",
  },
  undos: { ...plain, dates: ["until"], indexes: [["until"]], ttl: "until" },
  histories: plain,
  search: { ...plain, dates: ["at"] },
  walks: { ...plain, dates: ["activityAt", "dueAt", "walkedAt"], indexes: [["dueAt"]] },
  lessons: { ...plain, dates: ["until"], indexes: [["until"]], ttl: "until" },
  models: plain,
  spent: { ...plain, dates: ["until"], indexes: [["until"]], ttl: "until" },
};

/** Every collection, once: both adapters, the migration and the backup go by this list. */
export const collectionSpecs: readonly CollectionSpec[] = Object.entries(specs).map(([name, spec]) => ({
  name,
  ...spec,
}));
