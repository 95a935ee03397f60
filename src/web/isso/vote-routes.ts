import { type Request, type Response, Router } from "express";
import { isProblem } from "../../domain/problem.ts";
import { createVote, type Voted, type VoteRefusal } from "../../usecases/visit/vote.ts";
import { readNumber } from "../comment-number.ts";
import { votesOf } from "./comment-object.ts";
import { provenKeys, voterOf } from "./cookies.ts";
import { refuseForeign, sendJson } from "./json.ts";
import type { IssoRoom } from "./room.ts";

const sentences: Record<VoteRefusal, string> = {
  own: "You cannot vote on your own comment.",
  already: "You have voted on this comment already.",
  network: "Somebody in your network has voted on this comment today. Your own vote counts from tomorrow on.",
  hidden: "This comment is not shown, and takes no votes.",
};

/** `POST /id/N/like` and `/dislike`: a vote that stays. Isso's client reads nothing but a status of 200. */
export function createVoteRoutes(room: IssoRoom): Router {
  const { web } = room;
  const vote = createVote(web.world);
  const router = Router();

  router.post("/id/:number/like", refuseForeign(web), (req, res) => cast(req, res, "up"));
  router.post("/id/:number/dislike", refuseForeign(web), (req, res) => cast(req, res, "down"));

  async function cast(req: Request, res: Response, value: "up" | "down"): Promise<void> {
    const number = readNumber(req.params["number"] as string);
    if (number === null) return sendJson(res, null);
    const shown = await provenKeys(room, req);
    const voter = voterOf(room, req, res);
    const voted = await vote({ number, value, voter, address: req.ip ?? "", keys: shown, final: true }).catch(
      (error: unknown) => {
        if (isProblem(error, "not-found")) return null;
        throw error;
      },
    );
    if (voted?.kind === "counted") web.pages.forget();
    if (voted === null) sendJson(res, null);
    else if (voted.kind === "refused") sendJson(res, { ...votesToldOf(voted), message: sentences[voted.reason] });
    else sendJson(res, votesOf(voted.comment));
  }

  return router;
}

/** What a refusal says of the votes that there are; of a comment that is not shown nothing. */
function votesToldOf({ reason, comment }: Extract<Voted, { kind: "refused" }>) {
  return reason === "hidden" ? { likes: 0, dislikes: 0 } : votesOf(comment);
}
