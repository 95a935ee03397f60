import { type Request, type Response, Router } from "express";
import { isProblem, Problem } from "../../domain/problem.ts";
import { createBlock } from "../../usecases/moderate/block.ts";
import { describeHost } from "../../usecases/moderate/describe-host.ts";
import { createReadServer } from "../../usecases/moderate/read-server.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { expected } from "./block-routes.ts";
import { viewRule } from "./block-view.ts";
import { whoseAddress } from "./commenter-address.ts";
import { blogNames, placesFor } from "./rule-places.ts";
import { moderatorOf, signedInOf } from "./session.ts";
import { moment } from "./time.ts";
import { whoseFrame } from "./whose-frame.ts";
import { severityIn } from "./whose-rules.ts";
import { reportedSentence, viewAuthor, viewRecord, viewTargets, viewTheirs } from "./whose-view.ts";

const perPage = 25;

/** `/admin/server`: all from one server, how it does, and buttons for a rule about it. */
export function createServerRoutes(web: Web): Router {
  const { world } = web;
  const readServer = createReadServer(world);
  const block = createBlock(world);
  const router = Router();

  router.get("/server", async (req, res) => {
    await draw(req, res, query(req, "host"), query(req, "after"));
  });

  router.post("/server/rule", async (req, res) => {
    const host = field(req, "host");
    const severity = severityIn(field(req, "severity"));
    const { name } = await readServer(host, { sites: null, after: null, limit: 1 });
    const problem = await block({ kind: "host", value: name }, moderatorOf(res), { severity }).catch(expected);
    web.forget();
    if (!isProblem(problem)) return res.redirect(303, whoseAddress({ host }, { done: `rule-${severity}` }));
    markProblem(res, problem);
    await draw(req, res, host, "", problem.message);
  });

  async function draw(req: Request, res: Response, typed: string, after: string, problem: string | null = null) {
    const host = typed.trim().toLowerCase();
    if (host === "") throw new Problem("not-found", "No server was named; choose one from the list.");
    const { person } = signedInOf(res);
    const found = await readServer(host, { sites: null, after: after || null, limit: perPage });
    const { rules, known, people, more, followers } = found;
    const blogs = await blogNames(web);
    const now = world.clock.now();
    res.type("html").send(
      web.renderForOwner("admin/server", {
        ...web.top(host, "admin"),
        ...(await whoseFrame(world, req, res)),
        problem,
        host,
        who: { host },
        facts: [
          ...viewRecord(found.record),
          { name: "People who wrote", value: more ? `${people.length} and more` : String(people.length) },
          { name: "Followers", value: followers.toLocaleString("en") },
        ],
        health: describeHost(known, now, (date) => moment(date).text),
        fault: known?.fault ?? null,
        people: people.map(({ author, count }) => ({ ...viewAuthor(web, author), count: count.toLocaleString("en") })),
        more,
        reported: reportedSentence(found.reported),
        rules: rules.map((rule) => viewRule(rule, blogs)),
        targets: viewTargets(
          { server: { kind: "host", value: found.name } },
          rules,
          await placesFor(web, res, "blocks.change"),
        ),
        ...viewTheirs(web, person, found.comments, { host }, after),
      }),
    );
  }

  return router;
}
