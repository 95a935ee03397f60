import { parseCookie, stringifySetCookie } from "cookie";
import { type Request, type Response, Router } from "express";
import { originOf } from "../domain/address.ts";
import { displayName } from "../domain/author.ts";
import { isProblem, Problem } from "../domain/problem.ts";
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
}

const looking: Pace = { name: "from home", max: 10, seconds: 60 };
const cookieName = "antiphon_home";
const keptSeconds = 365 * 24 * 3600;

const reasons: Record<Exclude<Way["kind"], "open">, (host: string) => string> = {
  none: (host) => `${host} offers no address that opens a reply.`,
  away: (host) => `${host} does not answer as a server of the fediverse. Is its name right?`,
};

/**
 * `/from-home`: helps a reader to answer from their own server. GET shows the form, POST asks that server for the way,
 * and shows it, or else the address to copy. Their server is remembered in this browser if they ticked that, and not else.
 */
export function createFromHomeRoutes(web: Web, findWay: FindWay): Router {
  const keepPace = createPaceKeeper(web.world);
  const router = Router();

  router.get("/from-home", async (req, res) => {
    const wanted = await want(query(req, "url"), query(req, "comment"));
    const remembered = rememberedHome(req);
    draw(res, wanted, { server: remembered, remember: remembered !== "" });
  });

  router.post("/from-home", formBody(), async (req, res) => {
    const origins = (await web.sites.all()).map(originOf);
    demandOrigin(req, [web.links.node, ...origins]);
    const wanted = await want(field(req, "url"), field(req, "comment"));
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
      draw(res, wanted, { server, remember, problem: error.message });
    }
  });

  async function want(address: string, comment: string): Promise<Wanted> {
    const opened = await web.openThread(demandUrl(address), { wait: false });
    if (opened.kind === "foreign") throw foreignAddress(address);
    if (opened.kind === "pending" || !web.settings.federated || opened.thread.announcement === "withdrawn") {
      throw new Problem("not-found", "This post cannot be answered from the fediverse.");
    }
    const { thread } = opened;
    const answered = await findAnswered(web.world, thread, comment === "" ? null : readNumber(comment));
    const voice = answered && web.links.voice(answered);
    return {
      url: thread.page.url,
      comment: voice ? answered.number : null,
      address: voice ?? web.links.post(thread),
      name: voice ? displayName(answered.author) || "Anonymous" : null,
      title: thread.page.title || thread.page.url,
    };
  }

  function draw(res: Response, wanted: Wanted, given: { server: string; remember: boolean; problem?: string }): void {
    const form = viewHomeForm(web.links, wanted.url, { ...given, comment: wanted.comment, newTab: false });
    page(res, "pages/from-home", "Reply from your own server", wanted, { form });
  }

  function show(res: Response, wanted: Wanted, { host }: Home, way: Way): void {
    const onward = way.kind === "open" ? { url: way.url, host: new URL(way.url).host } : null;
    const reason = way.kind === "open" ? null : reasons[way.kind](host);
    page(res, "pages/onward", `Reply from ${host}`, wanted, { onward, reason, again: againHref(wanted) });
  }

  function page(res: Response, view: string, title: string, wanted: Wanted, more: object): void {
    const back = wanted.comment === null ? web.links.thread(wanted.url) : web.links.comment(wanted.url, wanted.comment);
    const html = web.render(view, { ...web.top(title), wanted, back, ...more });
    res.set("Cache-Control", "private, no-store").type("html").send(html);
  }

  function againHref({ url, comment }: Wanted): string {
    return web.links.fromHome(url, comment ?? undefined);
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
