import type { RemoteActor } from "../../src/domain/author.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";
import type { Site } from "../../src/domain/site.ts";
import { createReceiveEdit, type Edited } from "../../src/usecases/receive/receive-edit.ts";
import { createReceiveReply, type Received, type RemoteReply } from "../../src/usecases/receive/receive-reply.ts";
import { createReceiveReturn } from "../../src/usecases/receive/receive-return.ts";
import type { NewFace } from "../../src/usecases/receive/refresh-author.ts";
import type { Addresses } from "../addresses.ts";
import { stripMentions, stripWrittenMentions } from "./mentions.ts";
import type { Note } from "./note.ts";
import { commentIdOf } from "./remote-id.ts";
import type { Resolved } from "./resolve.ts";

/** Turns notes that are known to be their author's own into what the use-cases understand. */
export interface Intake {
  /** Stores a public note below what it answers, unless it is a vote in a poll. */
  store(note: Note, author: RemoteProfile, place: Extract<Resolved, { kind: "found" }>): Promise<Received>;
  /** Fills a comment of ours again that was taken back and, as its own server shows, is there again. */
  restore(note: Note, author: RemoteProfile): Promise<Received>;
  /** Takes over a new version of a note that we have. */
  edit(note: Note, author: RemoteProfile): Promise<Edited>;
}

const momentMs = 1000;
const leftOut: Received = { kind: "ignored", reason: "It is unlisted, and this blog leaves out what is." };

type Place = Omit<Extract<Resolved, { kind: "found" }>, "kind">;

type Needs = Parameters<typeof createReceiveReply>[0] &
  Parameters<typeof createReceiveEdit>[0] & { addresses: Addresses };

export function createIntake(world: Needs): Intake {
  const receiveReply = createReceiveReply(world);
  const receiveEdit = createReceiveEdit(world);
  const receiveReturn = createReceiveReturn(world);

  /** The text without the names it is merely addressed to. */
  function textOf(note: Note, parent: RemoteActor | null, home: string | null) {
    const is = (href: string) =>
      world.addresses.isOurs(href) ||
      (home !== null && sameAddress(href, home)) ||
      href === parent?.id ||
      href === parent?.url;
    const strip = note.type === "text/html" ? stripMentions : stripWrittenMentions;
    return {
      html: strip(note.html, note.mentions, { is }),
      type: note.type,
      lang: note.lang,
      warning: note.warning,
      attachments: note.attachments,
      emoji: note.emoji,
    };
  }

  function replyOf(note: Note, author: RemoteProfile, { site, thread, parent }: Place): RemoteReply {
    return {
      id: commentIdOf(note.id),
      remote: { id: note.id, url: note.url },
      author: authorOf(author),
      hidden: isHidden(note, author),
      unlisted: isUnlisted(note),
      site,
      thread,
      parent,
      ...textOf(note, remoteAuthor(parent), site.home),
      createdAt: note.published,
      editedAt: wasEdited(note) ? note.updated : null,
    };
  }

  return {
    async store(note, author, place) {
      if (note.vote) return { kind: "ignored", reason: "It is a vote." };
      if (isLeftOut(note, place.site)) return leftOut;
      return receiveReply(replyOf(note, author, place));
    },
    async restore(note, author) {
      const before = await world.comments.get(commentIdOf(note.id));
      const [site, thread, parent] = before
        ? await Promise.all([
            world.sites.get(before.site),
            world.threads.get(before.thread),
            before.parent === null ? null : world.comments.get(before.parent),
          ])
        : [];
      if (!site || !thread) return { kind: "ignored", reason: "It is about nothing of ours." };
      if (isLeftOut(note, site)) return leftOut;
      return receiveReturn(replyOf(note, author, { site, thread, parent: parent ?? null }));
    },
    async edit(note, author) {
      const id = commentIdOf(note.id);
      const before = await world.comments.get(id);
      const parent = before?.parent ? await world.comments.get(before.parent) : null;
      const site = before ? await world.sites.get(before.site) : null;
      return receiveEdit({
        id,
        remoteId: note.id,
        actor: author._id,
        editedAt: note.updated,
        public: note.public === true && !(site && isLeftOut(note, site)),
        unlisted: isUnlisted(note),
        hidden: isHidden(note, author),
        ...textOf(note, remoteAuthor(parent), site?.home ?? null),
      });
    },
  };
}

/** What is shown of an actor beside a comment. */
function authorOf(profile: RemoteProfile): RemoteActor {
  const { _id, handle, name, url, avatar, emoji = [], since, unsearchable = false } = profile;
  const author: RemoteActor = { kind: "remote", id: _id, handle, name, url, avatar };
  return {
    ...author,
    ...(emoji.length > 0 ? { emoji } : {}),
    ...(since ? { since } : {}),
    ...(unsearchable ? { unsearchable } : {}),
  };
}

/** All that a profile changes about what is there. */
export function faceOf(profile: RemoteProfile): NewFace {
  const { inbox, sharedInbox, hidden, hidesUnlisted = false } = profile;
  return { author: authorOf(profile), inbox, sharedInbox, hidden, hidesUnlisted };
}

/** Software that dates every version (PeerTube, Discourse) stores the first one within a moment of writing it. */
function wasEdited({ published, updated }: Note): boolean {
  return published !== null && updated !== null && updated.getTime() - published.getTime() > momentMs;
}

function isHidden(note: Note, author: RemoteProfile): boolean {
  return author.hidden || (isUnlisted(note) && author.hidesUnlisted === true);
}

/** A blog may show only what is meant to be found. */
function isLeftOut(note: Note, site: Site): boolean {
  return note.audience === "unlisted" && site.unlisted === "hide";
}

function isUnlisted(note: Note): boolean {
  return note.audience === "unlisted" || note.unsearchable;
}

function remoteAuthor(comment: { author: { kind: string } } | null): RemoteActor | null {
  return comment?.author.kind === "remote" ? (comment.author as RemoteActor) : null;
}

function sameAddress(one: string, other: string): boolean {
  return one === other || `${one}/` === other;
}
