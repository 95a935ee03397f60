import { type Request, type Response, Router } from "express";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { type TargetName, targetNames, targetsOf } from "../../usecases/moderate/comment-targets.ts";
import type { Target } from "../../usecases/moderate/read-target.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { readForm, severityChoices, type Typed, termsIn, untyped } from "./block-form.ts";
import { expected } from "./block-routes.ts";
import { nameOfRule, typedFrom, viewRule } from "./block-view.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";

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
    const typed = readForm(req);
    const work = async () => void (await block(target, moderatorOf(res), termsIn(typed, world.clock.now())));
    const problem = await work().catch(expected);
    web.forget();
    if (isProblem(problem)) return draw(res, page, typed, problem);
    res.redirect(303, "/admin/blocks?done=set");
  }

  async function known(id: string) {
    const [rule] = await world.blocks.among([id]);
    if (!rule) throw new Problem("not-found", "There is no such rule; it may have been taken back.");
    const { kind, value, label } = rule;
    const page: Page = { heading: nameOfRule(rule), targets: [], rule: viewRule(rule), action: "/admin/blocks/rule" };
    return { rule, page, target: { kind, value, label } };
  }

  router.get("/blocks/rule", async (req, res) => {
    const { rule, page } = await known(query(req, "id"));
    draw(res, page, typedFrom(rule), null);
  });

  router.post("/blocks/rule", async (req, res) => {
    const { page, target } = await known(field(req, "id"));
    await take(req, res, page, target);
  });

  async function about(id: string, wanted: string) {
    const comment = await world.comments.get(id);
    const targets = comment ? targetsOf(comment) : {};
    const names = targetNames.filter((name) => targets[name]);
    const first = names[0];
    if (!comment || first === undefined)
      throw new Problem("not-found", "Nothing is left of who wrote this comment that a rule could be about.");
    const chosen = names.find((name) => name === wanted) ?? first;
    const page: Page = {
      heading: `A rule about who wrote #${comment.number}`,
      targets: names.map((name) => ({
        name,
        label: choices[name],
        value: nameOfRule({ label: "", ...(targets[name] as Target) }),
        chosen: name === chosen,
      })),
      rule: null,
      action: `/admin/blocks/about/${encodeURIComponent(id)}`,
    };
    return { page, target: targets[chosen] as Target };
  }

  router.get("/blocks/about/:comment", async (req, res) => {
    const { page } = await about(String(req.params["comment"]), query(req, "who"));
    draw(res, page, untyped, null);
  });

  router.post("/blocks/about/:comment", async (req, res) => {
    const { page, target } = await about(String(req.params["comment"]), field(req, "target"));
    await take(req, res, page, target);
  });

  return router;
}
