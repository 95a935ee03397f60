import { sameHost } from "../hosts.ts";
import type { Mention } from "./note.ts";

/** Whom a leading mention merely addresses: us, or the author of what is answered. */
export interface Addressee {
  /** Whether an address is theirs: an actor id or a profile page. */
  is(href: string): boolean;
}

const opening = /\s*(?:<p[^<>]*>\s*)?/y;
/** A link with what is wrapped around it (a card, or Pleroma's list of recipients) and the pause that follows. */
const anchor =
  /(?:<span[^<>]*>\s*){0,3}<a\s([^<>]*)>((?:[^<]|<(?!\/a>)){0,2000})<\/a>(?:\s*<\/span>){0,3}(?:\s|&nbsp;|&#160;|[,:])*(?:<br\s*\/?>\s*){0,3}/y;
const emptied = /^\s*<\/p>\s*/;
const classIn = /(?:^|\s)class\s*=\s*["']([^"']*)["']/i;
const hrefIn = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const maxMentions = 30;

/**
 * Takes out of the run of mentions at the front of a reply those that only say to whom it is addressed (as every server
 * writes it); anybody else who is mentioned there stays. Text that merely begins with a link is left alone.
 */
export function stripMentions(html: string, mentions: readonly Mention[], addressee: Addressee): string {
  opening.lastIndex = 0;
  const opened = opening.exec(html)?.[0] ?? "";
  let at = opened.length;
  let others = "";
  let removed = false;
  for (let i = 0; i < maxMentions; i++) {
    anchor.lastIndex = at;
    const match = anchor.exec(html);
    if (!match) break;
    const [whole, attributes = "", label = ""] = match;
    const name = label.replace(/<[^<>]*>/g, "").trim();
    if (!isMention(attributes, name)) break;
    if (addresses(attributes, name, mentions, addressee)) removed = true;
    else others += whole;
    at += whole.length;
  }
  if (!removed) return html;
  const rest = html.slice(at);
  // Some give the addressees a paragraph of their own, of which nothing is left.
  const closed = others === "" && opened.includes("<") ? emptied.exec(rest)?.[0] : undefined;
  return closed === undefined ? opened + others + rest : rest.slice(closed.length);
}

const written = /\s*(@[\w.-]+(?:@[\w.:-]*\w)?)[\s,:]*/y;

/** The same for text that is no HTML: names written out, of which the tags say whom they mean. */
export function stripWrittenMentions(source: string, mentions: readonly Mention[], addressee: Addressee): string {
  let kept = 0;
  for (let i = 0; i < maxMentions; i++) {
    written.lastIndex = kept;
    const match = written.exec(source);
    const name = match?.[1] as string;
    if (!match || !mentions.some((mention) => addressee.is(mention.href) && isNamed(mention, name))) break;
    kept = written.lastIndex;
  }
  return source.slice(kept);
}

/** A mention is written with an `@`, or says that it is one, as Smithereen's do, which show the bare name. */
function isMention(attributes: string, name: string): boolean {
  const classes = classIn.exec(attributes)?.[1]?.split(/\s+/) ?? [];
  return name.startsWith("@") || (classes.includes("mention") && !classes.includes("hashtag"));
}

function isNamed(mention: Mention, name: string): boolean {
  return mention.name === name || mention.name.startsWith(`${name}@`);
}

function addresses(attributes: string, name: string, mentions: readonly Mention[], addressee: Addressee): boolean {
  const found = hrefIn.exec(attributes);
  const href = (found?.[1] ?? found?.[2] ?? "").replaceAll("&amp;", "&");
  if (addressee.is(href)) return true;
  // The link may lead to a profile page that we do not know, while the tag beside it names the actor.
  return mentions.some(
    (mention) => addressee.is(mention.href) && isNamed(mention, name) && sameHost(href, mention.href),
  );
}
