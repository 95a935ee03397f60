import { type Response, Router } from "express";
import { namesNobody } from "../../domain/author.ts";
import { Problem } from "../../domain/problem.ts";
import type { Known } from "../../domain/queue.ts";
import { createEraseCommenter } from "../../usecases/moderate/erase-commenter.ts";
import { createExportCommenter } from "../../usecases/moderate/export-commenter.ts";
import { type Commenter, forgotten } from "../../usecases/moderate/find-commenter.ts";
import { field, query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { whoseAddress } from "./commenter-address.ts";
import { demandKnown } from "./commenter-routes.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { viewAuthor } from "./whose-view.ts";

/** What is kept of one person, handed to the owner as a file, or erased for good after a page that asks. */
export function createCommenterDataRoutes(web: Web): Router {
  const { world } = web;
  const exportCommenter = createExportCommenter(world);
  const eraseCommenter = createEraseCommenter(world);
  const router = Router();

  router.get("/commenter/export", async (req, res) => {
    const known = demandKnown((name) => query(req, name));
    const exported = await exportCommenter(await whois(known), moderatorOf(res));
    res.set("Content-Disposition", 'attachment; filename="commenter.json"').type("json");
    res.send(`${JSON.stringify(exported, null, 2)}\n`);
  });

  router.get("/commenter/erase", async (req, res) => {
    await ask(
      res,
      demandKnown((name) => query(req, name)),
    );
  });

  router.post("/commenter/erase", async (req, res) => {
    const who = await whois(demandKnown((name) => field(req, name)));
    const count = await eraseCommenter(who, moderatorOf(res));
    web.forget();
    res.redirect(303, `/admin/commenters?erased=${count}`);
  });

  async function ask(res: Response, known: Known): Promise<void> {
    const who = await whois(known);
    const author = await authorOf(known);
    const record = await world.comments.recordOf(known);
    const { published = 0, held = 0, spam = 0 } = record ?? {};
    res.type("html").send(
      web.renderForOwner("admin/erase", {
        ...web.top("Erase somebody?", "admin"),
        ...frameOf(res),
        section: "commenters",
        said: null,
        who: known,
        elsewhere: who.kind === "actor",
        author: author ? viewAuthor(web, author) : { name: "somebody", handle: null, email: null },
        count: published + held + spam,
        back: whoseAddress(known),
      }),
    );
  }

  /** Throws `invalid` for who is known by their network, and `not-found` for nobody. */
  async function whois(known: Known): Promise<Commenter> {
    if ("actor" in known && URL.canParse(known.actor) && namesNobody(known.actor)) throw forgotten();
    if ("actor" in known) return { kind: "actor", id: known.actor };
    const author = await authorOf(known);
    if (author === null) throw new Problem("not-found", "Nobody like that is known here.");
    if (author.kind === "visitor" && author.email !== null) return { kind: "mailbox", hash: known.visitor };
    throw new Problem(
      "invalid",
      "A network is no person: others may share it. Delete their comments one by one, from the queue.",
    );
  }

  async function authorOf(known: Known) {
    return (await world.comments.newestOf(known, { limit: 1 })).items[0]?.author ?? null;
  }

  return router;
}
