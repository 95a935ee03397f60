import type { Author } from "../domain/author.ts";
import type { PageKey } from "../domain/brand.ts";
import type { AuthorDraft, CommentDraft, ThreadDraft, WholeComment } from "../domain/import.ts";
import type { Reason } from "../domain/verdict.ts";
import type { CommentLine, ThreadLine } from "./antiphon-lines.ts";

type Reactions = ThreadLine["reactions"];

/** A thread of our own format as a draft that has all of it. */
export function threadDraftOf(line: ThreadLine): ThreadDraft {
  const { key, url, title, teaser, lang, publishedAt, updatedAt, fromFeed, levels } = line;
  return {
    kind: "thread",
    id: key,
    address: url,
    title,
    identifiers: [],
    whole: {
      page: {
        teaser,
        lang,
        publishedAt: dateOf(publishedAt),
        updatedAt: dateOf(updatedAt),
        ...(fromFeed ? { fromFeed } : {}),
      },
      keys: line.keys as PageKey[],
      formerKeys: (line.formerKeys ?? []) as PageKey[],
      pinned: line.pinned ?? [],
      ...(line.closeAfterDays === undefined ? {} : { closeAfterDays: line.closeAfterDays }),
      ...(line.guestsStay ? { guestsStay: line.guestsStay } : {}),
      ...(line.withdrawn ? { withdrawn: line.withdrawn } : {}),
      ...(line.forMembers ? { forMembers: line.forMembers } : {}),
      levels: levels ? withoutUndefined(levels) : null,
      reactions: reactionsOf(line.reactions),
      createdAt: new Date(line.createdAt),
    },
  };
}

/** A comment likewise. */
export function commentDraftOf(line: CommentLine): CommentDraft {
  const { votes = { up: 0, down: 0 }, private: hidden = {} } = line;
  return {
    kind: "comment",
    id: line.id,
    label: `#${line.number}`,
    thread: line.thread,
    parent: line.parent,
    number: line.number,
    state: line.state,
    author: authorDraftOf(line.author, hidden.email ?? ""),
    source: { text: line.text, type: line.textType },
    warning: line.warning,
    createdAt: new Date(line.createdAt),
    editedAt: dateOf(line.editedAt),
    votes,
    issoVoters: hidden.issoVoters ?? null,
    notify: hidden.notify ?? false,
    whole: wholeOf(line),
  };
}

function wholeOf(line: CommentLine): WholeComment {
  const { private: hidden = {}, emoji, unlisted, takenBack, withoutPictures, oldNumber } = line;
  return {
    origin: line.origin,
    author: authorOf(line),
    lang: line.lang,
    attachments: line.attachments.map((one) => withoutUndefined(one)),
    ...(emoji ? { emoji } : {}),
    heldFor: (hidden.heldFor ?? []) as (Reason | string)[],
    hiddenBy: hidden.hiddenBy ?? null,
    remote: line.remote,
    counts: reactionsOf(line.reactions),
    ...(unlisted ? { unlisted } : {}),
    ...(takenBack ? { takenBack } : {}),
    ...(withoutPictures ? { plain: true } : {}),
    ...(oldNumber === undefined ? {} : { oldNumber }),
    ...(hidden.said === undefined ? {} : { said: hidden.said }),
    ...(hidden.spamSince === undefined ? {} : { spamSince: new Date(hidden.spamSince) }),
    ...(hidden.importedAlso ? { importedAlso: hidden.importedAlso } : {}),
    earlier: (hidden.earlier ?? []).map((words) => ({ ...words, until: new Date(words.until).getTime() })),
  };
}

function authorOf({ author, private: hidden = {} }: CommentLine): Author {
  if (author.kind === "remote") {
    const { since, ...account } = author;
    return { ...withoutUndefined(account), ...(since === undefined ? {} : { since: new Date(since) }) };
  }
  const { email = null, hash = "", network } = hidden;
  return { ...withoutUndefined(author), email, hash, ...(network === undefined ? {} : { network }) };
}

/** What a comment is told by apart from others; all else stands in the whole. */
function authorDraftOf(author: CommentLine["author"], email: string): AuthorDraft {
  const { name, website } = author.kind === "visitor" ? author : { name: "", website: null };
  return { name, website: website ?? "", email, identity: "", face: null };
}

function reactionsOf(counts: Reactions): ReturnType<typeof withoutUndefined<Reactions>> {
  return withoutUndefined(counts);
}

function dateOf(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}

/** As documents have it: a member that is not there is not there. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
