import { type Request, type Response, Router } from "express";
import { type Comment, isVisible } from "../../domain/comment.ts";
import { isProblem } from "../../domain/problem.ts";
import { createVote } from "../../usecases/visit/vote.ts";
import { readNumber } from "../comment-number.ts";
import { readersTags } from "../tongue.ts";
import { voterOf } from "../voter.ts";
import { votesOf } from "./comment-object.ts";
import { provenKeys } from "./cookies.ts";
import { refuseForeign, sendJson } from "./json.ts";
import type { IssoRoom } from "./room.ts";

/** `POST /id/N/like` and `/dislike`: a vote that stays. Isso's client reads nothing but a status of 200. */
export function createVoteRoutes(room: IssoRoom): Router {
  const { web } = room;
  const vote = createVote(web.world);
  const wordsFor = (req: Request) => web.tongues.speak(...readersTags(req));
  const router = Router();

  router.post("/id/:number/like", refuseForeign(web), (req, res) => cast(req, res, "up"));
  router.post("/id/:number/dislike", refuseForeign(web), (req, res) => cast(req, res, "down"));

  async function cast(req: Request, res: Response, value: "up" | "down"): Promise<void> {
    const number = readNumber(req.params["number"] as string);
    if (number === null) return sendJson(res, null);
    const there = await web.world.comments.byNumber(number);
    if (there && !(await isTaken(there, value)))
      return sendJson(res, { ...votesToldOf(there), message: wordsFor(req).t("vote.off") });
    const shown = await provenKeys(room, req);
    const voter = voterOf(web, req, res);
    const voted = await vote({ number, value, voter, address: req.ip ?? "", keys: shown, final: true }).catch(
      (error: unknown) => {
        if (isProblem(error, "not-found")) return null;
        throw error;
      },
    );
    if (voted?.kind === "counted") web.pages.forget();
    if (voted === null) sendJson(res, null);
    else if (voted.kind === "refused")
      sendJson(res, { ...votesToldOf(voted.comment), message: wordsFor(req).t(`vote.${voted.reason}`) });
    else sendJson(res, votesOf(voted.comment));
  }

  /** Where nothing was decided, Isso's client has its two arrows. */
  async function isTaken({ site }: Comment, value: "up" | "down"): Promise<boolean> {
    const { votes = "updown" } = (await web.sites.get(site)) ?? {};
    return votes === "updown" || (votes === "like" && value === "up");
  }

  return router;
}

/** What a refusal says of the votes that there are; of a comment that is not shown nothing. */
function votesToldOf(comment: Comment) {
  return isVisible(comment) ? votesOf(comment) : { likes: 0, dislikes: 0 };
}
