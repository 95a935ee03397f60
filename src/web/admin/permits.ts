import type { Request } from "express";
import { type Deed, may, mayAnywhere } from "../../domain/deeds.ts";
import type { Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { field, fields, query } from "../middleware/form-body.ts";

type Needs = Pick<World, "comments" | "threads">;

/**
 * What is asked of whom: of the whole node, of any blog (the page then shows those alone that are theirs), or of all blogs
 * that the request is about; null stands for one that is not known.
 */
type Where =
  | "node"
  | "anywhere"
  | ((req: Request, part: (name: string) => string, world: Needs) => Promise<(string | null)[]>);

/** What one route of the owner's pages takes. */
export interface Permit {
  /** Method and path below `/admin`, as its router has it. */
  route: string;
  deed: Deed;
  where: Where;
  /** It takes a sign-in of the last ten minutes. */
  fresh?: true;
}

const siteOfComment: Where = async (_req, part, { comments }) => [(await comments.get(part("id")))?.site ?? null];
const sitesOfPicked: Where = async (req, _part, { comments }) => {
  const ids = [...fields(req, "pick"), ...field(req, "ids").split(" ")].filter((id) => id !== "");
  return (await comments.among([...new Set(ids)])).map(({ site }) => site);
};
const siteOfAskedThread: Where = async (req, _part, { threads }) => [
  (await threads.get(query(req, "thread")))?.site ?? null,
];
const siteTyped: Where = async (req) => [field(req, "site") || null];
const siteOfTypedThread: Where = async (req, _part, { threads }) => [
  (await threads.get(field(req, "thread")))?.site ?? null,
];

/**
 * Who may do what, in one place: the first line that a request meets counts. What stands in no line is for the owners of
 * the whole node alone, so that a page that was forgotten here stays shut.
 */
export const permits: readonly Permit[] = [
  { route: "GET /", deed: "comments.read", where: "anywhere" },
  { route: "POST /bulk", deed: "comments.decide", where: sitesOfPicked },
  { route: "POST /undo", deed: "comments.decide", where: "anywhere" },
  { route: "POST /comments/:id/block-person", deed: "blocks.change", where: "node" },
  { route: "POST /comments/:id/block-visitor", deed: "blocks.change", where: "node" },
  { route: "POST /comments/:id/block-network", deed: "blocks.change", where: "node" },
  { route: "POST /comments/:id/block-server", deed: "blocks.change", where: "node" },
  { route: "GET /comments/:id", deed: "comments.read", where: siteOfComment },
  { route: "POST /comments/:id/:action", deed: "comments.decide", where: siteOfComment },
  { route: "GET /blocks", deed: "blocks.read", where: "node" },
  { route: "POST /blocks", deed: "blocks.change", where: "node" },
  { route: "POST /blocks/listed", deed: "blocks.listed", where: "node" },
  { route: "POST /blocks/remove", deed: "blocks.change", where: "node" },
  { route: "GET /blocks/rule", deed: "blocks.read", where: "node" },
  { route: "POST /blocks/rule", deed: "blocks.change", where: "node" },
  { route: "GET /blocks/about/:comment", deed: "blocks.read", where: "node" },
  { route: "POST /blocks/about/:comment", deed: "blocks.change", where: "node" },
  { route: "GET /blocks/lists", deed: "blocks.change", where: "node" },
  { route: "POST /blocks/lists", deed: "blocks.change", where: "node" },
  { route: "GET /blocks/export", deed: "blocks.read", where: "node" },
  { route: "GET /posts", deed: "posts.read", where: "anywhere" },
  { route: "POST /posts/publish", deed: "posts.publish", where: siteOfTypedThread },
  { route: "GET /dry-run", deed: "comments.rehearse", where: "node" },
  { route: "POST /posts/level", deed: "levels.change", where: siteOfTypedThread },
  { route: "POST /posts/rules", deed: "levels.change", where: siteTyped },
  { route: "POST /writers", deed: "writers.change", where: siteTyped },
  { route: "POST /writers/remove", deed: "writers.change", where: siteTyped },
  { route: "GET /threads", deed: "threads.change", where: "node" },
  { route: "GET /threads/thread", deed: "threads.change", where: "node" },
  { route: "GET /threads/act", deed: "threads.change", where: "node" },
  { route: "POST /threads/act", deed: "threads.change", where: "node" },
  { route: "POST /threads/look", deed: "threads.change", where: "node" },
  { route: "POST /threads/undo", deed: "threads.change", where: "node" },
  { route: "GET /log", deed: "log.read", where: siteOfAskedThread },
  { route: "GET /audit", deed: "audit.read", where: "node" },
  { route: "GET /deliveries", deed: "deliveries.read", where: "node" },
  { route: "POST /deliveries/retry", deed: "deliveries.change", where: "node" },
  { route: "POST /deliveries/drop", deed: "deliveries.change", where: "node" },
  { route: "GET /mail", deed: "mail.change", where: "node" },
  { route: "POST /mail/test", deed: "mail.change", where: "node" },
  { route: "POST /mail/letters", deed: "mail.change", where: "node" },
  { route: "POST /mail/retry", deed: "mail.change", where: "node" },
  { route: "POST /mail/drop", deed: "mail.change", where: "node" },
  { route: "GET /webhooks", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks", deed: "webhooks.change", where: "node", fresh: true },
  { route: "POST /webhooks/test", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks/resume", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks/remove", deed: "webhooks.change", where: "node" },
  { route: "GET /people", deed: "people.change", where: "node", fresh: true },
  { route: "POST /people", deed: "people.change", where: "node", fresh: true },
  { route: "POST /people/:id/:action", deed: "people.change", where: "node", fresh: true },
  { route: "GET /tokens", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /tokens", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /tokens/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "GET /you", deed: "account.own", where: "anywhere" },
  { route: "POST /you/name", deed: "account.own", where: "anywhere" },
  { route: "POST /you/password", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/password/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/passkeys", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/passkeys/name", deed: "account.own", where: "anywhere" },
  { route: "POST /you/passkeys/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/sessions/end", deed: "account.own", where: "anywhere" },
  { route: "POST /you/sessions/end-others", deed: "account.own", where: "anywhere" },
  { route: "POST /logout", deed: "account.own", where: "anywhere" },
];

const shut: Omit<Permit, "route"> = { deed: "anything.else", where: "node" };

/** What a request takes, and what stands in the path where a line has a name. */
export function permitFor(method: string, path: string): { permit: Omit<Permit, "route">; parts: Map<string, string> } {
  const given = segments(path);
  for (const permit of permits) {
    const [verb = "", pattern = ""] = permit.route.split(" ");
    const parts = verb === (method === "HEAD" ? "GET" : method) ? matched(segments(pattern), given) : null;
    if (parts) return { permit, parts };
  }
  return { permit: shut, parts: new Map() };
}

/** Whether somebody may do what a request is about. */
export async function isPermitted(person: Person, req: Request, path: string, world: Needs): Promise<boolean> {
  const { permit, parts } = permitFor(req.method, path);
  const { deed, where } = permit;
  if (where === "node") return may(person, deed, null);
  if (where === "anywhere") return mayAnywhere(person, deed);
  const sites = await where(req, (name) => parts.get(name) ?? "", world);
  return mayAnywhere(person, deed) && sites.every((site) => may(person, deed, site));
}

/** Whether somebody may open a page that is asked for without anything else. */
export function mayOpen(person: Person, path: string): boolean {
  const { deed, where } = permitFor("GET", path).permit;
  return where === "anywhere" ? mayAnywhere(person, deed) : may(person, deed, null);
}

/** As Express reads a path: without heed of case or of a slash at its end. */
function segments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function matched(pattern: readonly string[], given: readonly string[]): Map<string, string> | null {
  if (pattern.length !== given.length) return null;
  const parts = new Map<string, string>();
  for (const [i, wanted] of pattern.entries()) {
    const segment = given[i] ?? "";
    if (wanted.startsWith(":")) parts.set(wanted.slice(1), decoded(segment));
    else if (wanted.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return parts;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
