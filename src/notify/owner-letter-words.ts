import { displayName } from "../domain/author.ts";
import type { LinkAct, OwnerLetter } from "../domain/owner-letters.ts";
import { shorten } from "./shorten.ts";
import { whyOf } from "./why.ts";

/** One comment of a letter, in words. */
export interface ItemWords {
  /** Who, and where from. */
  who: string;
  page: { title: string; url: string };
  /** Why it waits, or what was reported; null where it is neither. */
  why: string | null;
  warning: string | null;
  quote: string;
  links: { label: string; href: string }[];
}

/** What a letter to an owner says, the same in its plain and in its marked-up form. */
export interface OwnerLetterWords {
  subject: string;
  sentence: string;
  items: ItemWords[];
  /** How much there is besides; null for nothing. */
  more: string | null;
  queue: { label: string; href: string };
  settings: { label: string; href: string };
}

/** Addresses that letters to owners lead to. */
export interface OwnerLinks {
  /** The page that asks whether something shall be done. */
  act(key: string): string;
  /** The list of what waits. */
  queue(): string;
  /** Where it is chosen when letters come. */
  letters(): string;
  /** Where somebody looks after their own ways in. */
  you(): string;
}

/** What each link does, as its label says. */
export const actLabels: Record<LinkAct, string> = {
  approve: "Publish",
  hide: "Hide",
  show: "Show again",
  spam: "Spam",
  delete: "Delete",
  block: "Block the person",
  unblock: "Unblock",
};

const longestName = 60;
const longestTitle = 90;

/** Puts a letter into English words. `excerptOf` gives the words of some HTML, as plain text. */
export function ownerLetterWords(
  { site, items, more }: OwnerLetter,
  links: OwnerLinks,
  excerptOf: (html: string) => string,
): OwnerLetterWords {
  const blog = shorten(site.name || site.home, longestTitle);
  const count = items.length + more;
  const reported = items.filter(({ report }) => report !== null).length;
  const waits = items.filter(({ comment }) => comment.state === "held").length + more;
  const told = items.map(({ comment, thread, links: acts, report }) => {
    const { author, warning, html } = comment;
    const name = shorten(displayName(author), longestName) || "Somebody without a name";
    return {
      who: author.kind === "remote" ? `${name} (@${author.handle})` : name,
      page: { title: shorten(thread.page.title || thread.page.url, longestTitle), url: thread.page.url },
      why: whyOf(comment, report),
      warning,
      quote: excerptOf(html),
      links: acts.map(({ act, key }) => ({ label: actLabels[act], href: links.act(key) })),
    };
  });
  const [only] = told;
  const subject =
    count === 1 && only
      ? `${waits > 0 ? "Waiting" : reported > 0 ? "Reported" : "New"}: ${only.who} on “${only.page.title}”`
      : waits > 0
        ? `${counted(waits, "comment waits", "comments wait")} on ${blog}`
        : `${counted(count, reported > 0 ? "comment" : "new comment")} to look at on ${blog}`;
  const wait = waits > 0 ? `${counted(waits, "comment waits", "comments wait")} for you on ${blog}.` : "";
  const objected = reported > 0 ? `${counted(reported, "comment was", "comments were")} reported on ${blog}.` : "";
  const news = count - waits - reported;
  const isNew = news > 0 ? `${counted(news, "new comment")} on ${blog}.` : "";
  return {
    subject,
    sentence: [wait, objected, isNew].filter((part) => part !== "").join(" "),
    items: told,
    more: more > 0 ? `${counted(more, "more comment is", "more comments are")} not shown here.` : null,
    queue: { label: "See all that waits", href: links.queue() },
    settings: { label: "Choose when these letters come", href: links.letters() },
  };
}

/** The plain form of such a letter. */
export function plainOwnerLetter({ sentence, items, more, queue, settings }: OwnerLetterWords): string {
  const parts = items.map(({ who, page, why, warning, quote, links }) =>
    [
      `${who}, on “${page.title}”\n${page.url}`,
      ...(why === null ? [] : [why]),
      ...(warning === null ? [] : [`Content warning: ${warning}`]),
      quote.replace(/^/gm, "> "),
      links.map(({ label, href }) => `${label}:\n${href}`).join("\n"),
    ].join("\n\n"),
  );
  const rule = "----------";
  const end = `${queue.label}:\n${queue.href}`;
  const body = [sentence, ...parts.flatMap((part) => [rule, part]), rule, ...(more === null ? [] : [more]), end];
  return [...body, howLinksWork, "-- ", `${settings.label}:\n${settings.href}`].join("\n\n");
}

/** Stands below the links of each letter. */
export const howLinksWork =
  "Each link asks before anything is done, works once and within a week. Do not hand them on.";

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
