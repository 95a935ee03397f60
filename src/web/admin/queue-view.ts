import { displayName } from "../../domain/author.ts";
import { wishId } from "../../domain/block.ts";
import { type Comment, isVisible, twinOf } from "../../domain/comment.ts";
import { isPinnable } from "../../domain/pin.ts";
import type { AuthorRecord } from "../../domain/queue.ts";
import type { Case, ReportReason } from "../../domain/report.ts";
import type { Thread } from "../../domain/thread.ts";
import { labelOf, sentenceIn } from "../../domain/verdict.ts";
import type { Words } from "../../i18n/words.ts";
import { targetsOf } from "../../usecases/moderate/comment-targets.ts";
import { linkedHost, linkedHosts } from "../../usecases/moderate/linked-hosts.ts";
import { hiddenByOwner, mayBeShown } from "../../usecases/moderate/outcome.ts";
import { knownAs, type QueueItem } from "../../usecases/moderate/read-queue.ts";
import { viewComment } from "../comment-view.ts";
import type { Links } from "../links.ts";
import { nameOfRule } from "./block-view.ts";
import { authorAddress } from "./commenter-address.ts";
import { logAddress } from "./log-address.ts";
import { type QueueQuery, queueAddress } from "./queue-query.ts";

/** What links to more servers than this is seen for what it is. */
const mostLinked = 3;

/** What a comment in the queue depends on besides itself. */
interface QueueContext {
  words: Words;
  links: Links;
  /** Whether visitors' comments of its blog go to the fediverse. */
  guests: boolean;
  /** What is looked at. */
  asked: QueueQuery;
}

/** The locals of one comment in the queue. */
export function viewQueueItem(
  { words, links, guests, asked }: QueueContext,
  { comment, thread, parent, record, reported }: QueueItem,
) {
  const url = thread?.page.url ?? "";
  const { author } = comment;
  const seen = [parent, comment].find((one) => one && isVisible(one));
  const view = viewComment({ words, links, url, now: comment.createdAt, open: false }, comment);
  return {
    id: comment._id,
    number: comment.number,
    name: view.name,
    handle: view.handle,
    about: authorAddress(author),
    authorUrl: view.authorUrl,
    email: author.kind === "visitor" ? author.email : null,
    time: view.time,
    edited: view.edited,
    origin: { web: "Form", fediverse: "Fediverse", import: "Import" }[comment.origin],
    record: record && recordSentence(words, record),
    byThem: record && record.published + record.held + record.spam > 1 ? addressOfTheirs(asked, comment) : null,
    // A drawing, and emoji as words: whose picture is fetched would know when the owner looks.
    face: { ...view.face, src: null },
    html: comment.html,
    lang: comment.lang,
    warning: view.warning?.map(({ text }) => text).join("") ?? null,
    attachments: view.attachments,
    original: view.original,
    reasons: comment.heldFor.map((reason) => ({ check: labelOf(reason), sentence: sentenceIn(reason) })),
    reported: reported && viewReports(reported),
    hidden: hiddenSentence(comment),
    mayShow: mayBeShown(comment),
    pin: pinOf(comment, thread),
    state: comment.state,
    mine: author.kind === "visitor",
    fediverse: fediverseSentence(comment, guests),
    blockable: blockable(comment),
    linked: linkedFrom(comment, url),
    post: thread
      ? {
          title: thread.page.title || url,
          url,
          log: logAddress(thread._id),
          others: queueAddress(asked, { thread: thread._id, after: "" }),
        }
      : null,
    answer: thread && isVisible(comment) ? links.thread(url, comment.number) : null,
    context: thread ? (seen ? links.comment(url, seen.number) : links.thread(url)) : null,
    answers: parent
      ? { name: displayName(parent.author) || words.t("comment.anonymous"), excerpt: excerpt(parent.source.text) }
      : null,
  };
}

/** What can be done about its place in the thread; null where it can only stand where it stands. */
function pinOf(comment: Comment, thread: Thread | null): "pin" | "unpin" | null {
  if (!thread || !isPinnable(comment, thread._id)) return null;
  return thread.pinned?.includes(comment._id) ? "unpin" : "pin";
}

/** Who can be blocked by one button: the domain of a mailbox is many people's, and asks for a look first. */
function blockable(comment: Comment): { action: string; label: string }[] {
  const { person, server, visitor, network } = targetsOf(comment);
  return [
    ...(person ? [{ action: "block-person", label: `Block ${nameOfRule({ label: "", ...person })}` }] : []),
    ...(server ? [{ action: "block-server", label: `Block all of ${server.value}` }] : []),
    ...(visitor ? [{ action: "block-visitor", label: "Block this visitor" }] : []),
    ...(network ? [{ action: "block-network", label: "Block their network" }] : []),
  ];
}

/** The servers it links to that can be blocked as words by one button; the blog's own is not offered. */
function linkedFrom(comment: Comment, page: string): string[] {
  const home = linkedHost(page);
  return linkedHosts(comment)
    .filter((host) => host !== home)
    .slice(0, mostLinked);
}

const reasons: Record<ReportReason, string> = { spam: "Spam", abuse: "Abuse", illegal: "Illegal", other: "Other" };

/** What people said when they reported it; who they are is known to nobody. */
function viewReports({ count, reports }: Case) {
  return {
    count: count === 1 ? "Reported once" : `Reported ${count} times`,
    lines: reports.map(({ host, reason, words }) => ({
      from: host === null ? "a reader" : `somebody on ${host}`,
      reason: reason && reasons[reason],
      words,
    })),
  };
}

function recordSentence(words: Words, { published, held, spam, since }: AuthorRecord): string {
  if (published + held + spam <= 1) return "Their first comment here.";
  const counts = [
    published > 0 ? `${words.number(published)} published` : "",
    held > 0 ? `${words.number(held)} waiting` : "",
    spam > 0 ? `${words.number(spam)} spam` : "",
  ];
  return `${words.list(counts.filter((count) => count !== ""))}, since ${words.moment(since).text.replace(/,.*$/, "")}.`;
}

/** Where all by the same author is listed. */
function addressOfTheirs(asked: QueueQuery, { author }: Comment): string | null {
  const known = knownAs(author);
  if (known === null) return null;
  return queueAddress(asked, { author: "actor" in known ? known.actor : known.visitor, after: "" });
}

function hiddenSentence({ hiddenBy }: Pick<Comment, "hiddenBy">): string | null {
  if (hiddenBy === null) return null;
  if (hiddenBy === hiddenByOwner) return "Hidden by you";
  if (twinOf({ hiddenBy }) !== null) return "Its author said the same a moment before";
  return hiddenBy.startsWith(wishId("")) ? "Its author asks not to be shown" : "Hidden by a rule";
}

function fediverseSentence(comment: Comment, guests: boolean): string | null {
  if (comment.origin === "fediverse") return null;
  if (comment.told !== null) return "Sent to the fediverse";
  if (!comment.federate || !guests) return null;
  return comment.state === "published" ? "Goes to the fediverse" : "Goes to the fediverse once approved";
}

function excerpt(text: string): string {
  const line = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
