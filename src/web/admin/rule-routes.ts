import { type Request, type Response, Router } from "express";
import { type Block, blogOf, usualBlockedDays } from "../../domain/block.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { type TargetName, targetNames, targetsOf } from "../../usecases/moderate/comment-targets.ts";
import { purgeDate } from "../../usecases/moderate/purge-hidden.ts";
import type { Target } from "../../usecases/moderate/read-target.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { readForm, severityChoices, type Typed, termsIn, untyped } from "./block-form.ts";
import { backTo, expected } from "./block-routes.ts";
import { nameOfRule, typedFrom, viewRule } from "./block-view.ts";
import { frameOf } from "./frame.ts";
import { blogNames, choiceOf, type Place, placesFor } from "./rule-places.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const choices: Record<TargetName, string> = {
  person: "This person",
  server: "Their whole server",
  visitor: "This visitor",
  mail: "All mailboxes of their domain",
  network: "Everybody from their network",
};

/** One rule, to be changed, and a new one about whoever wrote a comment. */
export function createRuleRoutes(web: Web): Router {
  const { world } = web;
  const block = createBlock(world);
  const router = Router();

  /** What the page asks about: who it can be, and where the form goes to. */
  interface Page {
    heading: string;
    targets: { name: string; label: string; value: string; chosen: boolean }[];
    rule: ReturnType<typeof viewRule> | null;
    /** What it hides, and what becomes of that; null where it hides nothing. */
    hides: string | null;
    /** Where a new one may hold. */
    places: readonly Place[];
    action: string;
  }

  function draw(res: Response, page: Page, typed: Typed, problem: Problem | null): void {
    if (problem) markProblem(res, problem);
    const view = {
      ...web.top(page.heading, "admin"),
      ...page,
      ...frameOf(res),
      section: "blocks",
      said: null,
      problem: problem?.message ?? null,
      typed,
      severities: severityChoices,
    };
    res.type("html").send(web.renderForOwner("admin/rule", view));
  }

  async function take(req: Request, res: Response, page: Page, target: Target): Promise<void> {
    // What there is holds where it held; a new one where the form says.
    const typed = { ...readForm(req), ...(page.rule ? { site: blogOf(page.rule.id) ?? "" } : {}) };
    const work = async () => void (await block(target, moderatorOf(res), termsIn(typed, world.clock.now())));
    const problem = await work().catch(expected);
    web.forget();
    if (isProblem(problem)) return draw(res, page, typed, problem);
    res.redirect(303, backTo(typed.site, "set"));
  }

  async function known(id: string) {
    const [rule] = await world.blocks.among([id]);
    if (!rule) throw new Problem("not-found", "There is no such rule; it may have been taken back.");
    const { kind, value, label } = rule;
    const view = viewRule(rule, await blogNames(web));
    const heading = nameOfRule(rule);
    const hides = await hidesSentence(rule);
    const page: Page = { heading, targets: [], rule: view, hides, places: [], action: "/admin/blocks/rule" };
    return { rule, page, target: { kind, value, label } };
  }

  async function hidesSentence(rule: Block): Promise<string | null> {
    const { count, since } = await world.comments.countUnder(rule._id);
    if (count === 0) return null;
    const end = purgeDate(rule, since, web.settings.keepBlockedDays ?? usualBlockedDays);
    const hidden = `It hides ${count.toLocaleString("en")} ${count === 1 ? "comment" : "comments"}.`;
    if (end === null) return hidden;
    const [first, before] = count === 1 ? ["It is", "before"] : ["The first is", "before then"];
    return `${hidden} ${first} deleted for good after ${moment(end).text}, unless you take the rule back ${before}.`;
  }

  router.get("/blocks/rule", async (req, res) => {
    const { rule, page } = await known(query(req, "id"));
    draw(res, page, typedFrom(rule), null);
  });

  router.post("/blocks/rule", async (req, res) => {
    const { page, target } = await known(field(req, "id"));
    await take(req, res, page, target);
  });

  async function about(id: string, wanted: string, res: Response) {
    const comment = await world.comments.get(id);
    const targets = comment ? targetsOf(comment) : {};
    const names = targetNames.filter((name) => targets[name]);
    const first = names[0];
    if (!comment || first === undefined)
      throw new Problem("not-found", "Nothing is left of who wrote this comment that a rule could be about.");
    const chosen = names.find((name) => name === wanted) ?? first;
    const places = choiceOf(await placesFor(web, res, "blocks.change"));
    const page: Page = {
      heading: `A rule about who wrote #${comment.number}`,
      targets: names.map((name) => ({
        name,
        label: choices[name],
        value: nameOfRule({ label: "", ...(targets[name] as Target) }),
        chosen: name === chosen,
      })),
      rule: null,
      hides: null,
      places,
      action: `/admin/blocks/about/${encodeURIComponent(id)}`,
    };
    // Whoever has a say on some blogs alone most likely means the one of the comment.
    const site = places.some(({ name }) => name === "") || places.length === 0 ? "" : comment.site;
    return { page, target: targets[chosen] as Target, site };
  }

  router.get("/blocks/about/:comment", async (req, res) => {
    const { page, site } = await about(String(req.params["comment"]), query(req, "who"), res);
    draw(res, page, { ...untyped, site }, null);
  });

  router.post("/blocks/about/:comment", async (req, res) => {
    const { page, target } = await about(String(req.params["comment"]), field(req, "target"), res);
    await take(req, res, page, target);
  });

  return router;
}
