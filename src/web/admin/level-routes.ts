import { type Request, Router } from "express";
import { type Level, type Levels, levels, type Way, ways } from "../../domain/level.ts";
import { Problem } from "../../domain/problem.ts";
import { createSetSiteRules, createSetThreadLevels } from "../../usecases/moderate/set-level.ts";
import { field } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { moderatorOf } from "./session.ts";

/** The owner decides who may comment: on a blog, and on one post. */
export function createLevelRoutes(web: Web): Router {
  const setThreadLevels = createSetThreadLevels(web.world);
  const setSiteRules = createSetSiteRules(web.world);
  const router = Router();

  router.post("/posts/level", async (req, res) => {
    await setThreadLevels(field(req, "thread"), typedLevels(req), moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=level");
  });

  router.post("/posts/rules", async (req, res) => {
    const rules = {
      levels: typedLevels(req),
      ...typedNumber(req, "days", "closeAfterDays"),
      ...typedNumber(req, "links", "mostLinks"),
      ...typedNumber(req, "account", "accountDays"),
    };
    await setSiteRules(field(req, "site"), rules, moderatorOf(res));
    web.forget();
    res.redirect(303, "/admin/posts?done=level");
  });

  return router;
}

/** The levels that were chosen; the empty choice goes by what is decided further out. Throws `invalid` for another word. */
function typedLevels(req: Request): Levels {
  const chosen = ways.flatMap((way): [Way, Level][] => {
    const typed = field(req, way);
    if (typed === "") return [];
    const level = levels.find((known) => known === typed);
    if (!level)
      throw new Problem("invalid", `“${typed.slice(0, 40)}” is no choice; take ${levels.join(", ")}, or none.`);
    return [[way, level]];
  });
  return Object.fromEntries(chosen);
}

/** The number in a field; where nothing was typed it stays as it is, and what is no number is left for the use-case to refuse. */
function typedNumber<K extends string>(req: Request, name: string, member: K): Partial<Record<K, number>> {
  const typed = field(req, name).trim();
  return (typed === "" ? {} : { [member]: Number(typed) }) as Partial<Record<K, number>>;
}
