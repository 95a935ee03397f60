import type { Request } from "express";
import { blogOf } from "../../domain/block.ts";
import { type Deed, may, mayAnywhere } from "../../domain/deeds.ts";
import type { Person } from "../../domain/person.ts";
import type { World } from "../../domain/ports.ts";
import { undoTakes } from "../../domain/thread-act.ts";
import { typedNumber } from "../comment-number.ts";
import { field, fields, query, readerOf } from "../middleware/form-body.ts";

type Needs = Pick<World, "comments" | "threads" | "threadActs">;

/**
 * What is asked of whom: of the whole node, of any blog (the page then shows those alone that are theirs), or of all blogs
 * that the request is about; null stands for one that is not known.
 */
type Where =
  | "node"
  | "anywhere"
  | ((req: Request, part: (name: string) => string, world: Needs) => Promise<(string | null)[]>);

/** A sign-in of the last ten minutes; `keeps typed` where the page of the form takes back what was typed by its address. */
export type Fresh = true | "keeps typed";

/** What one route of the owner's pages takes. */
export interface Permit {
  /** Method and path below `/admin`, as its router has it. */
  route: string;
  deed: Deed;
  /** What has to be theirs besides, where that hangs on what the request is about. */
  besides?: (req: Request, world: Needs) => Promise<Deed>;
  where: Where;
  fresh?: Fresh;
}

const siteOfComment: Where = async (_req, part, { comments }) => [(await comments.get(part("id")))?.site ?? null];
const sitesOfPicked: Where = async (req, _part, { comments }) => {
  const ids = [...fields(req, "pick"), ...field(req, "ids").split(" ")].filter((id) => id !== "");
  return (await comments.among([...new Set(ids)])).map(({ site }) => site);
};
const siteOfAskedThread: Where = async (req, _part, { threads }) => [
  (await threads.get(query(req, "thread")))?.site ?? null,
];
const siteInPath: Where = async (_req, part) => [part("site")];
const siteTyped: Where = async (req) => [field(req, "site") || null];
const siteAsked: Where = async (req) => [query(req, "site") || null];
const siteOfTypedRule: Where = async (req) => [blogOf(field(req, "id"))];
const siteOfAskedRule: Where = async (req) => [blogOf(query(req, "id"))];
const siteOfNamedComment: Where = async (_req, part, { comments }) => [
  (await comments.get(part("comment")))?.site ?? null,
];
const siteTypedAndNamed: Where = async (...asked) => [
  ...(await siteTyped(...asked)),
  ...(await siteOfNamedComment(...asked)),
];
const siteOfTypedThread: Where = async (req, _part, { threads }) => [
  (await threads.get(field(req, "thread")))?.site ?? null,
];
const siteOfNamedThread: Where = async (req, _part, { threads }) => [
  (await threads.get(query(req, "id")))?.site ?? null,
];
/** A branch is named by the number of its comment, whatever thread is named beside it. */
const sitesOfThreadAct: Where = async (req, _part, { threads, comments }) => {
  const read = readerOf(req);
  const thread = read("thread");
  const branch = read("do") === "split" ? typedNumber(read("number")) : null;
  const sites = [
    ...(thread === "" ? [] : [(await threads.get(thread))?.site ?? null]),
    ...(branch === null ? [] : [(await comments.byNumber(branch))?.site ?? null]),
  ];
  return sites.length > 0 ? sites : [null];
};
/** Where a whole blog lives is set for the node, too. */
const siteOfRemap: Where = async (req) => {
  const read = readerOf(req);
  return [read("site") || null, ...(read("home").trim() === "" ? [] : [null])];
};
const sitesOfDoneActs: Where = async (req, _part, world) => (await takenByUndo(req, world)).sites;
const deedOfDoneActs = async (req: Request, world: Needs) => (await takenByUndo(req, world)).deed;

async function takenByUndo(req: Request, { threadActs }: Needs) {
  return undoTakes(await threadActs.ofBatch(field(req, "batch")));
}

/**
 * Who may do what, in one place: the first line that a request meets counts. What stands in no line is for the owners of
 * the whole node alone, so that a page that was forgotten here stays shut.
 */
