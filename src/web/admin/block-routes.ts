import { Router } from "express";
import { isProblem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { createListBlocks } from "../../usecases/moderate/list-blocks.ts";
import { createReadTarget, type FindActor } from "../../usecases/moderate/read-target.ts";
import { createUnblock } from "../../usecases/moderate/unblock.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { csrfOf } from "./queue-routes.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

/** The list of blocks, taking them back, and a form for new ones. */
export function createBlockRoutes(web: Web, findActor: FindActor | null): Router {
  const { world } = web;
  const listBlocks = createListBlocks(world);
  const readTarget = createReadTarget(world, findActor);
  const block = createBlock(world);
  const unblock = createUnblock(world);
  const router = Router();

  async function page(
    csrf: string,
    given: { said?: string | null; problem?: string | null; who?: string; note?: string },
  ) {
    const blocks = (await listBlocks()).map(({ _id, kind, value, label, note, createdAt }) => ({
      id: _id,
      kind: kind === "host" ? "Server" : "Person",
      label: kind === "host" ? label : `@${label.replace(/^@/, "")}`,
      value: value === label ? null : value,
      note,
      since: moment(createdAt),
    }));
    const rest = {
      said: given.said ?? null,
      problem: given.problem ?? null,
      who: given.who ?? "",
      note: given.note ?? "",
    };
    return web.renderForOwner("admin/blocks", {
      ...web.top("Blocks", "admin"),
      csrf,
      section: "blocks",
      blocks,
      ...rest,
    });
  }

  router.get("/blocks", async (req, res) => {
    const said = { blocked: "Blocked.", unblocked: "The block is taken back." }[query(req, "done")] ?? null;
    res.type("html").send(await page(csrfOf(res), { said }));
  });

  router.post("/blocks", async (req, res) => {
    const who = field(req, "who");
    const note = field(req, "note");
    const problem = await readTarget(who)
      .then((target) => block({ ...target, note }, moderatorOf(res)))
      .catch((error: unknown) => {
        if (isProblem(error, "invalid", "not-found", "upstream", "forbidden")) return error;
        throw error;
      });
    web.pages.forget();
    if (!isProblem(problem)) return res.redirect(303, "/admin/blocks?done=blocked");
    markProblem(res, problem);
    return void res.type("html").send(await page(csrfOf(res), { problem: problem.message, who, note }));
  });

  router.post("/blocks/remove", async (req, res) => {
    await unblock(field(req, "id"), moderatorOf(res));
    web.pages.forget();
    res.redirect(303, "/admin/blocks?done=unblocked");
  });

  return router;
}
