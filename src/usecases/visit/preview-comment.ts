import type { Comment } from "../../domain/comment.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { readText } from "./comment-text.ts";
import { readVisitor, type VisitorFields } from "./visitor.ts";

/** What would be shown of a comment. */
export type Preview = Pick<Comment, "author" | "html" | "createdAt">;

/** Renders a draft as it would appear, with the very renderer that posting uses. Stores nothing. Throws `invalid`. */
export function createPreviewComment(world: Pick<World, "html" | "secrets" | "networks" | "clock">) {
  return async function previewComment(input: VisitorFields & { text: string }): Promise<Preview> {
    const { visitor, faults } = await readVisitor(world, input);
    const { text, fault } = readText(input.text);
    if (fault) faults["text"] = fault;
    if (Object.keys(faults).length > 0) throw new Problem("invalid", Object.values(faults), { fields: faults });
    return { author: visitor, html: world.html.fromMarkdown(text), createdAt: world.clock.now() };
  };
}
