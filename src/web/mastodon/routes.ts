import { type Request, type Response, Router } from "express";
import { postNumber } from "../../domain/post-number.ts";
import { Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";
import { createReadConversation } from "../../usecases/visit/read-conversation.ts";
import { readNumber } from "../comment-number.ts";
import { createKeptPages } from "../kept-pages.ts";
import { createPaceKeeper, longThread, readingLong } from "../limits.ts";
import { query } from "../middleware/form-body.ts";
import { readyPage } from "../ready-page.ts";
import { sendKnown } from "../unchanged.ts";
import type { Web } from "../web.ts";
import { blogAccount } from "./account-object.ts";
import type { Account } from "./entities.ts";
import { createFindStatus, type Found } from "./find-status.ts";
import { createFaults, openForAll, openHeaders } from "./manners.ts";
import { isOnFediverse, type Post, viewPost, viewStatus } from "./status-object.ts";

const maxBytes = 8 * 1024 * 1024;
const usualPosts = 20;
const mostPosts = 40;
const json = "application/json; charset=utf-8";

/**
 * `/api/v1` and `/api/v2`: what pages with “Mastodon comments” ask a server for, answered in Mastodon's words, so that they
 * work against this node as they are. It reads alone, and nobody signs in.
 */
export function createMastodonRoutes(web: Web): Router {
  const { world, links } = web;
  const { byId, byAddress } = createFindStatus(web);
  const conversation = createReadConversation(world);
  const keepPace = createPaceKeeper(world);
  const pages = createKeptPages(maxBytes);
  const router = Router();
  router.use(["/api/v1", "/api/v2"], openForAll);

  router.get("/api/v1/statuses/:id", async (req, res) => {
    sendJson(req, res, await statusOf(await byId(req.params.id), req.params.id));
  });

  router.get("/api/v1/statuses/:id/context", async (req, res) => {
    const found = await byId(req.params.id);
    if (found.kind === "pending") return sendJson(req, res, { ancestors: [], descendants: [] });
    const { thread, site } = found;
    const post = tell(thread, site, found.kind === "post" ? req.params.id : postNumber(thread._id));
    const comment = found.kind === "comment" ? found.comment : null;
    const etag = `W/"m${thread.revision.toString(36)}-${site.epoch.toString(36)}-${web.build}"`;
    const headers = { "Cache-Control": "no-cache", Vary: "Accept-Encoding", ...openHeaders };
    await pages.send(req, res, {
      key: `${thread._id} ${post.id} ${comment?._id ?? ""}`,
      etag,
      headers,
      async make() {
        if (thread.counts.published > longThread) await keepPace(req, readingLong);
        const { above, below } = await conversation.around(thread, comment);
        const told = {
          ancestors: comment ? [viewPost(post), ...above.map((one) => viewStatus(post, one))] : [],
          descendants: below.map((one) => viewStatus(post, one)),
        };
        return readyPage(JSON.stringify(told), etag, { "Content-Type": json, ...headers });
      },
    });
  });

  // Who likes or boosts something is counted here, and not told.
  router.get(["/api/v1/statuses/:id/favourited_by", "/api/v1/statuses/:id/reblogged_by"], async (req, res) => {
    await byId(String(req.params["id"]));
    sendJson(req, res, []);
  });

  router.get("/api/v1/accounts/lookup", async (req, res) => {
    const account = await accountNamed(query(req, "acct"));
    if (!account) throw noAccount();
    sendJson(req, res, account);
  });

  router.get("/api/v1/accounts/:id", async (req, res) => {
    sendJson(req, res, await countedAccount(await siteById(req.params.id)));
  });

  router.get("/api/v1/accounts/:id/statuses", async (req, res) => {
    const site = await siteById(req.params.id);
    const limit = limitOf(query(req, "limit"));
    const { items, next } = await world.threads.ofSite(site._id, { after: query(req, "after") || null, limit });
    if (next !== null) {
      const more = new URLSearchParams({ limit: String(limit), after: next });
      res.set("Link", `<${links.node}/api/v1/accounts/${req.params.id}/statuses?${more}>; rel="next"`);
    }
    const posts = items.filter(isListed);
    sendJson(
      req,
      res,
      posts.map((thread) => viewPost(tell(thread, site, postNumber(thread._id)))),
    );
  });

  router.get("/api/v2/search", async (req, res) => {
    const asked = query(req, "q");
    if (asked === "") throw new Problem("invalid", "Say what is looked for: add ?q= and the address of a page.");
    const type = query(req, "type");
    const found = type === "" || type === "statuses" ? await byAddress(asked) : null;
    const account = type === "" || type === "accounts" ? await accountNamed(asked) : null;
    const statuses = found && found.kind !== "pending" ? [await statusOf(found, idOf(found))] : [];
    sendJson(req, res, { accounts: account ? [account] : [], statuses, hashtags: [] });
  });

  router.use(["/api/v1", "/api/v2"], () => {
    throw new Problem("not-found", "Of Mastodon’s API there are only the parts here that show comments.");
  });
  router.use(["/api/v1", "/api/v2"], createFaults(world.log));
  return router;

  function tell(thread: Thread, site: Site, id: string): Post {
    return { ...web.tongue("", site, thread), render: web.render, thread, site, id };
  }

  async function statusOf(found: Found, id: string) {
    if (found.kind === "pending") throw new Problem("not-found", "Nothing is known of this page yet. Try in a minute.");
    const { thread, site } = found;
    if (found.kind === "post") return viewPost(tell(thread, site, id));
    return viewStatus(tell(thread, site, postNumber(thread._id)), await conversation.one(found.comment));
  }

  async function accountNamed(acct: string): Promise<Account | null> {
    const name = acct.trim().replace(/^@/, "").toLowerCase();
    const sites = await web.sites.all();
    const node = new URL(links.node).host;
    const site = sites.find(
      ({ handle, handleDomain }) =>
        name === handle || name === `${handle}@${node}` || name === `${handle}@${handleDomain ?? node}`,
    );
    return site ? countedAccount(site) : null;
  }

  async function countedAccount(site: Site): Promise<Account> {
    return { ...blogAccount({ links }, site), followers_count: await world.followers.count(site.handle) };
  }

  async function siteById(id: string): Promise<Site> {
    const site = (await web.sites.all()).find((one) => blogAccount({ links }, one).id === id);
    if (!site) throw noAccount();
    return site;
  }
}

/**
 * Whether everybody may learn of a post that did not know its address: the blog told of it, or people talk there. Whoever has
 * an address may have its page read, and that may be a draft.
 */
function isListed(thread: Thread): boolean {
  const { announcement, page, counts } = thread;
  const isKnown = announcement === "announced" || page.fromFeed === true || counts.published > 0;
  return isKnown && isOnFediverse(thread);
}

function idOf(found: Exclude<Found, { kind: "pending" }>): string {
  return found.kind === "comment" ? String(found.comment.number) : postNumber(found.thread._id);
}

function noAccount(): Problem {
  return new Problem("not-found", "There is no such account here: those of the blogs alone are told of.");
}

function limitOf(text: string): number {
  const limit = text === "" ? usualPosts : readNumber(text);
  if (limit !== null) return Math.min(limit, mostPosts);
  throw new Problem("invalid", `“limit” is a number from 1 to ${mostPosts}.`);
}

function sendJson(req: Request, res: Response, told: object): void {
  sendKnown(req, res, json, JSON.stringify(told));
}