export const permits: readonly Permit[] = [
  { route: "GET /", deed: "comments.read", where: "anywhere" },
  { route: "POST /bulk", deed: "comments.decide", where: sitesOfPicked },
  { route: "POST /undo", deed: "comments.decide", where: "anywhere" },
  { route: "POST /comments/:id/block-person", deed: "blocks.change", where: siteOfComment },
  { route: "POST /comments/:id/block-visitor", deed: "blocks.change", where: siteOfComment },
  { route: "POST /comments/:id/block-network", deed: "blocks.change", where: siteOfComment },
  { route: "POST /comments/:id/block-server", deed: "blocks.change", where: siteOfComment },
  { route: "POST /comments/:id/block-words", deed: "blocks.change", where: siteOfComment },
  { route: "GET /comments/:id", deed: "comments.read", where: siteOfComment },
  { route: "POST /comments/:id/:action", deed: "comments.decide", where: siteOfComment },
  { route: "GET /commenters", deed: "commenters.read", where: "node" },
  { route: "GET /commenter", deed: "comments.read", where: "anywhere" },
  { route: "POST /commenter/rule", deed: "blocks.change", where: siteTyped },
  { route: "GET /commenter/export", deed: "commenters.export", where: "node", fresh: true },
  { route: "GET /commenter/erase", deed: "commenters.erase", where: "node", fresh: true },
  { route: "POST /commenter/erase", deed: "commenters.erase", where: "node", fresh: true },
  { route: "GET /server", deed: "commenters.read", where: "node" },
  { route: "POST /server/rule", deed: "blocks.change", where: "node" },
  { route: "GET /blocks", deed: "blocks.read", where: "anywhere" },
  { route: "POST /blocks", deed: "blocks.change", where: siteTyped },
  { route: "POST /blocks/listed", deed: "blocks.listed", where: siteTyped },
  { route: "POST /blocks/remove", deed: "blocks.change", where: siteOfTypedRule },
  { route: "GET /blocks/rule", deed: "blocks.read", where: siteOfAskedRule },
  { route: "POST /blocks/rule", deed: "blocks.change", where: siteOfTypedRule },
  { route: "GET /blocks/about/:comment", deed: "blocks.read", where: siteOfNamedComment },
  { route: "POST /blocks/about/:comment", deed: "blocks.change", where: siteTypedAndNamed },
  { route: "GET /blocks/lists", deed: "blocks.change", where: "anywhere" },
  { route: "POST /blocks/lists", deed: "blocks.change", where: siteTyped },
  { route: "GET /blocks/export", deed: "blocks.read", where: siteAsked, fresh: true },
  { route: "GET /posts", deed: "posts.read", where: "anywhere" },
  { route: "POST /posts/import", deed: "settings.change", where: siteTyped },
  { route: "POST /posts/look", deed: "settings.change", where: siteTyped },
  { route: "POST /posts/publish", deed: "posts.publish", where: siteOfTypedThread },
  { route: "GET /posts/withdraw", deed: "posts.publish", where: siteOfAskedThread, fresh: true },
  { route: "POST /posts/withdraw", deed: "posts.publish", where: siteOfTypedThread, fresh: true },
  { route: "GET /dry-run", deed: "comments.rehearse", where: "node" },
  { route: "POST /posts/level", deed: "levels.change", where: siteOfTypedThread },
  { route: "GET /settings", deed: "settings.read", where: "anywhere" },
  { route: "POST /settings", deed: "settings.change", where: "node" },
  { route: "GET /blogs", deed: "blogs.change", where: "node" },
  { route: "POST /blogs", deed: "blogs.change", where: "node", fresh: "keeps typed" },
  { route: "GET /blogs/:site/remove", deed: "blogs.change", where: "node", fresh: true },
  { route: "POST /blogs/:site/remove", deed: "blogs.change", where: "node", fresh: true },
  { route: "POST /blogs/:site/restore", deed: "blogs.change", where: "node" },
  { route: "GET /settings/:site", deed: "settings.read", where: siteInPath },
  { route: "POST /settings/:site", deed: "settings.change", where: siteInPath },
  { route: "GET /settings/:site/push", deed: "settings.read", where: siteInPath },
  { route: "POST /settings/:site/push", deed: "settings.change", where: siteInPath, fresh: true },
  { route: "POST /settings/:site/push/secret", deed: "settings.change", where: siteInPath, fresh: true },
  { route: "POST /settings/:site/push/close", deed: "settings.change", where: siteInPath, fresh: true },
  { route: "POST /writers", deed: "writers.change", where: siteTyped, fresh: true },
  { route: "POST /writers/remove", deed: "writers.change", where: siteTyped },
  { route: "GET /threads", deed: "threads.change", where: "anywhere" },
  { route: "GET /threads/thread", deed: "threads.change", where: siteOfNamedThread },
  { route: "GET /threads/act", deed: "threads.change", where: sitesOfThreadAct, fresh: true },
  { route: "POST /threads/act", deed: "threads.change", where: sitesOfThreadAct, fresh: "keeps typed" },
  { route: "GET /threads/remap", deed: "threads.remap", where: siteOfRemap, fresh: true },
  { route: "POST /threads/remap", deed: "threads.remap", where: siteOfRemap, fresh: "keeps typed" },
  { route: "POST /threads/look", deed: "threads.change", where: "anywhere" },
  {
    route: "POST /threads/undo",
    deed: "threads.change",
    besides: deedOfDoneActs,
    where: sitesOfDoneActs,
    fresh: true,
  },
  { route: "GET /log", deed: "log.read", where: siteOfAskedThread },
  { route: "GET /audit", deed: "audit.read", where: "node" },
  { route: "GET /deliveries", deed: "deliveries.read", where: "node" },
  { route: "POST /deliveries/retry", deed: "deliveries.change", where: "node" },
  { route: "POST /deliveries/drop", deed: "deliveries.change", where: "node" },
  { route: "GET /mail", deed: "mail.change", where: "node" },
  { route: "POST /mail/test", deed: "mail.change", where: "node" },
  { route: "POST /mail/letters", deed: "mail.change", where: "node", fresh: true },
  { route: "POST /mail/feed", deed: "mail.change", where: "node", fresh: true },
  { route: "POST /mail/retry", deed: "mail.change", where: "node" },
  { route: "POST /mail/drop", deed: "mail.change", where: "node" },
  { route: "GET /webhooks", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks", deed: "webhooks.change", where: "node", fresh: true },
  { route: "POST /webhooks/test", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks/resume", deed: "webhooks.change", where: "node" },
  { route: "POST /webhooks/remove", deed: "webhooks.change", where: "node" },
  { route: "GET /import", deed: "content.carry", where: "node" },
  { route: "POST /import/file", deed: "content.carry", where: "node" },
  { route: "GET /import/:id", deed: "content.carry", where: "node" },
  { route: "GET /import/:id/report", deed: "content.carry", where: "node" },
  { route: "POST /import/:id/look", deed: "content.carry", where: "node" },
  { route: "POST /import/:id/begin", deed: "content.carry", where: "node" },
  { route: "POST /import/:id/again", deed: "content.carry", where: "node" },
  { route: "POST /import/:id/drop", deed: "content.carry", where: "node" },
  { route: "GET /export", deed: "content.carry", where: "node", fresh: true },
  { route: "POST /export", deed: "content.carry", where: "node", fresh: true },
  { route: "GET /backups", deed: "backups.make", where: "node" },
  { route: "POST /backups", deed: "backups.make", where: "node" },
  { route: "GET /people", deed: "people.change", where: "node", fresh: true },
  { route: "POST /people", deed: "people.change", where: "node", fresh: true },
  { route: "POST /people/:id/:action", deed: "people.change", where: "node", fresh: true },
  { route: "GET /tokens", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /tokens", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /tokens/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "GET /you", deed: "account.own", where: "anywhere" },
  { route: "POST /you/name", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/mailbox", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/password", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/password/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/passkeys", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/passkeys/name", deed: "account.own", where: "anywhere" },
  { route: "POST /you/passkeys/remove", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/sessions/end", deed: "account.own", where: "anywhere", fresh: true },
  { route: "POST /you/sessions/end-others", deed: "account.own", where: "anywhere", fresh: true },
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
  const { deed, where, besides } = permit;
  if (where === "node") return may(person, deed, null);
  if (where === "anywhere") return mayAnywhere(person, deed);
  const sites = await where(req, (name) => parts.get(name) ?? "", world);
  const deeds = besides ? [deed, await besides(req, world)] : [deed];
  return deeds.every((one) => mayAnywhere(person, one) && sites.every((site) => may(person, one, site)));
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
