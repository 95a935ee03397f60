import { isForgotten } from "../../domain/author.ts";
import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { isMailbox, mailHash } from "../visit/visitor.ts";
import { createReadTarget, type FindActor } from "./read-target.ts";

/**
 * Somebody who commented: known by an account elsewhere or by a mailbox, or by one comment alone, as a network is no
 * person.
 */
export type Commenter =
  | { kind: "actor"; id: string }
  | { kind: "mailbox"; hash: string }
  | { kind: "comment"; id: string };

type Needs = Pick<World, "comments" | "profiles" | "secrets" | "isPublicSuffix">;

const page = 200;

/**
 * Reads whom an owner means: a mailbox, `@name@host`, the address of a profile, or the number of a comment for whoever wrote
 * it. Throws `not-found`, and `invalid` for what is none of these.
 */
export function createFindCommenter(world: Needs, findActor: FindActor | null) {
  const readTarget = createReadTarget(world, findActor);

  return async function findCommenter(typed: string): Promise<Commenter> {
    const text = typed.trim();
    const number = /^#?(\d{1,15})$/.exec(text)?.[1];
    if (number) return byComment(await world.comments.byNumber(Number(number)));
    if (isMailbox(text) && !text.startsWith("@")) return { kind: "mailbox", hash: mailHash(world, text) };
    return { kind: "actor", id: (await readTarget(text, "actor")).value };
  };

  function byComment(comment: Comment | null): Commenter {
    if (!comment) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
    const { _id, author } = comment;
    if (author.kind === "remote" && isForgotten(author)) throw forgotten();
    if (author.kind === "remote") return { kind: "actor", id: author.id };
    return author.email === null ? { kind: "comment", id: _id } : { kind: "mailbox", hash: author.hash };
  }
}

/** What is answered where somebody is asked for whose account is gone: nothing of theirs is left. */
export function forgotten(): Problem {
  return new Problem("not-found", "This person deleted their account, and nothing is left here to tell them by.");
}

/** All that somebody wrote here, in pages; what was removed is left out, as nothing of theirs is in it. */
export async function* commentsOf({ comments }: Pick<World, "comments">, who: Commenter): AsyncGenerator<Comment[]> {
  if (who.kind === "comment") return yield await comments.among([who.id]);
  for (let after = ""; ; ) {
    const found =
      who.kind === "actor"
        ? await comments.byActor(who.id, page, after)
        : await comments.ofVisitors({ hash: who.hash }, page, after);
    yield found.filter(({ state }) => state !== "removed");
    if (found.length < page) return;
    after = found.at(-1)?._id ?? after;
  }
}
