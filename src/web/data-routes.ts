import { type Request, type Response, Router } from "express";
import { isProblem } from "../domain/problem.ts";
import type { Words } from "../i18n/words.ts";
import type { Exported } from "../usecases/moderate/export-commenter.ts";
import { createOwnData } from "../usecases/notify/own-data.ts";
import { askingForData, createPaceKeeper } from "./limits.ts";
import { field, formBody, query } from "./middleware/form-body.ts";
import { demandOrigin } from "./middleware/origins.ts";
import { markProblem } from "./problem-page.ts";
import { readersTags } from "./tongue.ts";
import type { Web } from "./web.ts";

/** Who wrote more than this gets the rest in the file. */
const mostPages = 50;

/** A button with all that it sends. */
interface Choice {
  action: string;
  label: string;
  key: string;
  main: boolean;
}

/** The locals of `pages/data` besides those of a page. */
interface DataPage {
  sentences?: string[];
  /** What was done, or is to be decided. */
  status?: string | null;
  pages?: { url: string; title: string }[];
  choices?: Choice[];
  /** The form that asks for a mailbox, with what is wrong with what was typed. */
  ask?: { action: string; typed: string; problem: string | null } | null;
}

/**
 * `/mail/data`: who left a mailbox gets a letter with a link, by which all that is kept of them is had or erased. GET
 * changes nothing and uses nothing up, as programs look at links before people do.
 */
export function createDataRoutes(web: Web): Router {
  const own = createOwnData(web.world);
  const keepPace = createPaceKeeper(web.world);
  const action = (step = "") => web.links.data() + step;
  const router = Router();

  router.use(formBody());

  router.get("/", (req, res) => {
    const key = query(req, "key");
    if (key === "") return draw(req, res, (words) => asking(words, "", null));
    own.look(key);
    draw(req, res, ({ t }) => ({
      sentences: [t("data.openNote")],
      choices: [{ action: action("/open"), label: t("data.open"), key, main: true }],
    }));
  });

  router.post("/", async (req, res) => {
    const typed = field(req, "email");
    try {
      demandOrigin(req, [web.settings.url]);
      await keepPace(req, askingForData);
      if (web.world.mails.on) await own.ask(typed);
      draw(req, res, ({ t }) => ({ status: t(web.world.mails.on ? "data.sent" : "data.noMail") }));
    } catch (error) {
      if (!isProblem(error, "invalid", "rate-limited")) throw error;
      markProblem(res, error);
      draw(req, res, (words) => asking(words, typed, words.said(error.said)));
    }
  });

  router.post("/open", async (req, res) => {
    const { data, visit } = await own.open(field(req, "key"));
    draw(req, res, (words) => shown(words, data, visit));
  });

  router.post("/export", async (req, res) => {
    const data = await own.gather(field(req, "key"));
    res.set({ "Cache-Control": "private, no-store", "Content-Disposition": 'attachment; filename="comments.json"' });
    res.type("json").send(`${JSON.stringify(data, null, 2)}\n`);
  });

  router.post("/erase", (req, res) => {
    const key = field(req, "key");
    own.goOn(key);
    draw(req, res, ({ t }) => ({
      status: t("data.sure"),
      choices: [
        { action: action("/erased"), label: t("data.yes"), key, main: true },
        { action: action("/export"), label: t("data.export"), key, main: false },
      ],
    }));
  });

  router.post("/erased", async (req, res) => {
    await own.erase(field(req, "key"));
    web.forget();
    draw(req, res, ({ t }) => ({ status: t("data.done") }));
  });

  function asking({ t }: Words, typed: string, problem: string | null): DataPage {
    if (!web.world.mails.on) return { sentences: [t("data.noMail"), t("data.others")] };
    return { sentences: [t("data.about"), t("data.others")], ask: { action: action(), typed, problem } };
  }

  function shown({ t }: Words, { comments }: Exported, key: string): DataPage {
    if (comments.length === 0) return { status: t("data.none") };
    const pages = [...new Set(comments.flatMap(({ page }) => page ?? []))];
    return {
      status: t("data.count", { count: comments.length }),
      pages: pages.slice(0, mostPages).map((url) => ({ url, title: url })),
      choices: [
        { action: action("/export"), label: t("data.export"), key, main: true },
        { action: action("/erase"), label: t("data.erase"), key, main: false },
      ],
    };
  }

  function draw(req: Request, res: Response, pageIn: (words: Words) => DataPage): void {
    const words = web.tongues.speak(...readersTags(req));
    const empty = { sentences: [], status: null, pages: [], choices: [], ask: null };
    const page = { ...web.top(words.t("data.title")), ...empty, ...pageIn(words) };
    res.set({ "Cache-Control": "private, no-store", "Content-Language": words.lang, "Referrer-Policy": "same-origin" });
    res.type("html").send(web.render("pages/data", page, words));
  }

  return router;
}
