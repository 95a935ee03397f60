import type { Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";
import { type Branch, growTree } from "../domain/tree.ts";
import type { Words } from "../i18n/words.ts";
import type { Own } from "../usecases/visit/read-thread.ts";
import { type CommentView, viewBranch } from "./comment-view.ts";
import type { FormView } from "./form-view.ts";
import { type HomeFormView, viewHomeForm } from "./home-form-view.ts";
import type { Links } from "./links.ts";
import { type ReactionsView, viewReactions } from "./reactions-view.ts";

/** The locals of `thread/fragment`. */
export interface ThreadView {
  url: string;
  node: string;
  /** Keeps the ids of several threads on one page apart. */
  key: string;
  title: string;
  waiting: string | null;
  reactions: ReactionsView | null;
  said: string | null;
  empty: string;
  comments: CommentView[];
  fediverse: { address: string; handle: string; form: HomeFormView } | null;
  form: FormView | null;
}

/** What a thread's view is made of. */
export interface ThreadParts {
  words: Words;
  links: Links;
  site: Site;
  /** Null while the page was not checked yet: then there is nothing but the form. */
  thread: Thread | null;
  url: string;
  branches: Branch[];
  shown: number;
  federated: boolean;
  now: Date;
  form: FormView;
  own?: readonly Own[];
  said?: string | null;
}

/** The view of a thread. The form stands below the comment that it answers, else at the end. */
export function viewThread(parts: ThreadParts): ThreadView {
  const { words, links, site, thread, url, form } = parts;
  const open = thread?.announcement !== "withdrawn";
  const own = new Map((parts.own ?? []).map((mine) => [mine.comment._id, mine]));
  const context = {
    words,
    links,
    url,
    now: parts.now,
    open,
    own,
    federated: parts.federated,
    form: open ? form : null,
  };
  const comments = withHeld(parts.branches, parts.own ?? []).map((branch) => viewBranch(context, branch));
  const placed = form.parent !== null && comments.some((comment) => holdsForm(comment));
  return {
    url,
    node: links.node,
    key: thread?.noteId.slice(0, 8) ?? "new",
    title: parts.shown === 0 ? words.t("thread.titleNone") : words.t("thread.title", { count: parts.shown }),
    waiting: thread?.counts.held ? words.t("thread.waiting", { count: thread.counts.held }) : null,
    reactions: thread ? viewReactions(parts, thread.reactions, words.t("reactions.where")) : null,
    said: parts.said ?? null,
    empty: words.t(open ? "thread.empty" : "thread.nothing"),
    comments,
    fediverse:
      thread && open && parts.federated
        ? { address: links.post(thread), handle: links.handle(site), form: viewHomeForm(links, url) }
        : null,
    form: open && !placed ? form : null,
  };
}

/** Puts a visitor's own waiting comments where they will stand once they are approved. */
function withHeld(branches: Branch[], own: readonly Own[]): Branch[] {
  const held = own.filter(({ comment }) => comment.state === "held");
  if (held.length === 0) return branches;
  const all = held.map(({ comment }) => ({ ...comment, state: "published" as const }));
  const collect = (branch: Branch): void => {
    all.push(branch.comment as (typeof all)[number]);
    branch.replies.forEach(collect);
  };
  branches.forEach(collect);
  return growTree(all);
}

function holdsForm(comment: CommentView): boolean {
  return comment.form !== null || comment.replies.some(holdsForm);
}
