import type { Author } from "./author.ts";
import type { SafeHtml } from "./brand.ts";
import type { Comment } from "./comment.ts";
import type { Telling } from "./debt.ts";
import type { Follower } from "./follower.ts";
import type { Feeds, PageReader, Sitemaps } from "./post-ports.ts";
import type { QuoteAsk, Reaction } from "./reaction.ts";
import type { ReportOut } from "./report.ts";
import type { Repos } from "./repos.ts";
import type { Scratch } from "./scratch.ts";
import type { Site } from "./site.ts";
import type { Lesson, SpamGuard } from "./spam.ts";
import type { Thread } from "./thread.ts";
import type { Ruled, Verdict } from "./verdict.ts";

export type {
  FeedEntry,
  FeedPoll,
  Feeds,
  PageFacts,
  PageReader,
  PageReading,
  SitemapPage,
  SitemapReading,
  Sitemaps,
} from "./post-ports.ts";

export interface Clock {
  now(): Date;
}

export interface Ids {
  /** 26 lower-case letters and digits, safe in any address. */
  opaque(): string;
  /** 256 bits as base64url, for secrets that travel in links and cookies. */
  token(): string;
}

/** Keyed by the node's secret; the purpose keeps one use from standing in for another. */
export interface Secrets {
  /** HMAC-SHA256 as base64url. */
  sign(purpose: string, text: string): string;
  /** Constant-time check of `sign`. */
  verify(purpose: string, text: string, signature: string): boolean;
}

/** What stands for the network that somebody comes from, a household's: keyed hashes, which nobody can try out for long. */
export interface Networks {
  /** The name that is stored now. */
  nameOf(address: string): Promise<string>;
  /** All names that may have been stored, the one of now first: what is compared with what is kept. */
  namesOf(address: string): Promise<readonly string[]>;
}

/** Makes passwords into what is stored, and checks them: slow on purpose. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** `outdated` is right, but was made in a way that is not today's. With null it is wrong, and takes as long to say so. */
  check(password: string, stored: string | null): Promise<"right" | "outdated" | "wrong">;
}

/** One line each; details as members, never in the sentence. */
export interface Log {
  debug(details: object, sentence: string): void;
  info(details: object, sentence: string): void;
  warn(details: object, sentence: string): void;
  error(details: object, sentence: string): void;
}

/** The only place that renders and sanitises. Never throws: what cannot be read becomes escaped text. */
export interface Html {
  /** The number of the current renderer; comments that carry a lower one are rendered again. */
  readonly renderer: number;
  fromMarkdown(text: string): SafeHtml;
  fromRemote(html: string): SafeHtml;
  fromPlain(text: string): SafeHtml;
  /**
   * A post of the blog's own, for those who read posts elsewhere: pictures stay, addresses are made absolute. Null for
   * what is empty, or too long to be sent.
   */
  fromPost(html: string, base: string): SafeHtml | null;
  /** The words of some HTML, without markup, on one line, cut at a word to at most `max` characters. */
  toText(html: string, max: number): string;
}

/** A comment before it is one: what the checks look at. */
export interface Draft {
  site: Site;
  thread: Thread;
  origin: Comment["origin"];
  author: Comment["author"];
  text: string;
  links: number;
  /** The same as readers see it. */
  html?: string;
  /** All words of `html`; left out where nobody has read them out of it yet. */
  words?: string;
  /** What else readers see of it: a warning, descriptions of pictures. */
  more?: readonly string[];
  /** The network address that it comes from right now; never kept. */
  address?: string | null;
  /**
   * The writer's browser showed our signed token from a comment on this site that readers see. Of remote actors the store
   * knows; for them it is set in rehearsals alone.
   */
  known?: boolean;
  /** It is the owner who writes. */
  trusted?: boolean;
  /** The writer's browser did the work that the page's script does. */
  worked?: boolean;
  /** When it was written elsewhere; left out for what is typed now. */
  writtenAt?: Date;
  /** It was stored before, and its author changed the words. */
  edited?: boolean;
}

/** What is tried out in the place of what is set; what is left out stays as it is. */
export interface Trial {
  guards?: readonly SpamGuard[];
  /** Words that are held besides, as rules on words have them: `*` stands for any letters. */
  words?: readonly string[];
  /** Whether the owner's own service is asked, if there is one. */
  askService?: boolean;
}

/**
 * Judges as the checks would have at another time, in the order of time, and leaves no trace. Who was known then has to be told.
 */
export type Rehearse = (draft: Draft, at: Date) => Promise<Verdict>;

/** Runs all checks over a draft, the strictest verdict wins; and learns from what the owner decides. */
export interface Checks {
  judge(draft: Draft): Promise<Verdict>;
  /** What the rules on people, servers, mailboxes, networks and words say of what comes to a blog all at once, in its order. */
  byRules(
    drafts: readonly Pick<Draft, "author" | "text" | "html" | "more" | "address">[],
    site: Site,
  ): Promise<Ruled[]>;
  /** Whether an author may be shown on a blog by what they are called now; else they stay as they were. */
  mayBeNamed(author: Author, site: string): Promise<boolean>;
  /**
   * Remembers what a comment, with the words it still has, was found to be; what it was taken for before is forgotten,
   * with null altogether.
   */
  learn(comment: Comment, as: Lesson | null): Promise<void>;
  /** The checks as they would be, to be tried on what is there. */
  rehearse(trial: Trial): Rehearse;
}

