import type { Audit, Undos } from "./repos/audit.ts";
import type { Cases } from "./repos/cases.ts";
import type { Comments } from "./repos/comments.ts";
import type { Faces, Hosts, Jobs, OutgoingBodies, Tellings } from "./repos/delivery.ts";
import type { ApiTokens, Moderators, Passkeys, Sessions } from "./repos/door.ts";
import type { Histories } from "./repos/history.ts";
import type { Journal } from "./repos/journal.ts";
import type { Keys } from "./repos/keys.ts";
import type { Mailboxes } from "./repos/mail.ts";
import type { Moving } from "./repos/moving.ts";
import type { Limits, Numbers, OldNumbers, Settings, Tokens } from "./repos/node.ts";
import type { Notices } from "./repos/notices.ts";
import type { Blocks, Followers, Graves, Reactions, RemoteProfiles } from "./repos/people.ts";
import type { Search } from "./repos/search.ts";
import type { Lessons, Spent } from "./repos/spam.ts";
import type { ThreadActs } from "./repos/thread-acts.ts";
import type { PostTexts, Sites, Threads } from "./repos/threads.ts";
import type { Votes } from "./repos/votes.ts";
import type { Walks } from "./repos/walks.ts";
import type { Webhooks } from "./repos/webhooks.ts";

export type * from "./repos/audit.ts";
export type * from "./repos/cases.ts";
export type * from "./repos/comments.ts";
export type * from "./repos/delivery.ts";
export type * from "./repos/door.ts";
export type * from "./repos/history.ts";
export type * from "./repos/journal.ts";
export type * from "./repos/keys.ts";
export type * from "./repos/mail.ts";
export type * from "./repos/moving.ts";
export type * from "./repos/node.ts";
export type * from "./repos/notices.ts";
export type * from "./repos/people.ts";
export type * from "./repos/search.ts";
export type * from "./repos/shared.ts";
export type * from "./repos/spam.ts";
export type * from "./repos/thread-acts.ts";
export type * from "./repos/threads.ts";
export type * from "./repos/votes.ts";
export type * from "./repos/walks.ts";
export type * from "./repos/webhooks.ts";

/**
 * The store as the middle knows it. Every method may throw `busy` when the store is away, locked or full; other problems
 * are named where they can come out. All are plain storage: no rule that a moderator could argue about.
 */
export interface Repos {
  comments: Comments;
  threads: Threads;
  texts: PostTexts;
  sites: Sites;
  followers: Followers;
  blocks: Blocks;
  reactions: Reactions;
  votes: Votes;
  graves: Graves;
  jobs: Jobs;
  hosts: Hosts;
  profiles: RemoteProfiles;
  keys: Keys;
  bodies: OutgoingBodies;
  tellings: Tellings;
  faces: Faces;
  moderators: Moderators;
  sessions: Sessions;
  passkeys: Passkeys;
  apiTokens: ApiTokens;
  tokens: Tokens;
  settings: Settings;
  numbers: Numbers;
  oldNumbers: OldNumbers;
  limits: Limits;
  journal: Journal;
  audit: Audit;
  cases: Cases;
  undos: Undos;
  histories: Histories;
  threadActs: ThreadActs;
  moving: Moving;
  search: Search;
  walks: Walks;
  mailboxes: Mailboxes;
  notices: Notices;
  webhooks: Webhooks;
  lessons: Lessons;
  spent: Spent;
}
