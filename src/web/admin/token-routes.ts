import { type Request, type Response, Router } from "express";
import { type Scope, scopes, tokenDays } from "../../domain/api-token.ts";
import { isProblem, type Problem } from "../../domain/problem.ts";
import { createOwnTokens } from "../../usecases/door/api-tokens.ts";
import { field, fields, query } from "../middleware/form-body.ts";
import { markProblem } from "../problem-page.ts";
import type { Web } from "../web.ts";
import { frameOf } from "./frame.ts";
import { signedInOf } from "./session.ts";
import { moment } from "./time.ts";

interface Typed {
  name: string;
  scopes: readonly string[];
  days: number;
}

interface Shown {
  said?: string | null;
  /** Shown in the answer itself, as it is kept nowhere but as a hash. */
  token?: string;
  problem?: Problem;
  typed?: Typed;
}

/** `/admin/tokens`: what one gave to programs. */
export function createTokenRoutes(web: Web): Router {
  const ownTokens = createOwnTokens(web.world);
  const router = Router();

  router.get("/tokens", (req, res) => draw(res, { said: query(req, "done") === "removed" ? "Removed." : null }));

  router.post("/tokens", async (req, res) => {
    const typed = readTyped(req);
    const made = await ownTokens.make(signedInOf(res).person, typed).catch((error: unknown) => {
      if (isProblem(error, "invalid", "conflict")) return error;
      throw error;
    });
    await draw(res, typeof made === "string" ? { token: made } : { problem: made, typed });
  });

  router.post("/tokens/remove", async (req, res) => {
    await ownTokens.remove(signedInOf(res).person, field(req, "id"));
    res.redirect(303, "/admin/tokens?done=removed");
  });

  async function draw(res: Response, { said = null, token, problem, typed }: Shown): Promise<void> {
    const { name, scopes: chosen, days } = typed ?? { name: "", scopes: ["read"], days: 90 };
    if (problem) markProblem(res, problem);
    const tokens = await ownTokens.list(signedInOf(res).person);
    const view = {
      ...web.top("Tokens", "admin"),
      ...frameOf(res),
      section: "you",
      said,
      token: token ?? null,
      problem: problem?.message ?? null,
      name,
      scopes: Object.entries(scopes).map(([value, label]) => ({ value, label, chosen: chosen.includes(value) })),
      days: tokenDays.map((value) => ({ value, chosen: value === days })),
      tokens: tokens.map((one) => ({
        id: one._id,
        name: one.name,
        hint: one.hint,
        scopes: one.scopes.map((scope: Scope) => scopes[scope]),
        until: moment(one.expiresAt),
        used: one.usedAt && moment(one.usedAt),
      })),
    };
    res.type("html").send(web.renderForOwner("admin/tokens", view));
  }

  return router;
}

function readTyped(req: Request): Typed {
  return { name: field(req, "name"), scopes: fields(req, "scope"), days: Number(field(req, "days")) };
}
