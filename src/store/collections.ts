import type { ApiToken } from "../domain/api-token.ts";
import type { AuditEntry } from "../domain/audit.ts";
import type { Block } from "../domain/block.ts";
import type { Comment } from "../domain/comment.ts";
import type { Follower } from "../domain/follower.ts";
import type { History } from "../domain/history.ts";
import type { RemoteHost } from "../domain/host.ts";
import type { ImportRun } from "../domain/import-run.ts";
import type { JournalEntry } from "../domain/journal.ts";
import type { Mailbox } from "../domain/mailbox.ts";
import type { Notice } from "../domain/notice.ts";
import type { Passkey } from "../domain/passkey.ts";
import type { Person } from "../domain/person.ts";
import type { Arrival, PushKey } from "../domain/push.ts";
import type { Reaction } from "../domain/reaction.ts";
import type { Case } from "../domain/report.ts";
import type { Erasure, Face, RemoteProfile, ServingNode } from "../domain/repos.ts";
import type { Salt } from "../domain/salt.ts";
import type { Session } from "../domain/session.ts";
import type { Site } from "../domain/site.ts";
import type { Subscription } from "../domain/subscription.ts";
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
  Lease,
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
import type { Docs } from "./port.ts";
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
  importRuns: ImportRun;
  undos: Undoable;
  histories: History;
  search: SearchDoc;
  walks: Walk;
  mailboxes: Mailbox;
  notices: Notice;
  webhooks: Webhook;
  pushKeys: PushKey;
  arrivals: Arrival;
  subscriptions: Subscription;
  lessons: StoredLesson;
  models: StoredModel;
  spent: SpentOnce;
  salts: Salt;
  erasures: Erasure;
  leases: Lease;
  nodes: ServingNode;
}

export type CollectionName = keyof Documents;

/** All collections of an open store. */
export type Collections = { readonly [N in CollectionName]: Docs<Documents[N]> };
