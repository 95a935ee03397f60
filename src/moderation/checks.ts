import type { Checks, Draft, World } from "../domain/ports.ts";
import { type SpamGuard, usualGuards } from "../domain/spam.ts";
import { publish, strictest, type Verdict } from "../domain/verdict.ts";
import { createBlocklist } from "./checks/blocklist.ts";
import { createClassifier } from "./checks/classifier.ts";
import { createFirstTimer } from "./checks/first-timer.ts";
import { length } from "./checks/length.ts";
import { links } from "./checks/links.ts";
import { createRepeats } from "./checks/repeats.ts";
import { createUnproven } from "./checks/unproven.ts";
import { createLearner } from "./classifier/learner.ts";
import { createModels } from "./classifier/models.ts";

/** Looks at a draft and says what it thinks; never saves anything. */
export type Check = (draft: Draft) => Verdict | Promise<Verdict>;

type Needs = Pick<World, "blocks" | "comments" | "lessons" | "limits" | "secrets" | "clock" | "html">;

/**
 * Runs every check over a draft, so that the owner sees all the reasons; the strictest verdict wins. Of those against spam
 * the guards named are in force.
 */
export function createChecks(world: Needs, guards: readonly SpamGuard[] = usualGuards): Checks {
  const checks: Check[] = [createBlocklist(world), length];
  const elsewhere = guards.includes("fediverse");
  if (guards.includes("links")) checks.push(links);
  if (guards.includes("work")) checks.push(fromForms(createUnproven(world)));
  if (guards.includes("repeats")) checks.push(fromStrangers(world, createRepeats(world), elsewhere));
  const models = createModels(world);
  const learns = guards.includes("classifier");
  if (learns) checks.push(fromStrangers(world, createClassifier(models), elsewhere));
  checks.push(createFirstTimer(world));
  const learn = createLearner(world);
  return {
    judge: async (draft) => strictest(await Promise.all(checks.map(async (check) => check(draft)))),
    async learn(comment, as) {
      if (!learns) return;
      await learn(comment, as);
      models.forget(comment.site);
    },
  };
}

function fromForms(check: Check): Check {
  return (draft) => (draft.origin === "web" ? check(draft) : publish);
}

/** Leaves out who is known, but for what they change afterwards: who was let in once could write anything then. */
function fromStrangers(world: Pick<World, "comments">, check: Check, elsewhere: boolean): Check {
  return async (draft) => {
    const { site, author, origin, known, edited } = draft;
    if (origin === "web" ? known && !edited : !elsewhere) return publish;
    if (author.kind === "remote" && (await world.comments.hasApproved(site._id, { actor: author.id }))) return publish;
    return check(draft);
  };
}
