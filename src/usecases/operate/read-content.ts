import { nobody } from "../../domain/author.ts";
import { type Comment, isVisible } from "../../domain/comment.ts";
import type { CommentPiece, Piece, ThreadPiece } from "../../domain/content.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { erasing } from "../moderate/erase.ts";

type Needs = Pick<World, "threads" | "comments" | "histories">;

const page = 200;

/** Nobody gives one thread so many addresses. */
const mostKeys = 1000;

/** What is kept in memory of each comment of a thread while it is read. */
type Mark = Pick<Comment, "_id" | "number"> & { at: number };

/**
 * Reads all that was written on some blogs, a thread at a time, and of a thread little more than its numbers. With
 * `isPublic` it is what readers see: what they do not see is left out, but for empty places that something visible stands
 * below; mailboxes, hashes and earlier words are left out of all.
 */
export function createReadContent(world: Needs) {
  return async function* readContent(
    sites: readonly Site[],
    { isPublic }: { isPublic: boolean },
  ): AsyncIterable<Piece> {
    for (const site of sites) {
      yield { kind: "blog", site };
      for await (const piece of threadsOf(site)) {
        yield piece;
        yield* commentsOf(piece.thread, isPublic);
      }
    }
  };

  async function* threadsOf(site: Site): AsyncIterable<ThreadPiece> {
    for await (const thread of inSteadyOrder(site._id)) {
      yield { kind: "thread", site, thread, keys: await world.threads.keysOf(thread, mostKeys) };
    }
  }

  /** The newest first. Ids differ from node to node: of those made at one moment the key decides. */
  async function* inSteadyOrder(site: string): AsyncIterable<Thread> {
    let alike: Thread[] = [];
    let after: string | null = null;
    do {
      const { items, next }: { items: Thread[]; next: string | null } = await world.threads.ofSite(site, {
        after,
        limit: page,
      });
      for (const thread of items) {
        if (alike[0] && alike[0].createdAt.getTime() !== thread.createdAt.getTime()) {
          yield* byKey(alike);
          alike = [];
        }
        alike.push(thread);
      }
      after = next;
    } while (after !== null);
    yield* byKey(alike);
  }

  async function* commentsOf(thread: Thread, isPublic: boolean): AsyncIterable<CommentPiece> {
    const numbers = new Map<string, number>();
    const shown = new Set<string>();
    const marks: Mark[] = [];
    for await (const comment of world.comments.allOn(thread._id)) {
      numbers.set(comment._id, comment.number);
      marks.push({ _id: comment._id, number: comment.number, at: comment.createdAt.getTime() });
      if (isPublic && isVisible(comment)) for (const id of placesOf(comment)) shown.add(id);
    }
    const wanted = marks.filter(({ _id }) => !isPublic || shown.has(_id));
    wanted.sort((a, b) => a.at - b.at || a.number - b.number);
    for (let from = 0; from < wanted.length; from += page) {
      const ids = wanted.slice(from, from + page).map(({ _id }) => _id);
      for (const comment of await world.comments.among(ids)) {
        const { parent, path } = comment;
        yield {
          kind: "comment",
          thread,
          comment: isPublic ? asReadersSee(comment) : comment,
          parent: parent === null ? null : (numbers.get(parent) ?? null),
          top: parent === null ? null : (numbers.get(path[0] ?? parent) ?? null),
          earlier: isPublic ? [] : await world.histories.of(comment._id),
        };
      }
    }
  }
}

function byKey(threads: Thread[]): Thread[] {
  return threads.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A comment with all that it stands below; paths end somewhere. */
function placesOf({ _id, parent, path }: Comment): string[] {
  return [_id, ...path, ...(parent === null ? [] : [parent])];
}

function asReadersSee(comment: Comment): Comment {
  const { issoVoters: _, importedAlso: __, spamSince: ___, heldSince: ____, ...open } = comment;
  if (!isVisible(comment)) {
    return {
      ...open,
      ...erasing(comment, comment.createdAt),
      author: nobody,
      hiddenBy: null,
      editedAt: null,
      remote: null,
    };
  }
  const { author } = open;
  return { ...open, heldFor: [], notify: false, author: author.kind === "remote" ? author : withoutPrivate(author) };
}

function withoutPrivate(visitor: Extract<Comment["author"], { kind: "visitor" }>): Comment["author"] {
  const { name, website, face, ours } = visitor;
  return { ...nobody, name, website, ...(face === undefined ? {} : { face }), ...(ours ? { ours } : {}) };
}
