import { type Request, type Response, Router } from "express";
import { type Grant, type Person, type Role, roles } from "../../domain/person.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import { createPeople } from "../../usecases/door/people.ts";
import { field, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { moderatorOf } from "./session.ts";
import { moment } from "./time.ts";

const done: Record<string, string> = {
  roles: "Done. It counts from now on.",
  disable: "Kept out, and signed out everywhere.",
  enable: "Let in again.",
};

/** What is shown besides the list: what happened, a link that is shown this once, or what was typed and went wrong. */
interface Shown {
  said?: string | null;
  link?: { name: string; address: string };
  problem?: string;
  typed?: { name: string; grants: readonly Grant[] };
}

/** Who may sign in and what they may do: for the owners of the node. */
export function createPeopleRoutes(web: Web): Router {
  const people = createPeople(web.world);
  const router = Router();

  router.get("/people", async (req, res) => {
    res.type("html").send(await page(res, { said: done[query(req, "done")] ?? null }));
  });

  router.post("/people", async (req, res) => {
    const typed = { name: field(req, "name"), grants: typedGrants(req, await web.sites.all()) };
    const invited = await people.invite(typed, moderatorOf(res)).catch(expected);
    if (!isProblem(invited)) return showLink(res, invited);
    markProblem(res, invited);
    return void res.type("html").send(await page(res, { problem: invited.message, typed }));
  });

  router.post("/people/:id/:action", async (req, res) => {
    const { id, action } = req.params;
    const by = moderatorOf(res);
    if (action === "link") return showLink(res, await people.newLink(id, by));
    const problem = await change(req, id, action, by).catch(expected);
    if (!problem) return res.redirect(303, `/admin/people?done=${action}`);
    markProblem(res, problem);
    return void res.type("html").send(await page(res, { problem: problem.message }));
  });

  async function change(req: Request, id: string, action: string, by: ReturnType<typeof moderatorOf>): Promise<void> {
    if (action === "roles") return people.setGrants(id, typedGrants(req, await web.sites.all()), by);
    if (action === "disable") return people.disable(id, by);
    if (action === "enable") return people.enable(id, by);
    throw new Problem("not-found", "There is no such action.");
  }

  /** Shown in the answer itself, as it is kept nowhere but as a hash. */
  async function showLink(res: Response, { person, token }: { person: Person; token: string }): Promise<void> {
    const address = `${web.settings.url}/login?token=${token}`;
    res.type("html").send(await page(res, { link: { name: person.name, address } }));
  }

  async function page(res: Response, { said = null, link, problem, typed }: Shown): Promise<string> {
    const sites = await web.sites.all();
    const you = moderatorOf(res).id;
    return web.renderForOwner("admin/people", {
      ...web.top("Team", "admin"),
      ...frameOf(res),
      section: "people",
      said,
      link: link ?? null,
      problem: problem ?? null,
      name: typed?.name ?? "",
      choices: choicesOf(typed?.grants ?? [], sites),
      people: (await web.world.moderators.all()).map((person) => ({
        id: person._id,
        name: person.name,
        you: person._id === you,
        out: person.disabledAt !== null,
        since: moment(person.createdAt),
        roles: describe(person, sites),
        choices: choicesOf(person.grants, sites),
      })),
    });
  }

  return router;
}

function expected(error: unknown): Problem {
  if (isProblem(error, "invalid", "conflict", "not-found")) return error;
  throw error;
}

/** One choice for the whole node, and one for each blog where there are several. */
function choicesOf(grants: readonly Grant[], sites: readonly Site[]) {
  const role = (site: string | null) => grants.find((grant) => grant.site === site)?.role ?? "";
  const each =
    sites.length < 2 ? [] : sites.map(({ _id, name }) => ({ field: `site ${_id}`, label: name, role: role(_id) }));
  return [{ field: "everywhere", label: sites.length < 2 ? "Role" : "Everywhere", role: role(null) }, ...each];
}

function typedGrants(req: Request, sites: readonly Site[]): Grant[] {
  const named = [
    { site: null, role: field(req, "everywhere") },
    ...sites.map(({ _id }) => ({ site: _id, role: field(req, `site ${_id}`) })),
  ];
  return named.flatMap(({ site, role }) => (isRole(role) ? [{ site, role }] : []));
}

function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

function describe({ grants }: Person, sites: readonly Site[]): string[] {
  const nameOf = (site: string | null) => sites.find(({ _id }) => _id === site)?.name ?? "a blog that is gone";
  return grants.map(({ site, role }) => (site === null ? `${role} everywhere` : `${role} of ${nameOf(site)}`));
}
