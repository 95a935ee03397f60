import { type Comment, isVisible } from "../domain/comment.ts";
import type { World } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import { type SpamGuard, usualGuards } from "../domain/spam.ts";
import type { Thread } from "../domain/thread.ts";
import type { Branch } from "../domain/tree.ts";
import { createTongues, type Tongues } from "../i18n/tongues.ts";
import { createFindThread } from "../usecases/publish/find-thread.ts";
import type { OpenThread } from "../usecases/visit/opened.ts";
import type { Own } from "../usecases/visit/read-own.ts";
import { createReadQuotes } from "../usecases/visit/read-quotes.ts";
import { createReadThread, nothingYet } from "../usecases/visit/read-thread.ts";
import { createRepliesKeys } from "../usecases/visit/replies-key.ts";
import { clientFingerprint } from "./assets.ts";
import { feedLinks } from "./feeds/feed-links.ts";
import { createFormGuard, type FormGuard } from "./form-guard.ts";
import { type FormGiven, type FormView, viewForm } from "./form-view.ts";
import { createLinks, type Links } from "./links.ts";
import { strictTransport } from "./middleware/security.ts";
import type { PageTop } from "./page.ts";
import { pagePolicy, stillPolicy } from "./page.ts";
import { type Asked, plainly } from "./page-query.ts";
import { createViews, type Render } from "./render.ts";
import type { WebSettings } from "./settings.ts";
import { createSiteList, type SiteList } from "./site-list.ts";
import { themePath } from "./theme-routes.ts";
import { createThreadPages, type ThreadPages } from "./thread-pages.ts";
import { type ThreadView, viewThread } from "./thread-view.ts";
import type { Tongue } from "./tongue.ts";
import { createWorkGuard, type WorkGuard } from "./work.ts";

/** What may differ from the public form of a thread. */
export interface ThreadWishes {
  own?: readonly Own[];
  /** Who reads, if they voted before. */
  voter?: string | null;
  said?: string | null;
  form?: FormGiven;
  /** Which page of it. */
  asked?: Asked;
}

/** A rendered page; `missing` is one without the comment that was looked for. */
export interface Drawn {
  html: string;
  missing: boolean;
}

type ViewThread<T> = (
  tongue: Tongue,
  site: Site,
  thread: Thread | null,
  url: string,
  wishes?: ThreadWishes,
) => Promise<T>;

/** What the routes of this room share. */
export interface Web {
  world: World;
  settings: WebSettings;
  render: Render;
  /** Renders one of the owner’s pages, which are English. */
  renderForOwner(view: string, locals: object): string;
  links: Links;
  sites: SiteList;
  openThread: OpenThread;
  pages: ThreadPages;
  /** Has everything that is kept in memory looked at again, after the owner decided something. */
  forget(): void;
  guard: FormGuard;
  work: WorkGuard;
  /** What is done against spam. */
  guards: readonly SpamGuard[];
  /** Names this build: its version, its views and its browser part. */
  build: string;
  /** Whether cookies must travel over https alone. */
  secure: boolean;
  /** What browsers are told to come by, in a header; null where the node is not behind https. */
  transport: string | null;
  top(title: string, area?: PageTop["area"]): PageTop;
  tongues: Tongues;
  /** How a thread speaks: in the language that is asked for, else its page's, its blog's, the node's. */
  tongue(asked: string, site: Pick<Site, "lang"> | null, thread: Pick<Thread, "page"> | null): Tongue;
  /** The view of a thread as one reader sees it, and whether the comment that was looked for is missing. */
  viewThread: ViewThread<{ view: ThreadView; missing: boolean }>;
  /** The locals of the form alone. */
  viewForm(links: Links, place: { site: Site; thread: Thread | null }, url: string, given?: FormGiven): FormView;
  /** Renders the page of a thread on our own origin. */
  threadPage: ViewThread<Drawn>;
}

