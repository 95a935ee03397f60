import { type Request, type Response, Router } from "express";
import { originsOf } from "../domain/address.ts";
import { Problem } from "../domain/problem.ts";
import { sentence } from "../domain/sentence.ts";
import { votesModeOf } from "../domain/site.ts";
import { createVote, type Voted } from "../usecases/visit/vote.ts";
import { mannerOf } from "./answer-form.ts";
import { readNumber } from "./comment-number.ts";
import { createPaceKeeper, voting } from "./limits.ts";
import { field } from "./middleware/form-body.ts";
import { demandOrigin } from "./middleware/origins.ts";
import { ownKeys } from "./own-keys.ts";
import { askedLang } from "./tongue.ts";
import { voterOf } from "./voter.ts";
import { viewVotes } from "./votes-view.ts";
import type { Web } from "./web.ts";

/**
 * `POST /votes`: what a reader thinks of a comment (`value`: up, down or none, which takes it back). Readers without
 * scripts are led back to the comment, also when the vote was not taken; a script gets the buttons anew. Throws
 * `not-found`, `invalid`, `forbidden` for a vote that the blog does not take, `conflict` for one that does not count.
 */
export function createVoteRoutes(web: Web): Router {
  const { world } = web;
  const vote = createVote(world);
  const keepPace = createPaceKeeper(world);
  const router = Router();

  router.post("/votes", async (req, res) => {
    const number = readNumber(field(req, "number"));
    const comment = number === null ? null : await world.comments.byNumber(number);
    const site = comment && (await web.sites.get(comment.site));
    demandOrigin(req, site ? [web.settings.url, ...originsOf(site)] : [web.settings.url]);
    if (!comment || !site) throw new Problem("not-found", sentence("page.noComment"));
    const value = typedValue(req);
    const mode = votesModeOf(site);
    if (mode === "off" || (mode === "like" && value === "down")) throw new Problem("forbidden", sentence("vote.off"));
    await keepPace(req, voting);
    const voter = voterOf(web, req, res);
    const address = req.ip ?? "";
    const voted = await vote({ number: comment.number, value, voter, address, keys: ownKeys(req), final: false });
    if (voted.kind === "counted") web.pages.forget();
    res.set("Cache-Control", "private, no-store");
    await answer(req, res, voted, value, voter.word);
  });

  async function answer(req: Request, res: Response, voted: Voted, value: string, word: string): Promise<void> {
    const { comment } = voted;
    const [thread, site] = await Promise.all([world.threads.get(comment.thread), web.sites.get(comment.site)]);
    const { words, links } = web.tongue(askedLang(req), site, thread);
    const refused = voted.kind === "refused" ? voted.reason : null;
    if (mannerOf(req) === "page") {
      const url = thread?.page.url ?? "";
      const back = refused ? links.done(url, comment.number, `vote-${refused}`) : links.comment(url, comment.number);
      return res.redirect(303, back);
    }
    if (refused) throw new Problem("conflict", sentence(`vote.${refused}`));
    if (mannerOf(req) === "json") return void res.json(comment.votes ?? { up: 0, down: 0 });
    const mine = new Map(value === "none" ? [] : [[comment._id, value as "up" | "down"]]);
    const view = viewVotes({ words, links, votes: votesModeOf(site), mine }, comment, word);
    res.type("html").send(web.render("thread/votes", view ?? {}, words));
  }

  return router;
}

function typedValue(req: Request): "up" | "down" | "none" {
  const value = field(req, "value");
  if (value === "up" || value === "down" || value === "none") return value;
  throw new Problem("invalid", "A vote is up, down or none.");
}
