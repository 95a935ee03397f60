import { type Comment, hiding } from "../../domain/comment.ts";
import type { CommentDraft } from "../../domain/import.ts";
import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import type { Reason, Ruled } from "../../domain/verdict.ts";
import { besides } from "../receive/remote-text.ts";

const longestText = 100_000;

/** A comment that an import brings, and the draft that it was made of. */
export interface Brought {
  comment: Comment;
  draft: CommentDraft;
}

/**
 * Has the rules in force speak of comments before an import stores them: what they block comes in hidden under their mark, to
 * be seen once they are taken back, and what they hold comes in waiting, with their reasons. What our own export says was published, hidden or held,
 * its owner decided: there only blocks count, and what is hidden stays so.
 */
export function createRuleImports(world: Pick<World, "checks" | "html" | "clock">, site: Site) {
  return async function ruleImports(brought: readonly Brought[]): Promise<Comment[]> {
    const judged = await world.checks.byRules(brought.map(asDraft), site);
    return brought.map((one, i) => {
      const ruled = judged[i];
      return ruled ? underRules(one, ruled) : one.comment;
    });
  };

  function asDraft({ comment, draft }: Brought) {
    const { author, html, source } = comment;
    return {
      author,
      // Most of the time nobody asks for the words.
      get text() {
        return source.type === "text/markdown" ? source.text : world.html.toText(html, longestText);
      },
      html,
      more: besides(comment),
      address: draft.author.address ?? null,
    };
  }

  function underRules({ comment, draft }: Brought, { mark, holds, plain }: Ruled): Comment {
    if (comment.state === "removed" || (mark === null && holds.length === 0 && !plain)) return comment;
    const isAsked = holds.length > 0 && (!draft.whole || draft.isUnjudged);
    const waits = isAsked && (comment.state === "published" || comment.state === "held");
    return {
      ...comment,
      ...(mark !== null && comment.hiddenBy === null ? hiding(mark, world.clock.now()) : {}),
      ...(waits ? { state: "held", heldFor: withReasons(comment.heldFor, holds) } : {}),
      ...(plain ? { plain } : {}),
    };
  }
}

/** A check that spoke already, when people and servers were judged, is not told of twice. */
function withReasons(before: Comment["heldFor"], holds: readonly Reason[]): Comment["heldFor"] {
  const told = new Set(before.map((reason) => (typeof reason === "string" ? reason : reason.check)));
  return [...before, ...holds.filter(({ check }) => !told.has(check))];
}
