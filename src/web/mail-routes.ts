import { type Request, type Response, Router } from "express";
import { createChooseMail, createMailStanding, type MailChoice } from "../usecases/notify/choose-mail.ts";
import { field, formBody, query } from "./middleware/form-body.ts";
import type { Web } from "./web.ts";

interface Choice {
  action: string;
  /** `comment` where it is about that alone. */
  only: string;
  label: string;
  main: boolean;
}

/**
 * `/mail/confirm` and `/mail/stop`: what the links of letters lead to. GET shows the buttons and changes nothing, as
 * programs that look for harm open links, too; POST does it. A mail program's own button posts to the same address
 * without asking (RFC 8058): the key in it is all that it needs.
 */
export function createMailRoutes(web: Web): Router {
  const standing = createMailStanding(web.world);
  const choose = createChooseMail(web.world);
  const router = Router();
  const confirm: Choice = { action: web.links.confirmMail(), only: "", label: "Yes, mail me answers", main: true };
  const stops: Choice[] = [
    { action: web.links.stopMail(), only: "comment", label: "Stop mail about this comment", main: true },
    { action: web.links.stopMail(), only: "", label: "Stop all mail from this blog", main: false },
  ];

  router.use("/mail", formBody());

  router.get("/mail/confirm", async (req, res) => {
    const key = keyOf(req);
    const { told } = await standing(key);
    const sentence = told ? "You are told of answers already." : "Do you want to be told of answers by mail?";
    await draw(res, key, "Mail about answers", sentence, told ? stops : [confirm]);
  });

  router.post("/mail/confirm", async (req, res) => {
    await carryOut(req, res, "confirm", "Thank you. Answers to your comment will be mailed to you.");
  });

  router.get("/mail/stop", async (req, res) => {
    const key = keyOf(req);
    await draw(res, key, "Stop mail", "What shall not be mailed to you any more?", stops);
  });

  router.post("/mail/stop", async (req, res) => {
    if (field(req, "only") === "comment")
      await carryOut(req, res, "stop-comment", "Done. You get no more mail about this comment.");
    else await carryOut(req, res, "stop-all", "Done. You get no more mail from this blog.");
  });

  async function carryOut(req: Request, res: Response, choice: MailChoice, sentence: string): Promise<void> {
    const key = keyOf(req);
    await choose(key, choice);
    const title = choice === "confirm" ? "Mail about answers" : "Stop mail";
    await draw(
      res,
      key,
      title,
      sentence,
      choice === "confirm" ? stops : [{ ...confirm, label: "No, mail me answers again" }],
    );
  }

  async function draw(res: Response, key: string, title: string, sentence: string, choices: Choice[]): Promise<void> {
    const { blog, page } = await standing(key);
    const heading = blog ? `${title} from ${blog}` : title;
    const html = web.render("pages/mail", { ...web.top(heading), page, sentence, choices, key }, web.tongues.english);
    res.set("Cache-Control", "private, no-store").type("html").send(html);
  }

  return router;
}

function keyOf(req: Request): string {
  return field(req, "key") || query(req, "key");
}
