import type { Mention } from "./note.ts";

/** Whom a leading mention merely addresses: us, or the author of what is answered. */
export interface Addressee {
  /** Whether an address is theirs: an actor id or a profile page. */
  is(href: string): boolean;
}

const opening = /\s*(?:<p[^<>]*>\s*)?/y;
const anchor =
  /(?:<span[^<>]*>\s*)?<a\s([^<>]*)>((?:[^<]|<(?!\/a>)){0,2000})<\/a>(?:\s*<\/span>)?(?:\s|&nbsp;|&#160;|[,:])*(?:<br\s*\/?>\s*)?/y;
const hrefIn = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const maxMentions = 30;

/**
 * Takes the run of mentions off the front of a reply that only says to whom it is addressed (as every server writes it);
 * anybody else who is mentioned there stays. Text that merely begins with a link is left alone.
 */
export function stripMentions(html: string, mentions: readonly Mention[], addressee: Addressee): string {
  opening.lastIndex = 0;
  const start = opening.exec(html)?.[0].length ?? 0;
  let kept = start;
  let removed = false;
  for (let i = 0; i < maxMentions; i++) {
    anchor.lastIndex = kept;
    const match = anchor.exec(html);
    if (!match || !addresses(match[1] as string, match[2] as string, mentions, addressee)) break;
    kept = anchor.lastIndex;
    removed = true;
  }
  return removed ? html.slice(0, start) + html.slice(kept) : html;
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

function isNamed(mention: Mention, name: string): boolean {
  return mention.name === name || mention.name.startsWith(`${name}@`);
}

function addresses(attributes: string, label: string, mentions: readonly Mention[], addressee: Addressee): boolean {
  const name = label.replace(/<[^<>]*>/g, "").trim();
  if (!name.startsWith("@")) return false;
  const found = hrefIn.exec(attributes);
  const href = (found?.[1] ?? found?.[2] ?? "").replaceAll("&amp;", "&");
  if (addressee.is(href)) return true;
  // The link may lead to a profile page that we do not know, while the tag beside it names the actor.
  return mentions.some(
    (mention) => addressee.is(mention.href) && isNamed(mention, name) && sameHost(href, mention.href),
  );
}

function sameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
}
