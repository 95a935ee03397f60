import { type Request, type Response, Router } from "express";
import { serverOf } from "../../domain/author.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Known } from "../../domain/queue.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { targetNames } from "../../usecases/moderate/comment-targets.ts";
import { createReadCommenter, mostReactions } from "../../usecases/moderate/read-commenter.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { expected } from "./block-routes.ts";
import { viewRule } from "./block-view.ts";
import { readKnown, whoseAddress } from "./commenter-address.ts";
import { mayOpen } from "./permits.ts";
import { blogNames, placesFor } from "./rule-places.ts";
import { moderatorOf, signedInOf, sitesOf } from "./session.ts";
import { whoseFrame } from "./whose-frame.ts";
import { severityIn } from "./whose-rules.ts";
import { reactionsSentence, reportedSentence, viewAuthor, viewRecord, viewTargets, viewTheirs } from "./whose-view.ts";

const perPage = 25;

/** `/admin/commenter`: one person with all they wrote, and buttons for a rule about them. */
export function createCommenterRoutes(web: Web): Router {
  const { world } = web;
  const readCommenter = createReadCommenter(world);
  const block = createBlock(world);
  const router = Router();

  router.get("/commenter", async (req, res) => {
    await draw(
      req,
      res,
      demandKnown((name) => query(req, name)),
      query(req, "after"),
    );
  });

  router.post("/commenter/rule", async (req, res) => {
    const known = demandKnown((name) => field(req, name));
    const severity = severityIn(field(req, "severity"));
    const { targets } = await readCommenter(known, {
      sites: sitesOf(res, "comments.read"),
      after: null,
      limit: 1,
    });
    const target = targets[targetNames.find((name) => name === field(req, "target")) ?? "person"];
    if (!target) throw new Problem("invalid", "Nothing is known of them that such a rule could be about.");
    const problem = await block(target, moderatorOf(res), { severity, site: field(req, "site") || null }).catch(
      expected,
    );
    web.forget();
    if (!isProblem(problem)) return res.redirect(303, whoseAddress(known, { done: `rule-${severity}` }));
    markProblem(res, problem);
    await draw(req, res, known, "", problem.message);
  });

  async function draw(req: Request, res: Response, known: Known, after: string, problem: string | null = null) {
    const { person } = signedInOf(res);
    const asked = { sites: sitesOf(res, "comments.read"), after: after || null, limit: perPage };
    const found = await readCommenter(known, asked);
    const { author, record, rules } = found;
    const server = serverOf(author);
    const readable = sitesOf(res, "blocks.read");
    const blogs = await blogNames(web);
    const view = viewAuthor(web, author);
    res.type("html").send(
      web.renderForOwner("admin/commenter", {
        ...web.top(view.name, "admin"),
        ...(await whoseFrame(world, req, res)),
        problem,
        who: known,
        author: view,
        network: author.kind === "visitor" && author.email === null,
        server: server && mayOpen(person, "/server") ? { name: server, href: whoseAddress({ host: server }) } : null,
        facts: [
          ...viewRecord(record),
          { name: "Hidden of these", value: found.hidden >= 100 ? "99+" : String(found.hidden) },
        ],
        elsewhere:
          author.kind === "remote" && asked.sites === null
            ? { follows: await followsOf(found.follows), reactions: reactionsSentence(found.reactions, mostReactions) }
            : null,
        reported: reportedSentence(found.reported),
        rules: rules
          .filter(({ site = null }) => readable === null || (site !== null && readable.includes(site)))
          .map((rule) => viewRule(rule, blogs)),
        targets: viewTargets(found.targets, rules, await placesFor(web, res, "blocks.change")),
        mayErase: mayOpen(person, "/commenter/erase") && (author.kind === "remote" || author.email !== null),
        erase: whoseAddress(known).replace("?", "/erase?"),
        download: whoseAddress(known).replace("?", "/export?"),
        ...viewTheirs(web, person, found.comments, known, after),
      }),
    );
  }

  async function followsOf(follows: readonly { actor: string }[]): Promise<string> {
    if (follows.length === 0) return "nothing here";
    const names = new Map((await web.sites.all()).map(({ handle, name }) => [handle, name]));
    return follows.map(({ actor }) => names.get(actor) ?? `@${actor}`).join(", ");
  }

  return router;
}

/** Whom a page is asked for. Throws `not-found` where that is nobody. */
export function demandKnown(given: (name: string) => string): Known {
  const known = readKnown(given);
  if (known) return known;
  throw new Problem("not-found", "Nobody was named; choose somebody from the list of commenters.");
}
