import { type Response, Router } from "express";
import { isProblem, type Problem } from "../../domain/problem.ts";
import { wayWords } from "../../domain/session.ts";
import { createOwnMailbox } from "../../usecases/door/own-mailbox.ts";
import { createOwnSessions } from "../../usecases/door/own-sessions.ts";
import { createOwnPasskeys } from "../../usecases/door/passkeys.ts";
import { createOwnPassword } from "../../usecases/door/password.ts";
import { createPeople } from "../../usecases/door/people.ts";
import { field, query } from "../middleware/form-body.ts";
import { doorPolicy } from "../page.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf, signedInOf } from "./session.ts";
import { moment } from "./time.ts";
import type { WaysIn } from "./ways-in.ts";

const done: Record<string, string> = {
  mailbox: "Saved. A letter went to tell so.",
  "no-mailbox": "Saved. Nobody is written to about how you sign in.",
  named: "The log calls you by your new name from now on.",
  ended: "Signed out there.",
  others: "Signed out everywhere but here.",
  password: "Your password is set. Everywhere but here you are signed out.",
  "no-password": "Your password is removed.",
  passkey: "Your passkey is kept. Sign in by it from now on.",
  renamed: "Renamed.",
  "no-passkey": "Removed. It lets nobody in any more; delete it on your device as well.",
};

/** One's own name, one's ways in, and the browsers in which one is signed in. */
export function createYouRoutes(web: Web, { passwords, passkeys }: WaysIn): Router {
  const { world } = web;
  const ownSessions = createOwnSessions(world);
  const ownPassword = createOwnPassword(world, passwords);
  const ownPasskeys = createOwnPasskeys(world, passkeys, web.settings.url);
  const people = createPeople(world);
  const ownMailbox = createOwnMailbox(world);
  const router = Router();

  router.get("/you", async (req, res) => {
    res.type("html").send(await page(res, { said: done[query(req, "done")] ?? null }));
  });

  router.post("/you/name", async (req, res) => {
    const name = field(req, "name");
    const renamed = people.rename(signedInOf(res).person._id, name, moderatorOf(res));
    await answer(res, renamed, "named", (problem) => ({ name, nameProblem: problem.message }));
  });

  router.post("/you/mailbox", async (req, res) => {
    const mailbox = field(req, "mailbox");
    const chosen = ownMailbox(signedInOf(res).person, mailbox);
    const word = mailbox.trim() === "" ? "no-mailbox" : "mailbox";
    await answer(res, chosen, word, (problem) => ({ mailbox, mailboxProblem: problem.message }));
  });

  router.post("/you/password", async (req, res) => {
    const { person, session } = signedInOf(res);
    const typed = { present: field(req, "present"), password: field(req, "password"), again: field(req, "again") };
    const set = ownPassword.set(person, typed, session._id);
    await answer(res, set, "password", (problem) => ({ passwordProblem: problem.message }));
  });

  router.post("/you/password/remove", async (_req, res) => {
    await answer(res, ownPassword.remove(signedInOf(res).person), "no-password", () => ({}));
  });

  router.post("/you/passkeys", async (req, res) => {
    const name = field(req, "name");
    const added = ownPasskeys.add(signedInOf(res).person, field(req, "answer"), name);
    await answer(res, added, "passkey", (problem) => ({ passkey: name, passkeyProblem: problem.message }));
  });

  router.post("/you/passkeys/name", async (req, res) => {
    const renamed = ownPasskeys.rename(signedInOf(res).person, field(req, "id"), field(req, "name"));
    await answer(res, renamed, "renamed", (problem) => ({ passkeyProblem: problem.message }));
  });

  router.post("/you/passkeys/remove", async (req, res) => {
    const removed = ownPasskeys.remove(signedInOf(res).person, field(req, "id"));
    await answer(res, removed, "no-passkey", () => ({}));
  });

  router.post("/you/sessions/end", async (req, res) => {
    await answer(res, ownSessions.end(signedInOf(res).person, field(req, "id")), "ended", () => ({}));
  });

  router.post("/you/sessions/end-others", async (_req, res) => {
    const { person, session } = signedInOf(res);
    await answer(res, ownSessions.endOthers(person, session._id), "others", () => ({}));
  });

  /** Leads back to the page, or draws it with what is wrong beside the field. */
  async function answer(
    res: Response,
    work: Promise<unknown>,
    word: keyof typeof done,
    shown: (problem: Problem) => Shown,
  ): Promise<void> {
    const problem = await work.then(
      () => null,
      (error: unknown) => {
        if (isProblem(error, "invalid", "conflict", "rate-limited")) return error;
        throw error;
      },
    );
    if (!problem) return res.redirect(303, `/admin/you?done=${word}`);
    markProblem(res, problem);
    res.type("html").send(await page(res, shown(problem)));
  }

  interface Shown {
    said?: string | null;
    name?: string;
    nameProblem?: string;
    mailbox?: string;
    mailboxProblem?: string;
    passwordProblem?: string;
    passkey?: string;
    passkeyProblem?: string;
  }

  async function page(res: Response, given: Shown): Promise<string> {
    const { person, session } = signedInOf(res);
    const sessions = (await ownSessions.list(person)).map(({ _id, browser, way, createdAt, seenAt }) => ({
      id: _id,
      browser,
      way: wayWords[way],
      here: _id === session._id,
      since: moment(createdAt),
      seen: moment(seenAt),
    }));
    res.set("Content-Security-Policy", doorPolicy);
    const mine = await ownPasskeys.list(person);
    return web.renderForOwner("admin/you", {
      ...web.top("You", "admin"),
      ...frameOf(res),
      section: "you",
      said: given.said ?? null,
      nameProblem: given.nameProblem ?? null,
      passwordProblem: given.passwordProblem ?? null,
      name: given.name ?? person.name,
      mails: world.mails.on,
      mailbox: given.mailbox ?? person.mailbox ?? "",
      mailboxProblem: given.mailboxProblem ?? null,
      hasPassword: Boolean(person.password),
      passkeyProblem: given.passkeyProblem ?? null,
      passkey: given.passkey ?? "",
      asked: {
        challenge: ownPasskeys.challenge(person._id),
        host: new URL(web.settings.url).hostname,
        user: person._id,
        name: person.name,
        known: mine.map(({ _id }) => _id).join(" "),
      },
      passkeys: mine.map(({ _id, name, createdAt, usedAt }) => ({
        id: _id,
        name,
        since: moment(createdAt),
        used: usedAt && moment(usedAt),
      })),
      sessions,
    });
  }

  return router;
}
