import { type Request, type Response, Router } from "express";
import { severities } from "../../domain/block.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import { describeRule } from "../../usecases/moderate/describe-rule.ts";
import {
  conflictWays,
  createPlanList,
  type ListChoices,
  type ListPlan,
} from "../../usecases/moderate/lists/plan-list.ts";
import { createTakeList } from "../../usecases/moderate/lists/take-list.ts";
import { listFormats, writeList } from "../../usecases/moderate/lists/write-list.ts";
import type { FindActor } from "../../usecases/moderate/read-target.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { expected } from "./block-routes.ts";
import { nameOfRule } from "./block-view.ts";
import { frameOf } from "./frame.ts";
import { choiceOf, type Place, placesFor } from "./rule-places.ts";
import { moderatorOf } from "./session.ts";

/** So many lines of each sort are shown; the counts say how many there are. */
const shownLines = 100;

const usual: ListChoices = { severity: "block", conflicts: "keep" };

const conflictLabels: Record<ListChoices["conflicts"], string> = {
  keep: "Keep mine",
  stricter: "Take the stricter one",
  replace: "Take the list's",
};

const formats: Record<(typeof listFormats)[number], { label: string; file: string; type: string }> = {
  mastodon: { label: "Servers, as Mastodon's CSV", file: "domain_blocks.csv", type: "text/csv" },
  gotosocial: { label: "Blocked servers, as GoToSocial's JSON", file: "domain_blocks.json", type: "application/json" },
  domains: { label: "Blocked servers, one a line", file: "domains.txt", type: "text/plain" },
  accounts: { label: "Blocked people, as Mastodon's CSV", file: "blocked_accounts.csv", type: "text/csv" },
};

/** Lists of rules: one from elsewhere is looked at first and then taken over; ours are handed out. */
export function createListRoutes(web: Web, findActor: FindActor | null): Router {
  const { world } = web;
  const planList = createPlanList(world);
  const takeList = createTakeList(world, findActor);
  const router = Router();

  interface Given {
    text?: string;
    choices?: ListChoices;
    plan?: ListPlan;
    /** What became of it, where it was taken over. */
    said?: string;
    problem?: Problem;
  }

  async function draw(res: Response, { text = "", choices = usual, plan, said, problem }: Given): Promise<void> {
    if (problem) markProblem(res, problem);
    const [changed, read] = await Promise.all([
      placesFor(web, res, "blocks.change"),
      placesFor(web, res, "blocks.read"),
    ]);
    const view = {
      ...web.top("Lists of blocks", "admin"),
      ...frameOf(res),
      section: "blocks",
      said: said ?? null,
      problem: problem?.message ?? null,
      text,
      choices,
      severities,
      conflicts: conflictWays.map((name) => ({ name, label: conflictLabels[name] })),
      plan: plan ? viewPlan(plan) : null,
      taken: said !== undefined,
      places: choiceOf(changed),
      exports: read.map((place) => ({
        label: choiceOf(read).length > 0 ? place.label : null,
        formats: formatsOf(place),
      })),
    };
    res.type("html").send(web.renderForOwner("admin/block-lists", view));
  }

  router.get("/blocks/lists", (_req, res) => draw(res, {}));

  router.post("/blocks/lists", async (req, res) => {
    const given = { text: field(req, "list"), choices: choicesIn(req) };
    const work = field(req, "take") === "" ? look(given) : take(given, res);
    const outcome = await work.catch(expected);
    await draw(res, isProblem(outcome) ? { ...given, problem: outcome } : outcome);
  });

  async function look({ text, choices }: { text: string; choices: ListChoices }): Promise<Given> {
    return { text, choices, plan: await planList(text, choices) };
  }

  async function take({ text, choices }: { text: string; choices: ListChoices }, res: Response): Promise<Given> {
    const { plan, put, hidden, rejected } = await takeList(text, choices, moderatorOf(res));
    web.forget();
    const said = `Taken over: ${put} ${put === 1 ? "rule" : "rules"}. Comments hidden: ${hidden}. Followers dropped: ${rejected}.`;
    return { choices, plan, said };
  }

  router.get("/blocks/export", async (req, res) => {
    const format = listFormats.find((known) => known === query(req, "format")) ?? "mastodon";
    const { file, type } = formats[format];
    res.set({ "Content-Disposition": `attachment; filename="${file}"` });
    res.type(`${type}; charset=utf-8`).send(writeList(await world.blocks.list(query(req, "site") || null), format));
  });

  return router;
}

function formatsOf({ name: site }: Place) {
  return listFormats.map((format) => ({
    href: `/admin/blocks/export?${new URLSearchParams({ format, ...(site ? { site } : {}) })}`,
    label: formats[format].label,
  }));
}

function choicesIn(req: Request): ListChoices {
  return {
    severity: severities.find((known) => known === field(req, "severity")) ?? usual.severity,
    conflicts: conflictWays.find((known) => known === field(req, "conflicts")) ?? usual.conflicts,
    site: field(req, "site") || null,
  };
}

/** The locals of what a list would do. */
function viewPlan({ added, same, twice, conflicts, people, refused, hit }: ListPlan) {
  return {
    counts: {
      added: added.length,
      same,
      twice,
      conflicts: conflicts.length,
      people: people.length,
      refused: refused.length,
    },
    hit,
    added: added
      .slice(0, shownLines)
      .map(({ line, rule }) => ({ line, label: nameOfRule(rule), does: describeRule(rule) })),
    conflicts: conflicts.slice(0, shownLines).map(({ line, before, rule, is, taken }) => ({
      line,
      label: nameOfRule(rule),
      here: describeRule(before),
      there: describeRule(rule),
      is,
      taken,
    })),
    refused: refused.slice(0, shownLines).map(({ line, fault }) => ({ line, fault })),
    nothing: added.length + people.length + conflicts.filter(({ taken }) => taken).length === 0,
  };
}