/** Asks the owner's own service something, and returns what it answers. Throws when it does not. */
export type AskService = (question: object) => Promise<unknown>;

export interface FetchRequest {
  url: string;
  method?: "GET" | "POST" | "PUT";
  headers?: Record<string, string>;
  body?: Buffer | string;
  /** The most bytes of body to read, after decompression. */
  maxBytes: number;
  /** Milliseconds for everything: look-up, redirects, body. */
  timeoutMs: number;
  /** Redirects to follow; each hop is guarded anew, and `headersFor` is asked again. */
  redirects?: number;
  /**
   * Is handed the body of a 2xx piece by piece as it comes, unpacked; the answer then has none. What it throws ends the
   * reading and comes out as it is, if it is a Problem.
   */
  take?: (piece: Buffer) => Promise<void> | void;
  /** Headers that depend on the address asked, such as a signature. */
  headersFor?: (url: URL) => Promise<Record<string, string>> | Record<string, string>;
}

export interface FetchResponse {
  status: number;
  /** The address that answered, after redirects. */
  url: string;
  headers: { get(name: string): string | null };
  body: Buffer;
}

/**
 * The guarded fetch: the only way to open a connection that a stranger can cause. Throws `forbidden` for an address
 * that must not be asked, `too-large` past the limit, `upstream` when nobody answers in time. Any status is returned.
 */
export type GuardedFetch = (request: FetchRequest) => Promise<FetchResponse>;

/** Makes the headers of some JSON that is signed with a secret, `whsec_` and base64 or any text. */
export type SignMessage = (secret: string, id: string, now: Date, body: string) => Record<string, string>;

/** Tells the fediverse: builds activities and queues their deliveries; never waits for the network. */
export interface Outbox {
  /** The inboxes that a visitor's comment goes to, besides those that were told before. */
  inboxesFor(comment: Comment): Promise<string[]>;
  tellOfComment(comment: Comment, telling: Telling, inboxes: readonly string[]): Promise<void>;
  /** Goes to all followers of the blog, and to the servers that took part in the thread. */
  tellOfThread(thread: Thread, telling: Telling): Promise<void>;
  /** Accept of a follow. */
  accept(follower: Follower): Promise<void>;
  /** Reject of a follow, before the follower is removed. */
  reject(follower: Follower): Promise<void>;
  /** Tells who asked whether they may quote. */
  answerQuote(ask: QuoteAsk, answer: "accept" | "reject"): Promise<void>;
  /** Takes leave to quote back, before it is forgotten; says nothing of a reaction that is none, or was given none. */
  revokeQuote(quote: Reaction): Promise<void>;
  /** Tells the server of a comment's author what the owner objects to, in the name of this node. */
  report(report: ReportOut): Promise<void>;
}

/** Tells people by mail: queues, never waits for the mail server. */
export interface Mails {
  /** Whether there is a mail server, so that nobody is offered what cannot be had. */
  readonly on: boolean;
  /** A comment is to be seen that was not before: its author may have asked for mail, and so may whom it answers. */
  tellOf(comment: Comment): Promise<void>;
}

/** Tells the owner what becomes of comments: queues, never waits for whom it tells. */
export interface Heralds {
  /** Tells what is new of these comments, as they stand; told again it says nothing. */
  tellOf(comments: readonly Comment[]): Promise<void>;
  /** Somebody reported a comment about which nothing waited before. */
  tellOfReport(comment: Comment): Promise<void>;
}

/** Everything the use-cases ask the world for. Each one declares the slice it needs with `Pick`. */
export interface World extends Repos {
  clock: Clock;
  ids: Ids;
  /** Throws `busy` when there is no room. */
  openScratch: () => Scratch;
  secrets: Secrets;
  networks: Networks;
  log: Log;
  html: Html;
  checks: Checks;
  fetch: GuardedFetch;
  pages: PageReader;
  feeds: Feeds;
  sitemaps: Sitemaps;
  outbox: Outbox;
  mails: Mails;
  /** Tells the owner what is new; left out where nobody can be told. */
  heralds?: Heralds;
  /** How long visitors may change or remove what they wrote; the usual time where nothing is said. */
  editMs?: number;
  /** What a mailbox is shown by, where another hash than Isso's usual one was chosen; null for nothing. */
  mailFace?: (email: string) => Promise<string | null>;
  /** Pays debts of a document soon, in the background; reads that follow `settled` see the outcome. */
  debts: DebtCollector;
  /** Whether anybody can have a name below this one, as below `com` or `co.uk`. */
  isPublicSuffix: (host: string) => boolean;
}

/** Which kind of document owes. */
export type DebtorKind = "comment" | "thread" | "follower";

export interface DebtCollector {
  /** Remembers that a document owes; returns at once. */
  notice(kind: DebtorKind, id: string): void;
  /** Resolves when what one kind owed so far is done or left to the sweep; with no kind, when nothing is left, counted and noted. */
  settled(kind?: DebtorKind): Promise<void>;
}
