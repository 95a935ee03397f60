import { type ImportPlan, type ImportRun, untouched } from "../../domain/import-run.ts";
import type { Importer, Importers } from "../../domain/importer.ts";
import type { Moderator } from "../../domain/moderator.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Uploads } from "../../domain/uploads.ts";
import { createWriteDown } from "../moderate/write-down.ts";
import { readAddressMap } from "./address-map.ts";

/** So many files wait at a time, as each takes room on the disk. */
const mostWaiting = 5;

/** So many imports are remembered. */
const mostKept = 50;

const mostMap = 200_000;

/** A file as somebody brings it. */
export interface Brought {
  fileName: string;
  chunks: AsyncIterable<Uint8Array>;
  by: Moderator;
}

export interface CarryingTools {
  importers: Importers;
  uploads: Uploads;
  /** Has whoever works on imports look for work. */
  poke(): void;
}

type Needs = Pick<World, "importRuns" | "sites" | "audit" | "clock" | "ids">;

/**
 * Imports in the browser, step by step: a file is brought, somebody says what it is and where to, looks at what would
 * happen, and begins. The work itself is done by `createImportWork`. All but `bring` throw `not-found` for an import that
 * is not there, and `conflict` where it is at another step.
 */
export function createPlanImport(world: Needs, { importers, uploads, poke }: CarryingTools) {
  const writeDown = createWriteDown(world);

  return { bring, look, begin, again, drop, get, list: () => world.importRuns.list(mostKept) };

  /** Stores a file and finds out what it is. Throws `conflict` where too many wait, and what `Uploads.take` throws. */
  async function bring({ fileName, chunks, by }: Brought): Promise<ImportRun> {
    const runs = await world.importRuns.list(2 * mostKept);
    const waiting = runs.filter(({ stage }) => stage !== "done");
    if (waiting.length >= mostWaiting) {
      throw new Problem("conflict", `${mostWaiting} files wait already. Import them or discard them first.`);
    }
    const id = world.ids.opaque();
    const size = await uploads.take(id, chunks);
    if (size === 0) {
      await uploads.remove(id);
      throw new Problem("invalid", "The file is empty. Choose another one.");
    }
    let run: ImportRun;
    try {
      run = await arrived(id, size, { fileName, by });
      await world.importRuns.add(run);
    } catch (error) {
      await uploads.remove(id);
      throw error;
    }
    const finished = runs.filter(({ stage }) => stage === "done");
    for (const old of finished.slice(mostKept - mostWaiting)) await forget(old);
    return run;
  }

  async function arrived(
    id: string,
    size: number,
    { fileName, by }: Pick<Brought, "fileName" | "by">,
  ): Promise<ImportRun> {
    const found = await detected(id);
    const now = world.clock.now();
    const sites = await world.sites.all();
    return {
      _id: id,
      by,
      fileName: shownName(fileName),
      size,
      detected: found,
      importer: found,
      site: sites.length === 1 ? (sites[0]?._id ?? null) : null,
      values: {},
      ...untouched,
      createdAt: now,
      changedAt: now,
    };
  }

  async function detected(id: string): Promise<string | null> {
    const file = await uploads.find(id);
    try {
      return file === null ? null : ((await importers.detect(file))?.name ?? null);
    } catch (error) {
      // A file that cannot be unpacked is one that nobody knows; whoever names its kind is told what is wrong with it.
      if (isProblem(error)) return null;
      throw error;
    }
  }

  /** Has the node find out what would happen. Throws `invalid` for a plan that names no kind or blog, or a wrong map. */
  async function look(id: string, plan: ImportPlan): Promise<void> {
    const run = await get(id);
    demandStage(run, ["uploaded", "looked", "failed"]);
    const { importer, values } = await checked(plan);
    const set = { importer: importer.name, values, site: plan.site, map: plan.map, check: plan.check };
    await enter(run, { ...set, stage: "looking", report: null, lost: false });
  }

  async function begin(id: string, by: Moderator): Promise<void> {
    const run = await get(id);
    demandStage(run, ["looked"]);
    await enter(run, { stage: "importing" });
    const title = importers.all.find(({ name }) => name === run.importer)?.title ?? "a file";
    const label = `${title} (${run.fileName})`;
    await writeDown({ by, act: "content.import", site: run.site, subject: run._id, label });
  }

  /** Goes on where it failed. */
  async function again(id: string): Promise<void> {
    const run = await get(id);
    demandStage(run, ["failed"]);
    await enter(run, { stage: run.failedAt ?? "looking", failedAt: null });
  }

  /** Forgets an import and its file; what it brought stays. */
  async function drop(id: string): Promise<void> {
    const run = await get(id);
    demandStage(run, ["uploaded", "looked", "failed", "done"]);
    await forget(run);
  }

  async function forget({ _id }: ImportRun): Promise<void> {
    await world.importRuns.remove(_id);
    await uploads.remove(_id);
  }

  async function get(id: string): Promise<ImportRun> {
    const run = await world.importRuns.get(id);
    if (run) return run;
    throw new Problem("not-found", "There is no such import; it may have been discarded.");
  }

  async function enter(run: ImportRun, set: Partial<ImportRun>): Promise<void> {
    const fresh = { done: 0, total: 0, fault: null, changedAt: world.clock.now() };
    if ((await world.importRuns.change(run, { ...fresh, ...set })) === "stale") throw changedMeanwhile();
    poke();
  }

  async function checked({ importer: name, values, site, map }: ImportPlan) {
    const importer = importers.all.find((one) => one.name === name);
    if (!importer) throw new Problem("invalid", "Say what made the file.");
    const blog = (await world.sites.all()).find(({ _id }) => _id === site);
    if (!blog) throw new Problem("invalid", "Say which blog the comments belong to.");
    if (map.length > mostMap)
      throw new Problem("invalid", "The map is too long for this form; use “antiphon import --map”.");
    readAddressMap(map, blog.home);
    return { importer, values: said(importer, values) };
  }
}

/** What was said to an importer's options; throws `invalid` for what is none of its choices. */
function said({ options }: Importer, values: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { name, label, choices } of options) {
    const value = (values[name] ?? "").trim();
    if (value === "") continue;
    if (choices && !choices.includes(value)) throw new Problem("invalid", `“${label}” is ${choices.join(", or ")}.`);
    kept[name] = value.slice(0, 500);
  }
  return kept;
}

function demandStage(run: ImportRun, stages: readonly ImportRun["stage"][]): void {
  if (!stages.includes(run.stage)) throw changedMeanwhile();
}

function changedMeanwhile(): Problem {
  return new Problem("conflict", "This import is at another step by now. Look at it again.");
}

function shownName(fileName: string): string {
  const name = fileName
    .replace(/^.*[\\/]/, "")
    .replace(/\p{C}/gu, "")
    .trim();
  return name === "" ? "a file" : name.slice(0, 120);
}
