import { type Request, type Response, Router } from "express";
import type { Carrying } from "../../domain/carrying.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createPlanImport } from "../../usecases/operate/plan-import.ts";
import { fileOf } from "../middleware/file-body.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { valuesOf, viewRun, viewRunLine } from "./import-view.ts";
import { moderatorOf } from "./session.ts";

/** So often a page that shows how far an import is comes anew by itself, in seconds. */
const refreshSeconds = 4;

/**
 * `/admin/import`: a file is brought, somebody says what it is, sees what would happen, and begins. All of it works without
 * scripts, and goes on while nobody looks.
 */
export function createImportRoutes(web: Web, carrying: Carrying): Router {
  const { world } = web;
  const { importers, uploads } = carrying;
  const plan = createPlanImport(world, carrying);
  const router = Router();
  const pageOf = (req: Request) => `/admin/import/${encodeURIComponent(String(req.params["id"]))}`;
  const idOf = (req: Request) => String(req.params["id"]);

  router.get("/import", async (_req, res) => drawList(res, null));

  router.post("/import/file", async (_req, res) => {
    try {
      const file = fileOf(res);
      if (uploads.maxBytes === 0) throw new Problem("forbidden", "ANTIPHON_IMPORT_MB is 0: no file is taken here.");
      if (!file || file.name === "") throw new Problem("invalid", "Choose a file first.");
      const run = await plan.bring({ fileName: file.name, chunks: file.chunks, by: moderatorOf(res) });
      res.redirect(303, `/admin/import/${run._id}`);
    } catch (error) {
      if (!isProblem(error, "invalid", "too-large", "conflict", "busy", "forbidden")) throw error;
      markProblem(res, error);
      await drawList(res, error.message);
    }
  });

  router.get("/import/:id", async (req, res) => {
    const run = await plan.get(idOf(req));
    const view = viewRun(run, importers.all, await world.sites.all(), null);
    const still = query(req, "still") === "yes";
    if (view.isAtWork && !still) res.set("Refresh", String(refreshSeconds));
    draw(res, view, null, still);
  });

  router.get("/import/:id/report", async (req, res) => {
    const { report, createdAt } = await plan.get(idOf(req));
    if (!report) throw new Problem("not-found", "There is no report of this import yet.");
    const day = createdAt.toISOString().slice(0, 10);
    res.set("Content-Disposition", `attachment; filename="import-${day}.txt"`).type("text/plain");
    res.send(`${report.join("\n")}\n`);
  });

  router.post("/import/:id/look", async (req, res) => {
    const typed = (name: string) => field(req, name);
    const name = typed("importer");
    const importer = importers.all.find((one) => one.name === name);
    const wish = { site: typed("site") || null, map: typed("map"), check: typed("check") === "yes" };
    try {
      await plan.look(idOf(req), { ...wish, importer: name || null, values: valuesOf(importer, typed) });
      res.redirect(303, pageOf(req));
    } catch (error) {
      if (!isProblem(error, "invalid")) throw error;
      markProblem(res, error);
      draw(res, viewRun(await plan.get(idOf(req)), importers.all, await world.sites.all(), typed), error.message, true);
    }
  });

  router.post("/import/:id/begin", async (req, res) => {
    await plan.begin(idOf(req), moderatorOf(res));
    res.redirect(303, pageOf(req));
  });

  router.post("/import/:id/again", async (req, res) => {
    await plan.again(idOf(req));
    res.redirect(303, pageOf(req));
  });

  router.post("/import/:id/drop", async (req, res) => {
    await plan.drop(idOf(req));
    res.redirect(303, "/admin/import");
  });

  async function drawList(res: Response, problem: string | null): Promise<void> {
    const runs = await plan.list();
    res.type("html").send(
      web.renderForOwner("admin/import", {
        ...web.top("Import", "admin"),
        ...frameOf(res),
        section: "import",
        said: null,
        runs: runs.map((run) => viewRunLine(run, importers.all)),
        formats: importers.all.map(({ title, file }) => ({ title, file })),
        megabytes: Math.floor(uploads.maxBytes / 1_000_000),
        problem,
      }),
    );
  }

  function draw(res: Response, run: ReturnType<typeof viewRun>, problem: string | null, still: boolean): void {
    res.type("html").send(
      web.renderForOwner("admin/import-run", {
        ...web.top(`Import of ${run.fileName}`, "admin"),
        ...frameOf(res),
        section: "import",
        said: null,
        run,
        problem,
        still,
      }),
    );
  }

  return router;
}
