import type { Checks, Draft, World } from "../domain/ports.ts";
import { isWriter } from "../domain/site.ts";
import { type SpamGuard, usualGuards } from "../domain/spam.ts";
import { publish } from "../domain/verdict.ts";
import { createByRules } from "./by-rules.ts";
import { createAge } from "./checks/age.ts";
import { createBlocklist } from "./checks/blocklist.ts";
import { createClassifier } from "./checks/classifier.ts";
import { createFirstTimer } from "./checks/first-timer.ts";
import { length } from "./checks/length.ts";
import { createLevel } from "./checks/level.ts";
import { links } from "./checks/links.ts";
import { createPace } from "./checks/pace.ts";
import { createRepeats } from "./checks/repeats.ts";
import { createService, type Service } from "./checks/service.ts";
import { createUnproven } from "./checks/unproven.ts";
import { createWords, mayBeNamed } from "./checks/words.ts";
import { createLearner } from "./classifier/learner.ts";
import { createModels, type Models } from "./classifier/models.ts";
import { createCurrentWords } from "./current-words.ts";
import { type AskedOfWorld, type Check, createPipeline, type Row } from "./pipeline.ts";
import { createAside } from "./rehearsal.ts";
import { createAcquaintance } from "./strangers.ts";

type Needs = Pick<
  World,
  "blocks" | "comments" | "lessons" | "limits" | "secrets" | "networks" | "settings" | "clock" | "html"
>;

/**
 * The checks that every comment and every change of one goes through, wherever it comes from: of those against spam the
 * ones that the guards name, and the owner's own service, where there is one.
 */
export function createChecks(
  world: Needs,
  guards: readonly SpamGuard[] = usualGuards,
  service: Service | null = null,
): Checks {
  const models = createModels(world);
  const words = createCurrentWords(world);
  const asked = service && createService(service, world);
  const inForce = { models, guards, words: createWords(words, world.html), service: asked };
  const judge = createPipeline(rowsOf(world, inForce));
  const learn = createLearner(world);
  return {
    // Whoever writes the blog has nobody to wait for.
    judge: async (draft) => (isWriter(draft.site, draft.author) ? publish : judge(draft)),
    byRules: createByRules(world, words),
    mayBeNamed: (author, site) => mayBeNamed(words, author, site),
    async learn(comment, as) {
      if (!guards.includes("classifier")) return;
      if (as === null) await world.lessons.forget(comment._id);
      else await learn(comment, as);
      models.forget(comment.site);
    },
    rehearse({ guards: wanted = guards, words: tried = [], askService = false }) {
      const aside = createAside(world);
      const used = wanted.filter((guard) => guard !== "work");
      const tools = { models, guards: used, words: createWords(words, world.html, tried) };
      const rehearsed = createPipeline(rowsOf(aside.world, { ...tools, service: askService ? asked : null }));
      return (draft, at) => {
        aside.setClock(at);
        return rehearsed(draft);
      };
    },
  };
}

interface Tools {
  models: Models;
  guards: readonly SpamGuard[];
  words: Check;
  service: Check | null;
}

/**
 * All checks in their order. Those with a guard are in force where the owner wants that. The two others that readers meet,
 * the field to leave empty and the shortest time, are about the form and not the comment: src/web/form-guard.ts.
 */
function rowsOf(world: AskedOfWorld, { models, guards, words, service }: Tools): Row[] {
  const { approved, isStranger } = createAcquaintance(world);
  const strangers = (draft: Draft) => (draft.origin === "web" || guards.includes("fediverse")) && isStranger(draft);
  const rows: (Row & { guard?: SpamGuard })[] = [
    { name: "blocklist", look: createBlocklist(world), always: true },
    { name: "words", look: words, always: true },
    { name: "level", look: createLevel(world) },
    { name: "length", look: length, always: true },
    { name: "links", guard: "links", look: links, whose: typedHere },
    { name: "first-timer", look: createFirstTimer(world, approved) },
    { name: "age", look: createAge(world, isStranger) },
    { name: "repeats", guard: "repeats", look: createRepeats(world), whose: strangers },
    { name: "pace", guard: "pace", look: createPace(world), whose: strangers },
    { name: "work", guard: "work", look: createUnproven(world), whose: typedHere },
    { name: "classifier", guard: "classifier", look: createClassifier(models), whose: strangers },
    ...(service ? [{ name: "service" as const, look: service, whose: others, late: true as const }] : []),
  ];
  return rows.filter(({ guard }) => guard === undefined || guards.includes(guard));
}

function others({ trusted }: Draft): boolean {
  return trusted !== true;
}

function typedHere(draft: Draft): boolean {
  return draft.origin === "web" && others(draft);
}
