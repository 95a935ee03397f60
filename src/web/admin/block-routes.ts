import { type Response, Router } from "express";
import { type Block, type BlockKind, blockId, blockKinds, everywhere } from "../../domain/block.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { createFindRules } from "../../usecases/moderate/find-rules.ts";
import { createReadTarget, type FindActor } from "../../usecases/moderate/read-target.ts";
import { createUnblock } from "../../usecases/moderate/unblock.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { kindChoices, kindIn, readForm, severityChoices, type Typed, termsIn, untyped } from "./block-form.ts";
import { kindWords, viewRule } from "./block-view.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";

const perPage = 50;

const done: Record<string, string> = {
  set: "Done. The rule holds from now on.",
  removed: "The rule is taken back.",
  listed: "From now on only servers that you allow may speak.",
  open: "From now on every server may speak that you do not block.",
};

interface Given {
  said?: string | null;
  problem?: Problem;
  typed?: Typed;
  kind?: BlockKind | null;
  after?: string | null;
  /** What was looked for, and the rules that cover it. */
  found?: { query: string; rules: Block[] };
}

/** The rules of the node: a list by kind, a form for new ones, and whether all servers may speak. */
export function createBlockRoutes(web: Web, findActor: FindActor | null): Router {
  const { world } = web;
  const readTarget = createReadTarget(world, findActor);
  const findRules = createFindRules(world);
  const block = createBlock(world);
  const unblock = createUnblock(world);
  const router = Router();

  async function draw(res: Response, given: Given): Promise<void> {
    const { typed = untyped, kind = null, after = null, found, problem } = given;
    if (problem) markProblem(res, problem);
    const slice = found ? { items: found.rules, next: null } : await pageOf(kind, after);
    const counts = await world.blocks.counts();
    const [listed] = await world.blocks.among([blockId("host", everywhere)]);
    const view = {
      ...web.top("Blocks", "admin"),
      ...frameOf(res),
      section: "blocks",
      said: given.said ?? null,
      problem: problem?.message ?? null,
      typed,
      severities: severityChoices,
      kinds: kindChoices,
      tabs: tabsOf(counts, kind),
      query: found?.query ?? "",
      searched: found !== undefined,
      listed: listed !== undefined,
      rules: slice.items.map(viewRule),
      next: slice.next === null ? null : addressOf(kind, slice.next),
    };
    res.type("html").send(web.renderForOwner("admin/blocks", view));
  }

  function pageOf(kind: BlockKind | null, after: string | null) {
    return world.blocks.page({ ...(kind === null ? {} : { kind }), after, limit: perPage });
  }

  router.get("/blocks", async (req, res) => {
    const wanted = query(req, "q").trim();
    if (wanted !== "") return look(res, wanted);
    const kind = blockKinds.find((known) => known === query(req, "kind")) ?? null;
    await draw(res, { said: done[query(req, "done")] ?? null, kind, after: query(req, "after") || null });
  });

  async function look(res: Response, wanted: string): Promise<void> {
    const found = await readTarget(wanted).then(findRules).catch(expected);
    if (isProblem(found)) return draw(res, { problem: found, found: { query: wanted, rules: [] } });
    return draw(res, { found: { query: wanted, rules: found } });
  }

  router.post("/blocks", async (req, res) => {
    const typed = readForm(req);
    const problem = await set(typed, res).catch(expected);
    web.forget();
    if (isProblem(problem)) return draw(res, { problem, typed });
    res.redirect(303, "/admin/blocks?done=set");
  });

  async function set(typed: Typed, res: Response): Promise<void> {
    const terms = termsIn(typed, world.clock.now());
    await block(await readTarget(typed.who, kindIn(typed)), moderatorOf(res), terms);
  }

  router.post("/blocks/listed", async (req, res) => {
    const listed = field(req, "listed") === "true";
    if (listed) await block({ kind: "host", value: everywhere, label: "every server" }, moderatorOf(res));
    else await unblock(blockId("host", everywhere), moderatorOf(res)).catch(expected);
    web.forget();
    res.redirect(303, `/admin/blocks?done=${listed ? "listed" : "open"}`);
  });

  router.post("/blocks/remove", async (req, res) => {
    await unblock(field(req, "id"), moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/blocks?done=removed");
  });

  return router;
}

/** What the owner can do something about; throws everything else on. */
export function expected(error: unknown): Problem {
  if (isProblem(error, "invalid", "not-found", "upstream", "forbidden")) return error;
  throw error;
}

function tabsOf(counts: ReadonlyMap<BlockKind, number>, current: BlockKind | null) {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kinds = blockKinds.filter((kind) => (counts.get(kind) ?? 0) > 0 || kind === current);
  return [
    { label: "All", count: all, href: "/admin/blocks", current: current === null },
    ...kinds.map((kind) => ({
      label: kindWords[kind].many,
      count: counts.get(kind) ?? 0,
      href: addressOf(kind, null),
      current: kind === current,
    })),
  ];
}

function addressOf(kind: BlockKind | null, after: string | null): string {
  const wanted = new URLSearchParams({ ...(kind ? { kind } : {}), ...(after ? { after } : {}) });
  return `/admin/blocks?${wanted}`;
}
