import type { ImportSource } from "../../domain/import.ts";
import type { ImportRun } from "../../domain/import-run.ts";
import type { Importers } from "../../domain/importer.ts";
import type { World } from "../../domain/ports.ts";
import { isProblem, Problem } from "../../domain/problem.ts";
import type { Site } from "../../domain/site.ts";
import type { Uploads } from "../../domain/uploads.ts";
import { readAddressMap } from "./address-map.ts";
import { createImportComments, type ImportReport } from "./import-comments.ts";
import { keptReport, reportLines } from "./import-report.ts";

type Needs = Parameters<typeof createImportComments>[0] & Pick<World, "importRuns" | "log">;

interface Tools {
  importers: Importers;
  /** The public origin of the node. */
  origin: string;
  uploads: Uploads;
}

/** Whoever was at it is taken for dead after so long without a word. */
const heldMs = 180_000;

/** How far it is, is written down no more often. */
const tellEveryMs = 1_000;

/** A file that is nowhere is waited for: another node may have it. */
const missingMs = 600_000;

/** A file may lie so long before its import is stored; one without an import after that was forgotten. */
const strayMs = 3_600_000;

const mostRuns = 50;
const mostPages = 1_000;

/** Ends an import that has to stop, to be gone on with by whoever comes next. */
const stopped = Symbol("stopped");

/** What does the work of imports in the browser, one after the other. */
export interface ImportWork {
  /** Looks for work at once, without waiting for it. */
  poke(): void;
  /**
   * Says what it is still at and which files are here, looks for work, and removes files that no import needs; for once a
   * minute. Does not wait for the work.
   */
  sweep(): Promise<void>;
  /** Does all there is. */
  drain(): Promise<void>;
  /** Takes nothing up any more, and resolves when what it was at has stopped: the next process goes on with it. */
  stop(): Promise<void>;
}

/**
 * Looks what imports would do, and does them. An import that was cut off goes on where it was. What goes wrong is written down with the import, and never thrown.
 */
