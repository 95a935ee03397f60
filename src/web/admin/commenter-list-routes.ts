import { type Request, type Response, Router } from "express";
import { isProblem } from "../../domain/problem.ts";
import { createFindCommenter } from "../../usecases/moderate/find-commenter.ts";
import {
  createListCommenters,
  createSearchCommenters,
  type Listed,
  type ListKind,
  type ListOrder,
} from "../../usecases/moderate/list-commenters.ts";
import { query } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { whoseAddress } from "./commenter-address.ts";
import { frameOf } from "./frame.ts";
import { moment } from "./time.ts";
import { viewAuthor } from "./whose-view.ts";

const tabs: readonly { kind: ListKind; order: ListOrder; label: string }[] = [
  { kind: "people", order: "recent", label: "People" },
  { kind: "people", order: "held", label: "Most waiting" },
  { kind: "servers", order: "recent", label: "Servers" },
  { kind: "servers", order: "held", label: "Servers, most waiting" },
];

/** `/admin/commenters`: who commented, and from which servers, to be looked through and searched. */
export function createCommenterListRoutes(web: Web): Router {
  const { world } = web;
  const listCommenters = createListCommenters(world);
  const searchCommenters = createSearchCommenters(world);
  const findCommenter = createFindCommenter(world, null);
  const router = Router();

  router.get("/commenters", async (req, res) => {
    const text = query(req, "q").trim().slice(0, 200);
    const kind = query(req, "kind") === "servers" ? "servers" : "people";
    if (text !== "" && kind === "people") {
      const found = await namedBy(text);
      if (found) return res.redirect(303, found);
    }
    await draw(req, res, kind, text);
  });

  /** The page of whom a mailbox, a handle, a profile or the number of a comment names; nobody else is asked for it. */
  async function namedBy(text: string): Promise<string | null> {
    if (!/[@/]|^#?\d+$/.test(text)) return null;
    const who = await findCommenter(text).catch((error: unknown) => {
      if (isProblem(error, "not-found", "invalid")) return null;
      throw error;
    });
    if (!who) return null;
    if (who.kind === "actor") return whoseAddress({ actor: who.id });
    if (who.kind === "mailbox") return whoseAddress({ visitor: who.hash });
    const comment = await world.comments.get(who.id);
    return comment?.author.kind === "visitor" && comment.author.hash !== ""
      ? whoseAddress({ visitor: comment.author.hash })
      : null;
  }

  async function draw(req: Request, res: Response, kind: ListKind, text: string): Promise<void> {
    const order: ListOrder = query(req, "order") === "held" ? "held" : "recent";
    const after = query(req, "after") || null;
    const { items, next } =
      text === ""
        ? await listCommenters(kind, order, after)
        : { items: await searchCommenters(kind, text), next: null };
    res.type("html").send(
      web.renderForOwner("admin/commenters", {
        ...web.top("Commenters", "admin"),
        ...frameOf(res),
        section: "commenters",
        said: erasedSentence(query(req, "erased")),
        kind,
        text,
        tabs: tabs.map((tab) => ({
          label: tab.label,
          href: addressOf(tab.kind, tab.order),
          current: text === "" && tab.kind === kind && tab.order === order,
        })),
        held: text === "" && order === "held",
        items: items.map((item) => viewListed(web, item)),
        first: after === null ? null : addressOf(kind, order),
        next: next === null ? null : addressOf(kind, order, next),
      }),
    );
  }

  return router;
}

/** What is said once somebody was erased; null where nobody was. */
function erasedSentence(count: string): string | null {
  if (!/^\d{1,9}$/.test(count)) return null;
  return `Erased: ${count} ${count === "1" ? "comment" : "comments"}, and what else was kept of them.`;
}

function addressOf(kind: ListKind, order: ListOrder, after = ""): string {
  const wanted = new URLSearchParams({
    ...(kind === "servers" ? { kind } : {}),
    ...(order === "held" ? { order } : {}),
    ...(after ? { after } : {}),
  });
  return wanted.size > 0 ? `/admin/commenters?${wanted}` : "/admin/commenters";
}

function viewListed(web: Web, { whose, newest, record }: Listed) {
  const author = viewAuthor(web, newest.author);
  const { published = 0, held = 0, spam = 0 } = record ?? {};
  const counts = [
    held > 0 ? `${held.toLocaleString("en")} waiting` : "",
    published > 0 ? `${published.toLocaleString("en")} published` : "",
    spam > 0 ? `${spam.toLocaleString("en")} spam` : "",
  ];
  return {
    ...author,
    ...("host" in whose ? { name: whose.host, handle: null, email: null, face: null } : {}),
    href: whoseAddress(whose),
    counts: counts.filter((count) => count !== "").join(", "),
    last: moment(newest.createdAt),
  };
}
