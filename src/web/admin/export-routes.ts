import { pipeline } from "node:stream/promises";
import { type Response, Router } from "express";
import type { Carrying } from "../../domain/carrying.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createExportContent } from "../../usecases/operate/export-content.ts";
import { field } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";

type Chunk = string | Uint8Array;

/** `/admin/export`: everything that was said, in a form of the owner's choice, as a download that is written as it is read. */
export function createExportRoutes(web: Web, { exporters }: Pick<Carrying, "exporters">): Router {
  const { world } = web;
  const exportContent = createExportContent(world);
  const router = Router();

  router.get("/export", async (_req, res) => draw(res, { form: "", site: "", part: "" }, null));

  router.post("/export", async (req, res) => {
    const typed = { form: field(req, "form"), site: field(req, "site"), part: field(req, "part") };
    try {
      const exporter = exporters.find(({ name }) => name === typed.form);
      if (!exporter) throw new Problem("invalid", "Choose a form.");
      const wish = { site: typed.site || null, isPublic: typed.part !== "all", by: moderatorOf(res) };
      const { fileName, chunks } = await exportContent(exporter, wish);
      const pieces = chunks[Symbol.asyncIterator]();
      // What cannot even begin is told as a page.
      const first = await pieces.next();
      res.set("Content-Disposition", `attachment; filename="${fileName}"`).type(exporter.mediaType);
      await send(res, first, pieces);
    } catch (error) {
      if (!isProblem(error, "invalid", "not-found") || res.headersSent) throw error;
      markProblem(res, error);
      await draw(res, typed, error.message);
    }
  });

  /** A download that breaks off ends its connection, so that the browser does not take it for whole. */
  async function send(res: Response, first: IteratorResult<Chunk>, rest: AsyncIterator<Chunk>): Promise<void> {
    async function* all() {
      for (let one = first; !one.done; one = await rest.next()) yield one.value;
    }
    try {
      await pipeline(all, res);
    } catch (error) {
      world.log.warn({ error }, "An export broke off.");
    } finally {
      // Nobody else ends it where the connection does: what it keeps on the disk would stay.
      await rest.return?.();
    }
  }

  async function draw(res: Response, typed: Record<"form" | "site" | "part", string>, problem: string | null) {
    const sites = await world.sites.all();
    res.type("html").send(
      web.renderForOwner("admin/export", {
        ...web.top("Export", "admin"),
        ...frameOf(res),
        section: "export",
        said: null,
        forms: exporters.map(({ name, title, use, oneBlog, publicOnly }, i) => ({
          value: name,
          title,
          use,
          notes: [...(oneBlog ? ["One blog at a time."] : []), ...(publicOnly ? ["What readers see alone."] : [])],
          chosen: typed.form === "" ? i === 0 : name === typed.form,
        })),
        blogs: sites.map(({ _id, name, home }) => ({ value: _id, label: name || home, chosen: _id === typed.site })),
        everything: typed.part !== "public",
        problem,
      }),
    );
  }

  return router;
}
