import { type Request, type Response, Router } from "express";
import { type Block, type BlockKind, blockId, blockKinds, blogOf, everywhere } from "../../domain/block.ts";
import { may } from "../../domain/deeds.ts";
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
import { blogNames, choiceOf, type Looked, lookedAt, type Place, placesFor, wholeNode } from "./rule-places.ts";
import { moderatorOf, signedInOf } from "./session.ts";

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

/** The rules of the node and of its blogs: a list by kind, a form for new ones, and whether all servers may speak. */
export function createBlockRoutes(web: Web, findActor: FindActor | null): Router {
  const { world } = web;
  const readTarget = createReadTarget(world, findActor);
  const findRules = createFindRules(world);
  const block = createBlock(world);
  const unblock = createUnblock(world);
  const router = Router();

  async function draw(req: Request, res: Response, given: Given): Promise<void> {
    const { kind = null, after = null, found, problem } = given;
    if (problem) markProblem(res, problem);
    const places = await placesFor(web, res, "blocks.read");
    const looked = lookedAt(req, places);
    const typed = given.typed ?? { ...untyped, site: looked ?? "" };
    const slice = found ? { items: found.rules, next: null } : await pageOf(looked, kind, after);
    const counts = await world.blocks.counts(looked);
    const blogs = await blogNames(web);
    const [listed] = await world.blocks.among([blockId("host", everywhere, looked ?? null)]);
    const view = {
      ...web.top("Blocks", "admin"),
      ...frameOf(res),
      section: "blocks",
      said: given.said ?? null,
      problem: problem?.message ?? null,
      typed,
      places: choiceOf(await placesFor(web, res, "blocks.change")),
      looks: choiceOf(places).length > 0 ? looksOf(places, looked, kind) : [],
      looked: looked === undefined ? "" : (looked ?? wholeNode),
      site: looked ?? "",
      on: looked ? (blogs.get(looked) ?? null) : null,
      severities: severityChoices,
      kinds: kindChoices,
      tabs: tabsOf(counts, looked, kind),
      query: found?.query ?? "",
      searched: found !== undefined,
      listed: listed !== undefined,
      mayList: may(signedInOf(res).person, "blocks.listed", looked ?? null),
      rules: slice.items.map((rule) => viewRule(rule, blogs)),
      next: slice.next === null ? null : addressOf(looked, kind, slice.next),
    };
    res.type("html").send(web.renderForOwner("admin/blocks", view));
  }

  function pageOf(looked: Looked, kind: BlockKind | null, after: string | null) {
    const narrowed = { ...(kind === null ? {} : { kind }), ...(looked === undefined ? {} : { site: looked }) };
    return world.blocks.page({ ...narrowed, after, limit: perPage });
  }

  router.get("/blocks", async (req, res) => {
    const wanted = query(req, "q").trim();
    if (wanted !== "") return look(req, res, wanted);
    const kind = blockKinds.find((known) => known === query(req, "kind")) ?? null;
    await draw(req, res, { said: done[query(req, "done")] ?? null, kind, after: query(req, "after") || null });
  });

  async function look(req: Request, res: Response, wanted: string): Promise<void> {
    const places = await placesFor(web, res, "blocks.read");
    const looked = lookedAt(req, places);
    const target = readTarget(wanted);
    const found = await target.then((target) => findRules(target, looked)).catch(expected);
    if (isProblem(found)) return draw(req, res, { problem: found, found: { query: wanted, rules: [] } });
    return draw(req, res, { found: { query: wanted, rules: found } });
  }

  router.post("/blocks", async (req, res) => {
    const typed = readForm(req);
    const problem = await set(typed, res).catch(expected);
    web.forget();
    if (isProblem(problem)) return draw(req, res, { problem, typed });
    res.redirect(303, backTo(typed.site, "set"));
  });

  async function set(typed: Typed, res: Response): Promise<void> {
    const terms = termsIn(typed, world.clock.now());
    await block(await readTarget(typed.who, kindIn(typed)), moderatorOf(res), terms);
  }

  router.post("/blocks/listed", async (req, res) => {
    const listed = field(req, "listed") === "true";
    const site = field(req, "site") || null;
    if (listed) await block({ kind: "host", value: everywhere, label: "every server" }, moderatorOf(res), { site });
    else await unblock(blockId("host", everywhere, site), moderatorOf(res)).catch(expected);
    web.forget();
    res.redirect(303, backTo(site, listed ? "listed" : "open"));
  });

  router.post("/blocks/remove", async (req, res) => {
    const id = field(req, "id");
    await unblock(id, moderatorOf(res));
    web.forget();
    res.redirect(303, backTo(blogOf(id), "removed"));
  });

  return router;
}

/** What the owner can do something about; throws everything else on. */
export function expected(error: unknown): Problem {
  if (isProblem(error, "invalid", "not-found", "upstream", "forbidden")) return error;
  throw error;
}

/** The list that somebody came from, with a sentence on what was done. */
export function backTo(site: string | null, done: string): string {
  return `/admin/blocks?${new URLSearchParams({ ...(site ? { site } : {}), done })}`;
}

function looksOf(places: readonly Place[], looked: Looked, kind: BlockKind | null) {
  const all = places[0]?.name === "" ? [{ label: "All", site: undefined }] : [];
  const each = places.map(({ name, label }) => ({ label, site: name || null }));
  return [...all, ...each].map(({ label, site }) => ({
    label,
    href: addressOf(site, kind, null),
    current: site === looked,
  }));
}

function tabsOf(counts: ReadonlyMap<BlockKind, number>, looked: Looked, current: BlockKind | null) {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kinds = blockKinds.filter((kind) => (counts.get(kind) ?? 0) > 0 || kind === current);
  return [
    { label: "All", count: all, href: addressOf(looked, null, null), current: current === null },
    ...kinds.map((kind) => ({
      label: kindWords[kind].many,
      count: counts.get(kind) ?? 0,
      href: addressOf(looked, kind, null),
      current: kind === current,
    })),
  ];
}

function addressOf(looked: Looked, kind: BlockKind | null, after: string | null): string {
  const site = looked === undefined ? {} : { site: looked ?? wholeNode };
  const wanted = new URLSearchParams({ ...site, ...(kind ? { kind } : {}), ...(after ? { after } : {}) });
  return wanted.size === 0 ? "/admin/blocks" : `/admin/blocks?${wanted}`;
}
