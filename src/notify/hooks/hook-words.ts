import { displayName } from "../../domain/author.ts";
import type { NewsKind } from "../../domain/notice.ts";
import type { SignMessage } from "../../domain/ports.ts";
import type { HookMessage } from "../../domain/webhook.ts";
import { actLabels, type OwnerLinks } from "../owner-letter-words.ts";
import { wordSubjects } from "../owner-mailer.ts";
import { shorten } from "../shorten.ts";
import { whyOf } from "../why.ts";

/** What a message says, before it takes the manner of a service. Names, titles and words are as strangers wrote them. */
export interface HookWords {
  /** Ours alone: no word of a stranger. */
  heading: string;
  /** Who, and on what page; null where it is about no comment. */
  about: { name: string; page: { title: string; url: string } } | null;
  /** Why it waits, or what was reported; null where it is neither. */
  why: string | null;
  /** What was written; null where there is nothing. */
  excerpt: string | null;
  /** What can be done, with where that is asked. */
  links: { label: string; href: string }[];
}

/** What messages are put into words with. */
export interface HookWriter {
  /** Signs what goes to programs. */
  sign: SignMessage;
  links: Omit<OwnerLinks, "you">;
  /** The words of some HTML, as plain text. */
  excerptOf(html: string): string;
  /** Renders marked-up words. */
  render(view: string, locals: object): string;
}

const headings: Record<NewsKind, string> = {
  "comment.held": "A comment waits for you",
  "comment.published": "A new comment",
  "comment.spam": "A comment was sorted out as spam",
  "comment.deleted": "A comment was deleted",
  "report.made": "A comment was reported",
};

const longestName = 60;
const longestTitle = 90;

/** Puts a message into English words. */
export function hookWords({ says }: Pick<HookMessage, "says">, { links, excerptOf }: HookWriter): HookWords {
  const queue = { label: "All that waits", href: links.queue() };
  const nothing = { about: null, why: null, excerpt: null };
  if (says.kind === "test") return { ...nothing, heading: "This is a test. Messages arrive.", links: [] };
  if (says.kind === "trouble" || says.kind === "over")
    return { ...nothing, heading: wordSubjects[says.kind], why: says.sentence, links: [] };
  if (says.kind === "many")
    return { ...nothing, heading: "More comments came in than are told one by one", links: [queue] };
  const { comment, thread, links: acts, news, report } = says;
  const name = shorten(displayName(comment.author), longestName) || "Somebody without a name";
  const { title, url } = thread.page;
  const excerpt = excerptOf(comment.html);
  return {
    heading: headings[news],
    about: {
      name: comment.author.kind === "remote" ? `${name} (@${comment.author.handle})` : name,
      page: { title: shorten(title || url, longestTitle), url },
    },
    why: whyOf(comment, report),
    excerpt: excerpt === "" ? null : excerpt,
    links: acts.map(({ act, key }) => ({ label: actLabels[act], href: links.act(key) })),
  };
}

/** The words on lines, without any markup; for services that show plain text. */
export function plainWords({ about, why, excerpt }: HookWords): string {
  const lines = [
    ...(about ? [`${about.name} on “${about.page.title}”`] : []),
    ...(excerpt === null ? [] : [excerpt]),
    ...(why === null ? [] : [why]),
  ];
  return lines.join("\n\n");
}
