import type { Comment } from "../../domain/comment.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import { type Before, undoMs } from "../../domain/undo.ts";
import { createCloseCase } from "./close-case.ts";
import { type Decision, lessonOf, outcomeOf } from "./outcome.ts";
import { type Acted, createWriteDown, labelOf, namelessLabel } from "./write-down.ts";

type Needs = Pick<
  World,
  "comments" | "blocks" | "profiles" | "clock" | "debts" | "checks" | "lessons" | "audit" | "undos" | "ids" | "cases"
>;

/** A comment as it was before a decision, and whether that changed it. */
interface Outcome {
  before: Comment;
  changed: boolean;
}

const attempts = 3;

/**
 * Carries a decision out; deciding the same twice changes nothing. The page follows at once, and the fediverse is told
 * where it was told before or may now hear of it, and it is written down who did so. The checks learn from it what is spam
 * and what is not, and what was reported of the comment is settled. Throws `not-found`, `conflict` for a comment that was
 * removed.
 */
export function createDecide(world: Needs) {
  const carryOut = createCarryOut(world);
  const follow = createFollow(world);
  return async function decide(id: string, decision: Decision, by: Moderator): Promise<Comment> {
    const outcome = await carryOut(id, decision);
    await follow([outcome], decision, by);
    return (await world.comments.get(id)) ?? outcome.before;
  };
}

/** What became of one decision on several comments. */
export interface Decided {
  /** How many are as decided now. */
  done: number;
  /** Why others are not. */
  refused: Problem[];
  /** Those that are hidden still, by something else, though they were to be shown. */
  stillHidden: number;
  /** By which it can be taken back for a while; null where there is nothing to take back. */
  undo: string | null;
}

/** Decides the same of several comments, as `createDecide` does, and remembers how they were. Refuses one by one. */
export function createDecideMany(world: Needs) {
  const carryOut = createCarryOut(world);
  const follow = createFollow(world);

  return async function decideMany(ids: readonly string[], decision: Decision, by: Moderator): Promise<Decided> {
    const outcomes: Outcome[] = [];
    const refused: Problem[] = [];
    // Side by side, so that they share one wait for the disk.
    const tried = await Promise.all([...new Set(ids)].map((id) => carryOut(id, decision).catch(expected)));
    for (const one of tried) {
      if (isProblem(one)) refused.push(one);
      else outcomes.push(one);
    }
    // What the checks knew before is asked before they learn anew.
    const remembered = decision === "delete" ? [] : await Promise.all(outcomes.map(remember));
    const closed = await follow(outcomes, decision, by);
    const items = remembered.flatMap((item, i) => {
      const reported = closed[i];
      if (reported) return { ...item, reported };
      return outcomes[i]?.changed ? item : [];
    });
    const undo = items.length > 0 ? await keep(items, by) : null;
    const wanted = decision === "approve" || decision === "show";
    const after = wanted ? await world.comments.among(ids) : [];
    return {
      done: outcomes.length,
      refused,
      undo,
      stillHidden: after.filter(({ hiddenBy }) => hiddenBy !== null).length,
    };
  };

  async function remember({ before, changed }: Outcome): Promise<Before> {
    const { _id, state, hiddenBy, spamSince } = before;
    const lesson = await world.lessons.of(_id);
    const version = before.version + (changed ? 1 : 0);
    return { comment: _id, version, state, hiddenBy, spamSince: spamSince?.getTime() ?? null, lesson };
  }

  async function keep(items: Before[], by: Moderator): Promise<string> {
    const id = world.ids.opaque();
    await world.undos.keep({ _id: id, by: by.id, items, until: new Date(world.clock.now().getTime() + undoMs) });
    return id;
  }
}

function expected(error: unknown): Problem {
  if (isProblem(error, "not-found", "conflict")) return error;
  throw error;
}

/** Changes one comment as decided, and nothing else; says how it was before. */
function createCarryOut(world: Needs) {
  return async function carryOut(id: string, decision: Decision): Promise<Outcome> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const before = await world.comments.get(id);
      if (!before) throw new Problem("not-found", "There is no such comment; it may have been deleted.");
      const change = await outcomeOf(world, before, decision);
      if (change === null) return { before, changed: false };
      if ((await world.comments.change(before, change)) === "ok") return { before, changed: true };
    }
    throw new Problem("conflict", "The comment keeps changing at this very moment. Try again.");
  };
}

/** All that follows from decisions; returns for each what was reported of the comment and is settled with it. */
function createFollow(world: Needs) {
  const writeDown = createWriteDown(world);
  const closeCase = createCloseCase(world);
  return async function follow(outcomes: readonly Outcome[], decision: Decision, by: Moderator) {
    const acted: Acted[] = [];
    const closed = await Promise.all(outcomes.map(({ before }) => closeCase(before._id)));
    for (const [i, { before, changed }] of outcomes.entries()) {
      const { _id, site } = before;
      const act = changed ? (`comment.${decision}` as const) : "report.dismiss";
      const label = decision === "delete" ? namelessLabel(before) : labelOf(before);
      if (changed || closed[i]) acted.push({ by, act, site, subject: _id, label });
    }
    await writeDown(...acted);
    const comments = outcomes.filter(({ changed }) => changed).map(({ before }) => before);
    for (const { _id } of comments) world.debts.notice("comment", _id);
    await world.debts.settled("comment");
    await Promise.all(
      comments.map(async (comment) => {
        const lesson = lessonOf(comment, decision);
        if (lesson !== null) await world.checks.learn(comment, lesson);
      }),
    );
    return closed;
  };
}
