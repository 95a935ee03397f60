import { wishId } from "../../domain/block.ts";
import type { Comment } from "../../domain/comment.ts";
import { owing } from "../../domain/debt.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { asHeld } from "../../domain/verdict.ts";
import { erasing } from "../moderate/erase.ts";
import { keepWords } from "../moderate/keep-words.ts";
import { isBlocked } from "./blocked.ts";
import { changeComment } from "./change-comment.ts";
import { nameless, takenBackId } from "./receive-removal.ts";
import { draftOf, type RemoteText, type RenderedText, renderRemote } from "./remote-text.ts";

/** A new version of a reply, known to come from the actor named. */
export interface RemoteEdit extends RemoteText {
  id: string;
  remoteId: string;
  actor: string;
  /** When its author says it was changed; null when they do not. */
  editedAt: Date | null;
  /** Whether everybody may still read it. */
  public: boolean;
  /** It is not meant to be found. */
  unlisted?: boolean;
  /** The author asks that it is not shown to the public web. */
  hidden?: boolean;
}

/** What became of an edit. `unknown`: we never had the comment. */
export type Edited =
  | { kind: "changed" | "held" | "removed"; id: string }
  | { kind: "ignored"; reason: string }
  | { kind: "unknown" };

type Needs = Pick<
  World,
  "comments" | "threads" | "sites" | "blocks" | "graves" | "html" | "checks" | "clock" | "debts" | "histories"
>;

const day = 86_400_000;

/**
 * Takes over what a reply's author changed, and judges it anew. An older version, another author, and anything that
 * would bring back what was removed change nothing; what is empty is removed. What is no longer public is erased, however
 * old that version is and wherever the comment stands: too little is shown rather than too much. Where that comes before
 * the comment does, the comment is not taken for a day. Throws `forbidden` for somebody else's comment.
 */
export function createReceiveEdit(world: Needs) {
  return async function receiveEdit(edit: RemoteEdit): Promise<Edited> {
    const known = await world.comments.get(edit.id);
    if (edit.public && (await isBlocked(world, known?.site ?? null, edit.actor, [edit.remoteId])))
      return ignored("Its author or their server is blocked.");
    const edited = await change(edit);
    if (edited.kind !== "unknown" || edit.public) return edited;
    await world.graves.bury(takenBackId(edit.remoteId, edit.actor), new Date(world.clock.now().getTime() + day));
    // A Create that looked for the grave before it was dug has stored by now what it brought.
    return change(edit);
  };

  function change(edit: RemoteEdit): Promise<Edited> {
    const now = world.clock.now();
    return changeComment<Edited>(world, edit.id, (comment) => decide(comment, edit, now), { kind: "unknown" });
  }

  async function decide(comment: Comment, edit: RemoteEdit, now: Date) {
    if (comment.author.kind !== "remote" || comment.author.id !== edit.actor) {
      throw new Problem("forbidden", "Only its author may change a comment.");
    }
    if (comment.state === "removed") {
      // It may have been between the keeping of its words and the change, which was too late.
      await world.histories.forget(comment._id);
      return ignored("It was removed before.");
    }
    if (!edit.public) return erase(comment, now);
    if (comment.state === "spam") return ignored("It was removed before.");
    const editedAt = edit.editedAt && edit.editedAt < now ? edit.editedAt : now;
    if (edit.editedAt && editedAt <= (comment.editedAt ?? comment.createdAt))
      return ignored("It is not newer than what we have.");
    const text = renderRemote(world.html, edit);
    if (!text) return erase(comment, now);
    const quiet = quieting(comment, edit);
    if (saysTheSame(comment, text) && !quiet) return ignored("It changes nothing.");
    const judged = await judge(comment, text);
    await keepWords(world, comment, text.content, "author");
    const set = { ...text.content, ...judged, ...quiet, editedAt, ...owing(comment, ["thread"], now) };
    return { set, answer: { kind: judged.state === "held" ? "held" : "changed", id: comment._id } as const };
  }

  /** What waits goes on waiting; what readers see goes back to review when the checks would not publish it as it is now. */
  async function judge(comment: Comment, text: RenderedText): Promise<Pick<Comment, "state" | "heldFor">> {
    const [thread, site] = await Promise.all([world.threads.get(comment.thread), world.sites.get(comment.site)]);
    if (!thread || !site) return { state: comment.state, heldFor: comment.heldFor };
    const { author, origin } = comment;
    const verdict = await world.checks.judge({ site, thread, origin, author, ...draftOf(text), edited: true });
    if (verdict.kind === "publish") return { state: comment.state, heldFor: comment.heldFor };
    return { state: "held", heldFor: asHeld(verdict.reasons) };
  }
}

function erase(comment: Comment, now: Date) {
  const set = { ...erasing(comment, now), author: nameless(comment.author) };
  return { set, answer: { kind: "removed", id: comment._id } as const };
}

/** What the audience of the new version changes, null for nothing: it may be one that its author does not show on the web. */
function quieting(comment: Comment, edit: RemoteEdit): Partial<Comment> | null {
  const { unlisted = false } = edit;
  const hiddenBy = wished(comment.hiddenBy, edit);
  if (hiddenBy === comment.hiddenBy && unlisted === (comment.unlisted ?? false)) return null;
  return { unlisted, hiddenBy };
}

/** A wish hides what nothing else hides, and ends with its reason. */
function wished(hiddenBy: string | null, { hidden = false, actor }: RemoteEdit): string | null {
  const wish = wishId(actor);
  if (hidden) return hiddenBy ?? wish;
  return hiddenBy === wish ? null : hiddenBy;
}

function saysTheSame(comment: Comment, { content }: RenderedText): boolean {
  return (
    comment.source.text === content.source.text &&
    comment.warning === content.warning &&
    comment.lang === content.lang &&
    JSON.stringify(comment.attachments) === JSON.stringify(content.attachments) &&
    JSON.stringify(comment.emoji ?? []) === JSON.stringify(content.emoji)
  );
}

function ignored(reason: string): Edited {
  return { kind: "ignored", reason };
}
