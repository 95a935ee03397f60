import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import type { Lesson } from "../../domain/spam.ts";
import { featuresOf, type Words } from "./features.ts";

/** A decision can be turned round for so long; what it taught stays afterwards. */
const reversibleMs = 365 * 24 * 3_600_000;
const maxWords = 20_000;

/** What readers saw for so long, and the owner let stand, is none. */
const stoodMs = 24 * 3_600_000;
const mostStanding = 20;

/**
 * Teaches the site of a comment what its owner decided of it; deciding otherwise later takes that back. Where spam was
 * sorted out more often than anything was approved, the newest of what stands evens that out.
 */
export function createLearner(world: Pick<World, "lessons" | "html" | "clock" | "comments">) {
  function teach(comment: Comment, as: Lesson): Promise<boolean> {
    const features = [...featuresOf(wordsOf(world, comment)).keys()];
    const until = new Date(world.clock.now().getTime() + reversibleMs);
    return world.lessons.teach(comment, { as, features }, until);
  }

  async function evenOut(site: string): Promise<void> {
    const model = await world.lessons.model(site);
    let missing = model ? model.spam - model.ham : 0;
    if (missing <= 0) return;
    const before = world.clock.now().getTime() - stoodMs;
    const { items } = await world.comments.inState("published", { site, hidden: false, limit: mostStanding });
    for (const comment of items.filter(({ createdAt }) => createdAt.getTime() <= before)) {
      if (missing > 0 && (await teach(comment, "ham"))) missing -= 1;
    }
  }

  return async function learn(comment: Comment, as: Lesson): Promise<void> {
    await teach(comment, as);
    if (as === "spam") await evenOut(comment.site);
  };
}

/** What drafts are judged by: the source for what was typed here, else the words that are shown. */
function wordsOf({ html }: Pick<World, "html">, comment: Comment): Words {
  const { author, source, origin } = comment;
  const text = source.type === "text/markdown" ? source.text : html.toText(comment.html, maxWords);
  return { text, links: origin === "web" ? (comment.html.match(/<a\s/g)?.length ?? 0) : null, author };
}
