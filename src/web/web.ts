import type { World } from "../domain/ports.ts";
import type { Site } from "../domain/site.ts";
import type { Thread } from "../domain/thread.ts";
import type { OpenThread } from "../usecases/visit/opened.ts";
import { createReadThread, type Own } from "../usecases/visit/read-thread.ts";
import { createFormGuard, type FormGuard } from "./form-guard.ts";
import { type FormGiven, type FormView, viewForm } from "./form-view.ts";
import { createLinks, type Links } from "./links.ts";
import type { PageTop } from "./page.ts";
import { pagePolicy } from "./page.ts";
import { createViews, type Render } from "./render.ts";
import type { WebSettings } from "./settings.ts";
import { createSiteList, type SiteList } from "./site-list.ts";
import { createThreadPages, type ThreadPages } from "./thread-pages.ts";
import { type ThreadView, viewThread } from "./thread-view.ts";

/** What may differ from the public form of a thread. */
export interface ThreadWishes {
  own?: readonly Own[];
  said?: string | null;
  form?: FormGiven;
}

/** What the routes of this room share. */
export interface Web {
  world: World;
  settings: WebSettings;
  render: Render;
  links: Links;
  sites: SiteList;
  openThread: OpenThread;
  pages: ThreadPages;
  guard: FormGuard;
  /** Names this build: its version and its views. */
  build: string;
  /** Whether cookies must travel over https alone. */
  secure: boolean;
  top(title: string, area?: PageTop["area"]): PageTop;
  /** The view of a thread as one reader sees it. */
  viewThread(site: Site, thread: Thread | null, url: string, wishes?: ThreadWishes): Promise<ThreadView>;
  /** The locals of the form alone. */
  viewForm(site: Site, url: string, given?: ThreadWishes["form"]): FormView;
  /** Renders the page of a thread on our own origin. */
  threadPage(site: Site, thread: Thread | null, url: string, wishes?: ThreadWishes): Promise<string>;
}

/** Builds what the routes share. */
export function createWeb(world: World, openThread: OpenThread, settings: WebSettings): Web {
  const { render, fingerprint } = createViews();
  const build = `${settings.version}-${fingerprint}`;
  const links = createLinks(settings.url, world.secrets);
  const sites = createSiteList(world);
  const guard = createFormGuard(world);
  const readThread = createReadThread(world);

  const top = (title: string, area: PageTop["area"] = "reader") => ({ title, build, area });

  function formFor(site: Site, url: string, given: ThreadWishes["form"] = {}): FormView {
    return viewForm(
      { links, site, federated: settings.federated, mail: world.mails.on, url, started: guard.started() },
      given,
    );
  }

  async function threadFor(
    site: Site,
    thread: Thread | null,
    url: string,
    wishes: ThreadWishes = {},
  ): Promise<ThreadView> {
    const { branches, shown } = thread ? await readThread(thread._id) : { branches: [], shown: 0 };
    const form = formFor(site, url, wishes.form);
    const { federated } = settings;
    const now = world.clock.now();
    return viewThread({
      links,
      site,
      thread,
      url,
      branches,
      shown,
      federated,
      now,
      form,
      own: wishes.own ?? [],
      said: wishes.said ?? null,
    });
  }

  async function threadPage(
    site: Site,
    thread: Thread | null,
    url: string,
    wishes: ThreadWishes = {},
  ): Promise<string> {
    const title = thread?.page.title || url;
    const view = await threadFor(site, thread, url, wishes);
    return render("pages/thread", {
      ...top(`Comments on ${title}`),
      post: { url, title, teaser: thread?.page.teaser ?? "" },
      site,
      thread: view,
    });
  }

  const pages = createThreadPages(world, {
    openThread,
    sites,
    build,
    csp: pagePolicy,
    render: async (variant, site, thread, url) =>
      variant === "page"
        ? threadPage(site, thread, url)
        : render("thread/fragment", await threadFor(site, thread, url)),
  });

  return {
    world,
    settings,
    render,
    links,
    sites,
    openThread,
    pages,
    guard,
    build,
    secure: settings.url.startsWith("https:"),
    top,
    viewThread: threadFor,
    viewForm: formFor,
    threadPage,
  };
}
