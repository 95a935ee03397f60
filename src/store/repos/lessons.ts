import { Problem } from "../../domain/problem.ts";
import type { Lessons } from "../../domain/repos.ts";
import { type Example, emptyModel, enoughLessons, recount, type SpamModel } from "../../domain/spam.ts";
import type { Collections } from "../collections.ts";
import type { StoredModel } from "../documents.ts";
import { changeAtVersion } from "./versions.ts";

/** A write that comes too late means that another one succeeded, so that few are ever needed. */
const attempts = 100;

/** Lessons on the document port: one document for what a site learned, and a small one for each comment it learned from. */
export function createLessons({ lessons, models }: Pick<Collections, "lessons" | "models">): Lessons {
  const waiting = new Map<string, { steps: ((model: SpamModel) => void)[]; done: Promise<void> }>();

  /** What is learned of a site at one moment, as when many are decided at once, is one write. */
  function change(site: string, step: (model: SpamModel) => void): Promise<void> {
    const known = waiting.get(site);
    if (known) {
      known.steps.push(step);
      return known.done;
    }
    const steps = [step];
    const done = new Promise<void>((resolve) => void setImmediate(resolve)).then(() => {
      waiting.delete(site);
      return write(site, (model) => {
        for (const one of steps) one(model);
      });
    });
    waiting.set(site, { steps, done });
    return done;
  }

  async function write(site: string, apply: (model: SpamModel) => void): Promise<void> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const stored = await models.findOne({ _id: site });
      const model = stored ? unpack(stored) : emptyModel();
      apply(model);
      const written = stored
        ? await changeAtVersion(models, stored, pack(model))
        : await models.insertOne({ _id: site, version: 1, ...pack(model) });
      if (written === "ok" || written === "added") return;
    }
    throw new Problem("busy", "Too much is being decided at this very moment. Try again.");
  }

  return {
    async model(site) {
      const stored = await models.findOne({ _id: site });
      return stored && unpack(stored);
    },
    async teach({ _id, site }, { as, features }, until) {
      const stored = await models.findOne({ _id: site });
      if (stored && stored[as] >= enoughLessons) return false;
      // Who gets the lesson before this one is the only one to take it back.
      const before = await lessons.findOneAndUpdate(
        { _id },
        { $set: { site, as, features: [...features], until } },
        { upsert: true },
      );
      if (before && isSame(before, { as, features })) return false;
      await change(site, (model) => {
        if (before) recount(model, before, -1);
        recount(model, { as, features }, 1);
      });
      return true;
    },
    async of(comment) {
      return (await lessons.findOne({ _id: comment }))?.as ?? null;
    },
    async forget(comment) {
      const lesson = await lessons.findOne({ _id: comment });
      // Who removes it is the only one to take it back.
      if (!lesson || (await lessons.deleteOne({ _id: comment, as: lesson.as })) === 0) return;
      await change(lesson.site, (model) => recount(model, lesson, -1));
    },
  };
}

function isSame(one: Example, other: Example): boolean {
  return one.as === other.as && one.features.join() === other.features.join();
}

/** Text is what both stores keep alike and read fastest. */
function pack({ spam, ham, counts }: SpamModel): Pick<StoredModel, "spam" | "ham" | "counts"> {
  return { spam, ham, counts: Buffer.from(counts.buffer, counts.byteOffset, counts.byteLength).toString("base64") };
}

function unpack({ spam, ham, counts }: StoredModel): SpamModel {
  const model = emptyModel();
  new Uint8Array(model.counts.buffer).set(Buffer.from(counts, "base64"));
  return { ...model, spam, ham };
}
