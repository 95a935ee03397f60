import type { Visitor } from "../../domain/author.ts";
import { type Comment, isVisible, pathBelow } from "../../domain/comment.ts";
import { type Debt, owing } from "../../domain/debt.ts";
import { letsGuestsOut } from "../../domain/guests.ts";
import type { World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import type { Site } from "../../domain/site.ts";
import type { Page, Thread } from "../../domain/thread.ts";
import { readText } from "./comment-text.ts";
import { createEditKeys } from "./edit-key.ts";
import { createIsKnown } from "./known.ts";
import type { OpenThread } from "./opened.ts";
import { refused } from "./refused.ts";
import { createSendIds, repeatMs } from "./send-id.ts";
import { readVisitor, type VisitorFields, withFace } from "./visitor.ts";
import { takeTurn } from "./voter.ts";

/** What the form sends. */
export interface Submission extends VisitorFields {
  /** The address of the blog's page. */
  url: string;
  /** The number of the comment answered; null for an answer to the post. */
  parent: number | null;
  text: string;
  /** The visitor agreed that it also goes to the fediverse. */
  federate: boolean;
  /** The visitor wants to hear of answers by mail. */
  notify: boolean;
  /** Keys of own comments that the browser kept: a visible one makes the visitor known. */
  keys: readonly string[];
  /** A random word of the page or form, so that a repeated send is stored once; null in a form that all readers share. */
  draft: string | null;
  /** Their browser did the work that the page's script does. */
  worked?: boolean;
  /** It is one of those who look after the blog. */
  trusted?: boolean;
  /** They write the blog, and what they say is marked so. */
  ours?: boolean;
  /** An answer to a comment that is not there any more is taken as one to the post instead of being refused. */
  strays?: boolean;
  /** Looks at what is about to be judged and stored, and throws what speaks against it. */
  guard?: (draft: { thread: Thread; visitor: Visitor; parent: Comment | null }) => Promise<void>;
}

/**
 * What became of it; the key lets the writer change or remove it for a while. There is none for a repeated send without
 * a draft: whoever shares the writer's network and copies their words would get it.
 */
export interface Submitted {
  kind: "published" | "held";
  comment: Comment;
  /** The blog's page that it belongs to. */
  page: Page;
  editKey: string | null;
}

type Needs = Pick<
  World,
  | "comments"
  | "numbers"
  | "secrets"
  | "networks"
  | "clock"
  | "ids"
  | "html"
  | "checks"
  | "debts"
  | "limits"
  | "mails"
  | "editMs"
  | "mailFace"
>;

/**
 * Stores a visitor's comment, published or held as the checks say; the same words sent again are answered with what
 * became of them, for a draft always, else within a minute. Throws `invalid` with a sentence for each faulty field,
 * `forbidden` for a page of no configured blog and for a refused draft, `upstream` when the page cannot be checked, `gone`
 * when a repeated send finds its comment removed.
 */
export function createSubmitComment(world: Needs, openThread: OpenThread) {
  const keys = createEditKeys(world);
  const isKnown = createIsKnown(world);

  return async function submitComment(input: Submission): Promise<Submitted> {
    const { visitor, network, faults } = await readVisitor(world, input);
    const { text, fault } = readText(input.text);
    if (fault) faults["text"] = fault;
    const notify = input.notify && world.mails.on;
    if (notify && visitor.email === null) faults["email"] ??= sentence("fault.noEmail");
    if (Object.keys(faults).length > 0) throw new Problem("invalid", Object.values(faults), { fields: faults });

    const { thread, site } = await demandThread(openThread, input.url);
    const [id, ...earlier] = createSendIds(world)(thread._id, visitor, { ...input, text });
    const before = await findSent([id, ...earlier]);
    if (before) return repeated(before, thread.page, input);

    const parent = await findParent(world, thread, input);
    await input.guard?.({ thread, visitor, parent });
    const trusted = input.trusted === true;
    const known = trusted || (await isKnown(input.keys, site._id));
    const html = world.html.fromMarkdown(text);
    const links = html.match(/<a\s/g)?.length ?? 0;
    const worked = input.worked === true;
    const verdict = await world.checks.judge({
      site,
      thread,
      origin: "web",
      author: visitor,
      text,
      links,
      html,
      address: input.address,
      known,
      trusted,
      worked,
    });
    if (verdict.kind === "refuse") throw refused(verdict.reasons);

    const now = world.clock.now();
    const state = verdict.kind === "publish" ? "published" : "held";
    const federate = input.federate && letsGuestsOut(site, thread);
    const debts: Debt[] = ["thread"];
    if (federate && state === "published") debts.push("fediverse");
    if ((notify || parent?.notify) && state === "published") debts.push("mail");
    const comment: Comment = {
      _id: id,
      number: await world.numbers.next(),
      site: site._id,
      thread: thread._id,
      parent: parent?._id ?? null,
      path: pathBelow(parent),
      origin: "web",
      author: { ...(await withFace(world, visitor)), ...(input.ours ? { ours: true } : {}) },
      host: "",
      source: { text, type: "text/markdown" },
      html,
      renderer: world.html.renderer,
      lang: null,
      warning: null,
      attachments: [],
      state,
      heldFor: verdict.kind === "hold" ? verdict.reasons : [],
      hiddenBy: null,
      createdAt: now,
      editedAt: null,
      remote: null,
      federate,
      told: null,
      toldInboxes: [],
      counts: { likes: 0, boosts: 0 },
      ...(notify ? { notify } : {}),
      ...owing({ owed: [], owedSince: null }, debts, now),
      version: 1,
    };
    if ((await world.comments.add(comment)) === "already")
      return repeated((await world.comments.get(id)) ?? comment, thread.page, input);
    await takeTurn(world, id, { network, settled: false });
    world.debts.notice("comment", id);
    await world.debts.settled("comment");
    return { kind: state, comment, page: thread.page, editKey: keys.of(comment) };
  };

  async function findSent(ids: readonly string[]): Promise<Comment | null> {
    const since = world.clock.now().getTime() - repeatMs;
    for (const [i, id] of ids.entries()) {
      const comment = await world.comments.get(id);
      if (comment && (i === 0 || comment.createdAt.getTime() > since)) return comment;
    }
    return null;
  }

  function repeated(comment: Comment, page: Page, { draft }: Submission): Submitted {
    if (comment.state === "removed" || comment.state === "spam" || comment.hiddenBy !== null)
      throw new Problem("gone", sentence("refused.repeated"));
    return { kind: comment.state, comment, page, editKey: draft === null ? null : keys.of(comment) };
  }
}

/** Opens the thread of an address, for writing. Throws `forbidden` and `upstream` as `createSubmitComment` says. */
async function demandThread(openThread: OpenThread, url: string): Promise<{ thread: Thread; site: Site }> {
  const opened = await openThread(url, { wait: true });
  if (opened.kind === "foreign") {
    throw new Problem("forbidden", sentence("page.foreign"));
  }
  if (opened.kind === "pending") {
    throw new Problem("upstream", sentence("page.unchecked"), { retryAfter: 60 });
  }
  return opened;
}

async function findParent(world: Needs, thread: Thread, input: Submission): Promise<Comment | null> {
  if (input.parent === null) return null;
  const parent = await world.comments.byNumber(input.parent);
  if (parent && parent.thread === thread._id && isVisible(parent)) return parent;
  if (input.strays) return null;
  const fault = sentence("fault.parent");
  throw new Problem("invalid", fault, { fields: { parent: fault } });
}
