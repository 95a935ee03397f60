import { type Request, type Response, Router } from "express";
import type { Words } from "../i18n/words.ts";
import { createChooseMail, createMailStanding, type MailChoice } from "../usecases/notify/choose-mail.ts";
import { field, formBody, query } from "./middleware/form-body.ts";
import { readersTags } from "./tongue.ts";
import type { Web } from "./web.ts";

/** A page about mail: what it is about, what it says, and what can be chosen. */
interface MailPage {
  about: "confirm" | "stop";
  sentence: string;
  choices: Choice[];
}

interface Choice {
  action: string;
  /** `comment` where it is about that alone. */
  only: string;
  label: string;
  main: boolean;
}

const headings = {
  confirm: { from: "mail.confirmFrom", alone: "mail.confirm" },
  stop: { from: "mail.stopFrom", alone: "mail.stopTitle" },
} as const;

/**
 * `/mail/confirm` and `/mail/stop`: what the links of letters lead to. GET shows the buttons and changes nothing, as
 * programs that look for harm open links, too; POST does it. A mail program's own button posts to the same address
 * without asking (RFC 8058): the key in it is all that it needs.
 */
export function createMailRoutes(web: Web): Router {
  const standing = createMailStanding(web.world);
  const choose = createChooseMail(web.world);
  const router = Router();

  router.use("/mail", formBody());

  router.get("/mail/confirm", async (req, res) => {
    const { told } = await standing(keyOf(req));
    await draw(req, res, ({ t }) => ({
      about: "confirm",
      sentence: told ? t("mail.already") : t("mail.want"),
      choices: told ? stops(t) : [confirm(t("mail.yes"))],
    }));
  });

  router.post("/mail/confirm", async (req, res) => {
    await choose(keyOf(req), "confirm");
    await draw(req, res, ({ t }) => ({ about: "confirm", sentence: t("mail.thanks"), choices: stops(t) }));
  });

  router.get("/mail/stop", async (req, res) => {
    await draw(req, res, ({ t }) => ({ about: "stop", sentence: t("mail.whatStop"), choices: stops(t) }));
  });

  router.post("/mail/stop", async (req, res) => {
    const choice: MailChoice = field(req, "only") === "comment" ? "stop-comment" : "stop-all";
    await choose(keyOf(req), choice);
    await draw(req, res, ({ t }) => ({
      about: "stop",
      sentence: choice === "stop-comment" ? t("mail.doneComment") : t("mail.doneAll"),
      choices: [confirm(t("mail.again"))],
    }));
  });

  function confirm(label: string): Choice {
    return { action: web.links.confirmMail(), only: "", label, main: true };
  }

  function stops(t: Words["t"]): Choice[] {
    const action = web.links.stopMail();
    return [
      { action, only: "comment", label: t("mail.stopComment"), main: true },
      { action, only: "", label: t("mail.stopAll"), main: false },
    ];
  }

  async function draw(req: Request, res: Response, pageIn: (words: Words) => MailPage): Promise<void> {
    const key = keyOf(req);
    const words = web.tongues.speak(...readersTags(req));
    const { about, sentence, choices } = pageIn(words);
    const { blog, page } = await standing(key);
    const heading = blog ? words.t(headings[about].from, { blog }) : words.t(headings[about].alone);
    const html = web.render("pages/mail", { ...web.top(heading), page, sentence, choices, key }, words);
    res.set({ "Cache-Control": "private, no-store", "Content-Language": words.lang }).type("html").send(html);
  }

  return router;
}

function keyOf(req: Request): string {
  return field(req, "key") || query(req, "key");
}
