import type { Comment } from "../../domain/comment.ts";
import { type Levels, wayOf } from "../../domain/level.ts";
import type { Draft, Trial, World } from "../../domain/ports.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { asHeld, type Reason, type Verdict } from "../../domain/verdict.ts";
import { besides } from "../receive/remote-text.ts";
import { createKnownThen } from "./known-then.ts";

/** Rules of a blog and checks that are tried in the place of those that are set; what is left out stays as it is. */
export interface Tried extends Trial, Partial<Pick<Site, "mostLinks" | "accountDays" | "closeAfterDays">> {
  levels?: Levels;
  /** On which blog; on all of them when left out. */
  site?: string;
}

/** How many comments would have been published, held and refused. */
export type Fates = Record<Verdict["kind"], number>;

/** A comment that would have fared otherwise. */
export interface Otherwise {
  comment: Comment;
  thread: Thread;
  before: Verdict["kind"];
  after: Verdict["kind"];
  /** Why, as it would be told: of what is tried, and where that lets it pass, of what is set. */
  reasons: Reason[];
}

/** What came of a dry run. */
export interface DryRun {
  /** How many comments were looked at, and when the oldest of them was written. */
  looked: number;
  since: Date | null;
  /** As things are set now. */
  before: Fates;
  /** As they would be. */
  after: Fates;
  /** Those that would fare otherwise, the newest first. */
  otherwise: Otherwise[];
  /** How many came from accounts whose age is not known. */
  ageless: number;
}

type Needs = Pick<World, "comments" | "threads" | "sites" | "checks" | "html">;

/** So many comments are looked at, and so much of the words of each that came from elsewhere. */
export const mostRehearsed = 1_000;
const maxWords = 20_000;
const states = ["published", "held", "spam"] as const;

/**
 * Judges the newest comments twice, in the order of their time: by what is set, and by what is tried. Nothing changes by it,
 * and nobody is asked but, where that is wished for, the owner's own service. Deleted comments have no words any more and
 * are left out; what a browser computed and which network a comment came from is not kept, and not judged. Throws
 * `not-found` for a blog that there is not, `invalid` for words that are none.
 */
export function createDryRun(world: Needs) {
  return async function dryRun(tried: Tried): Promise<DryRun> {
    const sites = new Map((await world.sites.all()).map((site) => [site._id, site]));
    if (tried.site !== undefined && !sites.has(tried.site)) throw new Problem("not-found", "There is no such blog.");
    const comments = await newest(tried.site);
    const threads = new Map(
      (await world.threads.among([...new Set(comments.map(({ thread }) => thread))])).map((one) => [one._id, one]),
    );
    const asSet = world.checks.rehearse({});
    const asTried = world.checks.rehearse(tried);
    const isKnown = createKnownThen(world);
    const run: DryRun = { looked: 0, since: null, before: noFates(), after: noFates(), otherwise: [], ageless: 0 };
    for (const comment of comments) {
      const site = sites.get(comment.site);
      const thread = threads.get(comment.thread);
      if (!site || !thread) continue;
      const draft = draftOf(comment, { site, thread, known: await isKnown(comment) });
      const before = await asSet(draft, comment.createdAt);
      const after = await asTried({ ...draft, site: withRules(site, tried) }, comment.createdAt);
      run.looked += 1;
      run.since ??= comment.createdAt;
      run.before[before.kind] += 1;
      run.after[after.kind] += 1;
      if (comment.author.kind === "remote" && !comment.author.since) run.ageless += 1;
      if (before.kind === after.kind) continue;
      const telling = after.kind === "publish" ? before : after;
      const reasons = telling.kind === "publish" ? [] : asHeld(telling.reasons);
      run.otherwise.push({ comment, thread, before: before.kind, after: after.kind, reasons });
    }
    run.otherwise.reverse();
    return run;
  };

  /** The newest comments with words, the oldest of them first. */
  async function newest(site: string | undefined): Promise<Comment[]> {
    const page = { ...(site === undefined ? {} : { site }), limit: mostRehearsed };
    const lists = await Promise.all(states.map((state) => world.comments.inState(state, page)));
    return lists
      .flatMap(({ items }) => items)
      .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || other.number - one.number)
      .slice(0, mostRehearsed)
      .reverse();
  }

  function draftOf(comment: Comment, place: Pick<Draft, "site" | "thread" | "known">): Draft {
    const { author, html, source, warning, attachments } = comment;
    const typed = source.type === "text/markdown";
    const origin = wayOf(comment.origin);
    return {
      ...place,
      origin,
      author,
      text: typed ? source.text : world.html.toText(html, maxWords),
      html,
      more: besides({ warning, attachments }),
      links: origin === "web" ? (html.match(/<a\s/g)?.length ?? 0) : 0,
      worked: true,
    };
  }
}

/** Levels that are tried stand for the blog, so that those of single threads still count before them. */
function withRules(site: Site, { levels, mostLinks, accountDays, closeAfterDays }: Tried): Site {
  return {
    ...site,
    ...(levels ? { levels: { ...site.levels, ...levels } } : {}),
    ...(mostLinks === undefined ? {} : { mostLinks }),
    ...(accountDays === undefined ? {} : { accountDays }),
    ...(closeAfterDays === undefined ? {} : { closeAfterDays }),
  };
}

function noFates(): Fates {
  return { publish: 0, hold: 0, refuse: 0 };
}
