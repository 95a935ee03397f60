import { type Response, Router } from "express";
import { isMailbox, type MailDesk } from "../../domain/owner-letters.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createQueueFeeds } from "../../usecases/moderate/queue-feeds.ts";
import { createChooseLetters } from "../../usecases/notify/choose-letters.ts";
import { createMailState } from "../../usecases/notify/mail-state.ts";
import { lettersOf } from "../../usecases/notify/plan-letters.ts";
import { createOutboxActs, createReadOutbox } from "../../usecases/notify/read-outbox.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const done: Record<string, string> = {
  tested: "The mail server took the letter. Look into the mailbox; and into its spam.",
  saved: "Saved.",
  retried: "It is sent again now; look again in a moment.",
  dropped: "Dropped. It will not be sent.",
};

const subjects = [
  { value: "held", label: "Comments that wait for me" },
  { value: "all", label: "Every new comment" },
] as const;

const paces = [
  { value: "at-once", label: "At once, many together" },
  { value: "hourly", label: "Once an hour" },
  { value: "daily", label: "Once a day" },
  { value: "none", label: "Never" },
] as const;

/** What was typed into a form and could not be used. */
interface Refused {
  form: string;
  problem: Problem;
  typed: Record<string, string>;
}

/** `/admin/mail`: how the mail server does, a letter to try it, whom letters go to, and what it did not take. */
export function createMailAdminRoutes(web: Web, desk: MailDesk | null): Router {
  const { world } = web;
  const state = createMailState(world);
  const readOutbox = createReadOutbox(world);
  const outbox = createOutboxActs(world);
  const chooseLetters = createChooseLetters(world);
  const queueFeeds = createQueueFeeds(world);
  const router = Router();

  router.get("/mail", async (req, res) => {
    await draw(res, done[query(req, "done")] ?? null, null);
  });

  router.post("/mail/test", async (req, res) => {
    const to = field(req, "to").trim();
    const posted = await test(to).catch((error: unknown) => problemOr(error));
    if (!isProblem(posted)) return res.redirect(303, "/admin/mail?done=tested");
    return draw(res, null, { form: "test", problem: posted, typed: { to } });
  });

  router.post("/mail/letters", async (req, res) => {
    const id = field(req, "site");
    const typed = { to: field(req, "to"), about: field(req, "about"), pace: field(req, "pace") };
    const chosen = await chooseLetters(id, typed, moderatorOf(res)).catch((error: unknown) => problemOr(error));
    web.sites.forget();
    if (!isProblem(chosen)) return res.redirect(303, "/admin/mail?done=saved");
    return draw(res, null, { form: id, problem: chosen, typed });
  });

  router.post("/mail/feed", async (req, res) => {
    const act = field(req, "do") === "close" ? queueFeeds.close : queueFeeds.open;
    await act(field(req, "site"), moderatorOf(res));
    res.redirect(303, "/admin/mail?done=saved#feed");
  });

  router.post("/mail/retry", async (req, res) => {
    await outbox.retry(field(req, "id"), moderatorOf(res));
    res.redirect(303, "/admin/mail?done=retried");
  });

  router.post("/mail/drop", async (req, res) => {
    await outbox.drop(field(req, "id"), moderatorOf(res));
    res.redirect(303, "/admin/mail?done=dropped");
  });

  async function test(to: string): Promise<null> {
    if (!desk) throw new Problem("invalid", "No mail server is set.");
    if (!isMailbox(to)) throw new Problem("invalid", `“${to.slice(0, 100)}” is not a mail address.`);
    const posted = await desk.test(to);
    if (posted.kind !== "sent") throw new Problem("upstream", posted.reason);
    return null;
  }

  async function draw(res: Response, said: string | null, refused: Refused | null): Promise<void> {
    if (refused) markProblem(res, refused.problem);
    const { sentAt, fault } = await state.read();
    const { waiting, next, givenUp } = await readOutbox();
    const sites = await world.sites.all();
    res.type("html").send(
      web.renderForOwner("admin/mail", {
        ...web.top("Mail", "admin"),
        ...frameOf(res),
        section: "mail",
        said,
        desk: desk && { server: desk.server, from: desk.from },
        sentAt: sentAt && moment(sentAt),
        fault: fault && { at: moment(fault.at), reason: fault.reason },
        test: { to: refused?.form === "test" ? refused.typed["to"] : "", problem: problemOf("test", refused) },
        sites: sites.map((site) => viewSite(site, refused)),
        feeds: await Promise.all(sites.map(viewFeed)),
        waiting: waiting.toLocaleString("en"),
        next: next && { at: moment(next.at), reason: next.reason },
        givenUp: givenUp.map(({ at, ...letter }) => ({ ...letter, at: moment(at) })),
      }),
    );
  }

  async function viewFeed(site: Site) {
    const key = await queueFeeds.keyOf(site._id);
    return { site: site._id, name: site.name || site.home, address: key === null ? null : web.links.queueFeed(key) };
  }

  return router;
}

function viewSite(site: Site, refused: Refused | null) {
  const { to, about, pace } = lettersOf(site);
  const given = refused?.form === site._id ? refused.typed : { to: to.join(", "), about, pace };
  return {
    id: site._id,
    name: site.name || site.home,
    to: given["to"],
    subjects: subjects.map((one) => ({ ...one, chosen: one.value === given["about"] })),
    paces: paces.map((one) => ({ ...one, chosen: one.value === given["pace"] })),
    problem: problemOf(site._id, refused),
  };
}

function problemOf(form: string, refused: Refused | null): string | null {
  return refused?.form === form ? refused.problem.message : null;
}

/** What the owner can mend is told on the page; everything else goes on. */
function problemOr(error: unknown): Problem {
  if (isProblem(error, "invalid", "upstream")) return error;
  throw error;
}
