import type { SafeHtml } from "../../src/domain/brand.ts";
import type { Comment } from "../../src/domain/comment.ts";
import { aComment } from "./comment.ts";

const start = new Date("2026-10-05T00:00:00Z").getTime();

/** What makes the comments of a thread differ, by their place in it. */
export type Shape = (i: number, before: readonly Comment[]) => Partial<Comment>;

/** So many published comments, a minute apart, numbered from 1 on; `shape` says what each answers, or that it is gone. */
export function longThread(count: number, shape: Shape = () => ({})): Comment[] {
  const comments: Comment[] = [];
  for (let i = 0; i < count; i++) {
    const given = shape(i, comments);
    comments.push(
      aComment({
        _id: `c${i + 1}`,
        number: i + 1,
        createdAt: new Date(start + i * 60_000),
        html: `<p>These are the words of ${i + 1}.</p>` as SafeHtml,
        ...given,
      }),
    );
  }
  return comments;
}

/** The members of a comment that answers another one. */
export function answering(parent: Pick<Comment, "_id" | "path"> | undefined): Pick<Comment, "parent" | "path"> {
  return parent ? { parent: parent._id, path: [...parent.path, parent._id].slice(0, 32) } : { parent: null, path: [] };
}
