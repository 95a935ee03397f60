import type { SafeHtml } from "../../domain/brand.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { Html, World } from "../../domain/ports.ts";

type Needs = Pick<World, "comments" | "html" | "clock" | "debts">;

const page = 500;

/**
 * Renders what an older renderer rendered again from its source, a page at a time with room for others in between; the
 * page of a comment that now looks different follows. Returns how many were rendered. May be repeated and cut short.
 */
export function createRenderAgain(world: Needs) {
  return async function renderAgain(): Promise<number> {
    let rendered = 0;
    for (;;) {
      const found = await world.comments.renderedBefore(world.html.renderer, page);
      let changed = 0;
      for (const comment of found) if (await render(comment)) changed += 1;
      rendered += changed;
      // What others were changing meanwhile is found again; a page of nothing else can wait for the next time.
      if (found.length < page || changed === 0) return rendered;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  async function render(comment: Comment): Promise<boolean> {
    const html = htmlOf(world.html, comment.source);
    const looksNew = html !== comment.html;
    const debts = looksNew && comment.state !== "removed" ? owing(comment, ["thread"], world.clock.now()) : {};
    const written = await world.comments.change(comment, { html, renderer: world.html.renderer, ...debts });
    if (written === "ok" && looksNew) world.debts.notice("comment", comment._id);
    return written === "ok";
  }
}

/** What a source is rendered to; nothing where there are no words. */
export function htmlOf(html: Html, { text, type }: Comment["source"]): SafeHtml {
  if (text === "") return "" as SafeHtml;
  if (type === "text/markdown") return html.fromMarkdown(text);
  return type === "text/html" ? html.fromRemote(text) : html.fromPlain(text);
}