export function createImportWork(world: Needs, { importers, uploads, origin }: Tools): ImportWork {
  const importComments = createImportComments(world);
  const me = world.ids.opaque();
  let working: Promise<void> | null = null;
  let current: string | null = null;
  let stopping = false;

  return {
    poke: () => void drain(),
    async sweep() {
      if (current !== null) await world.importRuns.progress(current, { heldUntil: until() });
      await sayWhatIsHere();
      void drain();
      await removeStrays();
    },
    drain,
    async stop() {
      stopping = true;
      await working;
    },
  };

  /** Other nodes fail an import whose file nobody has. */
  async function sayWhatIsHere(): Promise<void> {
    for (const { _id, stage } of await world.importRuns.list(mostRuns)) {
      if (stage === "done" || (await uploads.find(_id)) === null) continue;
      await world.importRuns.progress(_id, { seenAt: world.clock.now() });
    }
  }

  /** Files that a killed process, or a discard on another node, left on this machine. */
  async function removeStrays(): Promise<void> {
    const before = new Date(world.clock.now().getTime() - strayMs);
    for (const id of await uploads.untouchedSince(before)) {
      const run = await world.importRuns.get(id);
      if (run === null || run.stage === "done") await uploads.remove(id);
    }
  }

  function drain(): Promise<void> {
    working ??= workOff().finally(() => {
      working = null;
    });
    return working;
  }

  async function workOff(): Promise<void> {
    try {
      for (let run = await next(); run !== null; run = await next()) {
        current = run._id;
        await work(run);
        current = null;
      }
    } catch (error) {
      current = null;
      world.log.warn({ error }, "Imports cannot be worked on right now; they go on in a minute.");
    }
  }

  /** The oldest that waits, and whose file is here, taken up. */
  async function next(): Promise<ImportRun | null> {
    if (stopping) return null;
    const now = world.clock.now();
    const waiting = (await world.importRuns.list(mostRuns)).filter(
      ({ stage, heldUntil }) => isAtWork(stage) && (heldUntil === null || heldUntil <= now),
    );
    for (const run of waiting.reverse()) {
      if ((await uploads.find(run._id)) === null) {
        if (now.getTime() - lastWord(run) > missingMs) await fail(run, "The file is not there any more.");
        continue;
      }
      const held = { heldBy: me, heldUntil: until() };
      if ((await world.importRuns.change(run, held)) === "ok") return { ...run, ...held, version: run.version + 1 };
    }
    return null;
  }

  async function work(run: ImportRun): Promise<void> {
    try {
      const { report, lost } = await perform(run);
      const stage = run.stage === "looking" ? "looked" : "done";
      await leave(run, { stage, report, lost });
      if (stage === "done") await uploads.remove(run._id);
    } catch (error) {
      if (error === stopped) return leave(run, {});
      if (!isProblem(error)) world.log.error({ import: run._id, error }, "An import failed.");
      const said = isProblem(error)
        ? error.message
        : "Something went wrong that nobody foresaw; the node’s log has it.";
      await fail(run, said);
    }
  }

  async function perform(run: ImportRun): Promise<{ report: string[]; lost: boolean }> {
    const [file, site] = await Promise.all([uploads.find(run._id), world.sites.get(run.site ?? "")]);
    const importer = importers.all.find(({ name }) => name === run.importer);
    if (file === null || !site || !importer) throw new Error("What this import was to be is not there any more.");
    try {
      const source = await importer.open(file, { site: site._id, values: run.values, origin });
      try {
        const report = await read(source, run, site);
        const lines = reportLines(keptReport(report, mostPages), { dryRun: run.stage === "looking", pages: true });
        return { report: lines.map((line) => withoutPath(line, file, run.fileName)), lost: report.lost };
      } finally {
        await source.close();
      }
    } catch (error) {
      if (!isProblem(error)) throw error;
      throw new Problem(error.kind, withoutPath(error.message, file, run.fileName), { cause: error });
    }
  }

  async function read(source: ImportSource, run: ImportRun, site: Site): Promise<ImportReport> {
    let toldAt = 0;
    let telling: Promise<void> = Promise.resolve();
    try {
      return await importComments(
        { ...source, drafts: () => unlessStopped(source.drafts()) },
        {
          site,
          map: readAddressMap(run.map, site.home),
          check: run.check,
          dryRun: run.stage === "looking",
          onProgress(done, total) {
            const now = world.clock.now().getTime();
            if (now - toldAt < tellEveryMs) return;
            toldAt = now;
            telling = telling.then(() => world.importRuns.progress(run._id, { done, total, heldUntil: until() }));
          },
        },
      );
    } finally {
      await telling.catch((error: unknown) => world.log.warn({ error }, "It could not be told how far an import is."));
    }
  }

  /** The first reading of a large file takes long, and tells of no progress. */
  async function* unlessStopped<T>(drafts: AsyncIterable<T>): AsyncIterable<T> {
    for await (const draft of drafts) {
      if (stopping) throw stopped;
      yield draft;
    }
  }

  function fail(run: ImportRun, fault: string): Promise<void> {
    return leave(run, { stage: "failed", failedAt: run.stage === "looking" ? "looking" : "importing", fault });
  }

  async function leave(run: ImportRun, set: Partial<ImportRun>): Promise<void> {
    await world.importRuns.change(run, { ...set, heldBy: null, heldUntil: null, changedAt: world.clock.now() });
  }

  function until(): Date {
    return new Date(world.clock.now().getTime() + heldMs);
  }
}

function isAtWork(stage: ImportRun["stage"]): boolean {
  return stage === "looking" || stage === "importing";
}

/** When somebody last knew where its file is, in milliseconds. */
function lastWord({ changedAt, heldUntil, seenAt }: ImportRun): number {
  return Math.max(...[changedAt, heldUntil, seenAt].map((time) => time?.getTime() ?? 0));
}

/** Importers name the file by where it lies; its owner knows it by its own name. */
function withoutPath(text: string, file: string, name: string): string {
  return text.replaceAll(file, name);
}
