import { type Request, Router } from "express";
import { Problem } from "../../domain/problem.ts";
import { sentence } from "../../domain/sentence.ts";
import { createEndMails } from "../../usecases/visit/end-mails.ts";
import { readNumber } from "../comment-number.ts";
import type { IssoRoom } from "./room.ts";

const done = "Successfully unsubscribed";

/**
 * `/id/N/unsubscribe/EMAIL/KEY`: the link below a mail, which ends those for this comment. As with Isso it is enough to
 * open it; `POST` does the same for mail programs (RFC 8058).
 */
export function createUnsubscribeRoutes({ web, tokens }: IssoRoom): Router {
  const endMails = createEndMails(web.world);
  const router = Router();
  const path = "/id/:number/unsubscribe/:email/:key";

  router.get(path, async (req, res) => {
    await end(req);
    res.set({ "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" }).type("html");
    const sentence = "You get no more mails about answers to this comment.";
    res.send(web.render("isso/said", { ...web.top(done), sentence, link: null }, web.tongues.english));
  });

  router.post(path, async (req, res) => {
    await end(req);
    res.status(200).set("Cache-Control", "no-store").type("text/plain").send(done);
  });

  async function end(req: Request): Promise<void> {
    const number = readNumber(req.params["number"] as string);
    const email = req.params["email"] as string;
    const comment = number === null ? null : await web.world.comments.byNumber(number);
    if (!comment) throw new Problem("not-found", sentence("page.noComment"));
    if (!(await tokens.isMailboxs(req.params["key"] as string, email, comment)))
      throw new Problem("forbidden", sentence("own.mailKey"));
    await endMails(comment, email);
  }

  return router;
}
