import type { Comment } from "./comment.ts";
import type { NewsKind } from "./notice.ts";
import type { LinkAct } from "./owner-letters.ts";
import type { Case } from "./report.ts";
import type { Site } from "./site.ts";
import type { Thread } from "./thread.ts";

/** What speaks which manner, by the name that commands and pages use; `generic` is signed JSON for programs. */
export const presets = ["generic", "ntfy", "slack", "discord", "telegram", "matrix", "hookshot"] as const;
export type Preset = (typeof presets)[number];

/** What messages are about, with the words that the owner's pages have for it. */
export const newsLabels: Record<NewsKind, string> = {
  "comment.held": "Comments that wait",
  "comment.published": "Comments that readers see from now on",
  "comment.spam": "Comments that are sorted out as spam",
  "comment.deleted": "Comments that are deleted",
  "report.made": "Comments that somebody reported",
};

/** Somewhere that messages go to. */
export interface Webhook {
  _id: string;
  /** The blog that it hears of; null for all. */
  site: string | null;
  preset: Preset;
  /** How the owner calls it. */
  name: string;
  /** Where messages are sent. For some presets whoever knows it may write there: it is shown in part. */
  url: string;
  /** What messages are signed with, or the token that lets us in; null where none is needed. */
  secret: string | null;
  /** The room or chat; null where the address says it all. */
  room: string | null;
  events: NewsKind[];
  createdAt: Date;
  /** When it took the last message. */
  sentAt: Date | null;
  /** Since when it takes none; null while it does. */
  failingSince: Date | null;
  /** What it answered last when it did not take a message. */
  fault: string | null;
  /** Since when nothing is sent to it any more. */
  stoppedAt: Date | null;
}

/** A message, as what it says and not how it looks. */
export interface HookMessage {
  /** The same for each try. */
  id: string;
  /** When it happened. */
  at: Date;
  says:
    | {
        kind: "news";
        news: NewsKind;
        comment: Comment;
        thread: Thread;
        site: Site;
        links: { act: LinkAct; key: string }[];
        /** What was reported; null where nothing was. */
        report: Case | null;
      }
    /** More happened in a short time than is told one by one. */
    | { kind: "many" }
    /** Something that the node cannot mend by itself. */
    | { kind: "trouble"; sentence: string }
    /** It is over, what was told before. */
    | { kind: "over"; sentence: string }
    | { kind: "test" };
}

/** A request to make. */
export interface HookCall {
  url: string;
  method: "POST" | "PUT";
  headers: Record<string, string>;
  body: string;
}

/** Puts a message into the manner of a webhook, to be sent at the time given. */
export type FormatHook = (hook: Webhook, message: HookMessage, now: Date) => HookCall;

/** How much of an address may be shown, as the rest of it may be a secret. */
export function shownUrl({ url, preset }: Pick<Webhook, "url" | "preset">): string {
  const { origin, pathname, search } = new URL(url);
  const isOpen = preset === "telegram" || preset === "matrix" || (pathname === "/" && search === "");
  return isOpen ? origin : `${origin}/…${`${pathname}${search}`.slice(-4)}`;
}