/** Builds what the routes share. */
export function createWeb(world: World, openThread: OpenThread, settings: WebSettings): Web {
  const { render, fingerprint } = createViews();
  const { gravatar = false } = settings;
  const build = `${settings.version}-${fingerprint}${clientFingerprint(settings.clientDir)}${gravatar ? "-g" : ""}`;
  const links = createLinks(settings.url, world.secrets, { gravatar });
  const tongues = createTongues(settings.lang);
  const sites = createSiteList(world);
  const guards = settings.spam ?? usualGuards;
  const guard = createFormGuard(world, guards);
  const readThread = createReadThread(world);
  const readQuotes = createReadQuotes(world);
  const repliesKeys = createRepliesKeys(world);

  const top = (title: string, area: PageTop["area"] = "reader") => ({ title, build, area });

  function tongue(asked: string, site: Pick<Site, "lang"> | null, thread: Pick<Thread, "page"> | null): Tongue {
    const natural = tongues.speak(thread?.page.lang, site?.lang);
    const words = tongues.speak(asked, natural.lang);
    return {
      words,
      links: words === natural ? links : createLinks(settings.url, world.secrets, { lang: words.lang, gravatar }),
    };
  }

  const formFor: Web["viewForm"] = (links, place, url, given = {}) => {
    const { federated } = settings;
    const now = world.clock.now();
    return viewForm({ links, place, federated, mail: world.mails.on, url, now, started: guard.started() }, given);
  };

  const threadFor: Web["viewThread"] = async ({ words, links }, site, thread, url, wishes = {}) => {
    const { own = [], voter = null, said = null, asked = plainly } = wishes;
    const wanted = { ...asked, sort: asked.sort ?? site.sort ?? "oldest" };
    const waiting = own.filter(({ comment }) => comment.state === "held");
    const asPublished = waiting.map(({ comment }) => ({ ...comment, state: "published" as const }));
    const reading = thread ? await readThread(thread, wanted, asPublished) : nothingYet(wanted);
    const mine = own.map(({ comment }) => comment._id);
    const comments = commentsIn(reading.branches);
    const ids = comments.map(({ _id }) => _id);
    const votes = voter === null ? {} : { mine: await world.votes.of(voter, ids) };
    const quoters = thread ? await readQuotes(quotedOf(thread, comments), site._id) : new Map();
    const answers = mine.length > 0 ? links.feed("replies", repliesKeys.of(mine), "atom") : null;
    const form = formFor(links, { site, thread }, url, wishes.form);
    const { federated } = settings;
    const now = world.clock.now();
    const parts = {
      words,
      links,
      site,
      thread,
      url,
      reading,
      asked,
      federated,
      now,
      form,
      own,
      said,
      answers,
      quoters,
      ...votes,
    };
    return { view: viewThread(parts), missing: reading.missing };
  };

  const threadPage: Web["threadPage"] = async (tongue, site, thread, url, wishes = {}) => {
    const title = thread?.page.title || url;
    const post = { url, title, teaser: thread?.page.teaser ?? "" };
    const { view, missing } = await threadFor(tongue, site, thread, url, wishes);
    const { words, links } = tongue;
    const feeds = thread ? feedLinks(words, links, site, post) : [];
    const theme = themePath(site, "node");
    const page = { ...top(words.t("thread.pageTitle", { title })), theme, post, site, feeds, thread: view };
    return { html: render("pages/thread", page, words), missing };
  };

  async function threadFragment(built: boolean, ...given: Parameters<Web["viewThread"]>): Promise<Drawn> {
    const { view, missing } = await threadFor(...given);
    const path = themePath(given[1], "blog");
    const theme = path && `${settings.url}${path}`;
    return { html: render("thread/fragment", { ...view, theme, built }, given[0].words), missing };
  }

  const transport = strictTransport(settings.url, world.isPublicSuffix);
  const pages = createThreadPages(world, {
    openThread,
    findThread: createFindThread({ threads: world.threads, sites }),
    sites,
    build,
    csp: { page: pagePolicy, fragment: stillPolicy, built: stillPolicy },
    transport,
    tongue,
    render: (variant, tongue, site, thread, url, asked) =>
      variant === "page"
        ? threadPage(tongue, site, thread, url, { asked })
        : threadFragment(variant === "built", tongue, site, thread, url, { asked }),
  });

  return {
    world,
    settings,
    render,
    renderForOwner: (view, locals) => render(view, locals, tongues.english),
    links,
    sites,
    openThread: async (address, options) => openThread(address, { ...options, sites: await sites.all() }),
    pages,
    forget() {
      sites.forget();
      pages.forget();
    },
    guard,
    work: createWorkGuard(world),
    guards,
    build,
    secure: settings.url.startsWith("https:"),
    transport,
    top,
    tongues,
    tongue,
    viewThread: threadFor,
    viewForm: formFor,
    threadPage,
  };
}

/** The ids of all comments below some branches, theirs among them. */
function commentsIn(branches: readonly Branch[]): Comment[] {
  return branches.flatMap(({ comment, replies }) => [comment, ...commentsIn(replies)]);
}

/** The ids of the post and its comments that are quoted, as far as they are to be seen. */
function quotedOf(thread: Thread, comments: readonly Comment[]): string[] {
  const quoted = comments.filter((comment) => comment.counts.quotes && isVisible(comment)).map(({ _id }) => _id);
  return thread.reactions.quotes ? [thread._id, ...quoted] : quoted;
}
