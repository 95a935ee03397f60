import { type Request, Router } from "express";
import { type Level, type Levels, levels, mostDays, type Way, ways } from "../../domain/level.ts";
import { Problem } from "../../domain/problem.ts";
import { asWholeNumber, noWholeNumber } from "../../domain/setting.ts";
import { createSetThreadLevels } from "../../usecases/moderate/set-level.ts";
import { field } from "../middleware/form-body.ts";
import type { Web } from "../web.ts";
import { moderatorOf } from "./session.ts";

/** The owner decides who may comment on one post and until when, and whether comments of visitors go out from there. */
export function createLevelRoutes(web: Web): Router {
  const setThreadLevels = createSetThreadLevels(web.world);
  const router = Router();

  router.post("/posts/level", async (req, res) => {
    await setThreadLevels(
      field(req, "thread"),
      { levels: typedLevels(req), guestsStay: typedStay(req), closeAfterDays: typedDays(req) },
      moderatorOf(res),
    );
    web.forget();
    res.redirect(303, "/admin/posts?done=level");
  });

  return router;
}

/** Whether comments of visitors stay here; the empty choice goes by the blog. Throws `invalid` for another word. */
function typedStay(req: Request): boolean {
  const typed = field(req, "guests");
  if (typed === "" || typed === "stay") return typed === "stay";
  throw new Problem("invalid", `“${typed.slice(0, 40)}” is no choice; take stay, or none.`);
}

/** The days after which it closes; null for an empty field, which goes by the blog. Throws `invalid` for no such number. */
function typedDays(req: Request): number | null {
  const typed = field(req, "closeAfterDays").trim();
  if (typed === "") return null;
  const days = asWholeNumber(typed, mostDays);
  if (days === null)
    throw new Problem("invalid", `“${typed.slice(0, 40)}” is no number of days. ${noWholeNumber(mostDays)}`);
  return days;
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
