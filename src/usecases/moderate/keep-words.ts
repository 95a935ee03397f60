import type { Comment } from "../../domain/comment.ts";
import type { EarlierWords } from "../../domain/history.ts";
import type { World } from "../../domain/ports.ts";
import type { Written } from "../../domain/repos.ts";

const maxText = 20_000;

/** Keeps the words of a comment for its owner, right before they are changed. What changes nothing in them keeps nothing. */
export async function keepWords(
  world: Pick<World, "histories" | "html" | "clock">,
  comment: Comment,
  after: Pick<Comment, "source">,
  by: EarlierWords["by"],
): Promise<void> {
  const { _id, version, source } = comment;
  if (source.text === after.source.text) return;
  const text = wordsOf(world, comment);
  await world.histories.keep(_id, { version, text, until: world.clock.now().getTime(), by });
}

/** Gives a comment other words and keeps those it had; `stale`, and nothing kept of what is gone, when it changed meanwhile. */
export async function reword(
  world: Pick<World, "comments" | "histories" | "html" | "clock">,
  comment: Comment,
  set: Partial<Comment> & Pick<Comment, "source">,
  by: EarlierWords["by"],
): Promise<Written> {
  await keepWords(world, comment, set, by);
  const written = await world.comments.change(comment, set);
  if (written === "stale" && (await world.comments.get(comment._id))?.state === "removed")
    await world.histories.forget(comment._id);
  return written;
}

/** The words of a comment as its owner compares them: as they were typed here, or as they read elsewhere. */
export function wordsOf({ html }: Pick<World, "html">, { source, html: rendered }: Comment): string {
  return source.type === "text/markdown" ? source.text : html.toText(rendered, maxText);
}
