import { parseCookie, stringifySetCookie } from "cookie";
import { type Request, type Response, Router } from "express";
import { originsOf } from "../domain/address.ts";
import { displayName } from "../domain/author.ts";
import { isOpen } from "../domain/level.ts";
import { isProblem, Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import {
  type FindWay,
  findAnswered,
  type Home,
  homeAsTyped,
  readHome,
  type Way,
} from "../usecases/visit/reply-from-home.ts";
import { readNumber } from "./comment-number.ts";
import { demandUrl } from "./fragment-routes.ts";
import { viewHomeForm } from "./home-form-view.ts";
import { createPaceKeeper, type Pace } from "./limits.ts";
import { field, formBody, query } from "./middleware/form-body.ts";
import { demandOrigin } from "./middleware/origins.ts";
import { markProblem } from "./problem-page.ts";
import { foreignAddress } from "./thread-pages.ts";
import { askedLang, type Tongue } from "./tongue.ts";
import type { Web } from "./web.ts";

/** What a reader wants to answer, and where it is on the fediverse. */
interface Wanted {
  url: string;
  comment: number | null;
  /** Its address there, for a search field. */
  address: string;
  /** Who wrote it; null for the post. */
  name: string | null;
  title: string;
  tongue: Tongue;
}

const looking: Pace = { name: "from home", burst: 10, perMinute: 10 };
const cookieName = "antiphon_home";
const keptSeconds = 365 * 24 * 3600;

const reasons = { none: "fediverse.none", away: "fediverse.away" } as const;

/**
 * `/from-home`: helps a reader to answer from their own server. GET shows the form, POST asks that server for the way,
 * and shows it, or else the address to copy. Their server is remembered in this browser if they ticked that, and not else.
 */
export function createFromHomeRoutes(web: Web, findWay: FindWay): Router {
  const keepPace = createPaceKeeper(web.world);
  const router = Router();

  router.get("/from-home", async (req, res) => {
    const wanted = await want(req, query(req, "url"), query(req, "comment"));
    const remembered = rememberedHome(req);
    draw(res, wanted, { server: remembered, remember: remembered !== "" });
  });

  router.post("/from-home", formBody(), async (req, res) => {
    const origins = (await web.sites.all()).flatMap(originsOf);
    demandOrigin(req, [web.links.node, ...origins]);
    const wanted = await want(req, field(req, "url"), field(req, "comment"));
    const server = field(req, "server");
    const remember = field(req, "remember") === "yes";
    try {
      const home = readHome(server);
      await keepPace(req, looking);
      keepHome(res, remember ? home : null);
      show(res, wanted, home, await findWay(home, wanted.address));
    } catch (error) {
      if (!isProblem(error, "invalid", "forbidden", "rate-limited")) throw error;
      markProblem(res, error);
      draw(res, wanted, { server, remember, problem: wanted.tongue.words.said(error.said) });
    }
  });

  async function want(req: Request, address: string, comment: string): Promise<Wanted> {
    const opened = await web.openThread(demandUrl(address), { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(address);
    const answerable = opened.kind === "thread" && isOpen(opened, "fediverse", web.world.clock.now());
    if (!answerable || !web.settings.federated) {
      throw new Problem("not-found", sentence("page.notOnFediverse"));
    }
    const { thread, site } = opened;
    const tongue = web.tongue(askedLang(req), site, thread);
    const answered = await findAnswered(web.world, thread, comment === "" ? null : readNumber(comment));
    const voice = answered && web.links.voice(answered);
    return {
      url: thread.page.url,
      comment: voice ? answered.number : null,
      address: voice ?? web.links.post(thread),
      name: voice ? displayName(answered.author) || tongue.words.t("comment.anonymous") : null,
      title: thread.page.title || thread.page.url,
      tongue,
    };
  }

  function draw(res: Response, wanted: Wanted, given: { server: string; remember: boolean; problem?: string }): void {
    const form = viewHomeForm(wanted.tongue.links, wanted.url, { ...given, comment: wanted.comment, newTab: false });
    page(res, "pages/from-home", wanted.tongue.words.t("fediverse.summary"), wanted, { form });
  }

  function show(res: Response, wanted: Wanted, { host }: Home, way: Way): void {
    const onward = way.kind === "open" ? { url: way.url, host: new URL(way.url).host } : null;
    const { t } = wanted.tongue.words;
    const reason = way.kind === "open" ? null : t(reasons[way.kind], { host });
    page(res, "pages/onward", t("fediverse.from", { host }), wanted, { onward, reason, again: againHref(wanted) });
  }

  function page(res: Response, view: string, title: string, wanted: Wanted, more: object): void {
    const { words, links } = wanted.tongue;
    const back = wanted.comment === null ? links.thread(wanted.url) : links.comment(wanted.url, wanted.comment);
    const html = web.render(view, { ...web.top(title), wanted, back, ...more }, words);
    res.set({ "Cache-Control": "private, no-store", "Content-Language": words.lang }).type("html").send(html);
  }

  function againHref({ url, comment, tongue }: Wanted): string {
    return tongue.links.fromHome(url, comment ?? undefined);
  }

  function keepHome(res: Response, home: Home | null): void {
    const value = home === null ? "" : homeAsTyped(home);
    const maxAge = home === null ? 0 : keptSeconds;
    const rules = { httpOnly: true, sameSite: "lax", secure: web.secure, path: "/from-home" } as const;
    res.append("Set-Cookie", stringifySetCookie({ name: cookieName, value, maxAge, ...rules }));
  }

  return router;
}

function rememberedHome(req: Request): string {
  return (parseCookie(req.headers.cookie ?? "")[cookieName] ?? "").slice(0, 500);
}
