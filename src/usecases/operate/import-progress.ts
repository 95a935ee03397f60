import type { World } from "../../domain/ports.ts";
import type { Site } from "../../domain/site.ts";
import { fnv1a } from "../../domain/spread.ts";
import type { Survey } from "./import-survey.ts";

type Needs = Pick<World, "settings">;

/** The setting with imports that were not at their end yet, the latest last. */
const setting = "importsUnderway";

/** So many that were cut off are remembered. */
const mostKept = 10;

interface Underway {
  /** The blog, and what was to be imported. */
  what: string;
  /** So many of its comments, in the order of the source, are stored. */
  done: number;
}

/** How far an import came in an earlier run, and comes in this one. */
export interface Progress {
  /** So many comments are stored already: they need not be looked at again. */
  readonly before: number;
  reached(done: number): Promise<void>;
  /** It is at its end: what comes later looks at everything again. */
  ended(): Promise<void>;
}

/**
 * Remembers how far an import came, so that the same one goes on from there after it was cut off. The same means: to the same
 * blog, of the same comments in the same order with the same words, for the same pages. With `dryRun` nothing is remembered.
 */
export async function followProgress(
  world: Needs,
  site: Site,
  survey: Survey,
  { software, dryRun }: { software: string; dryRun: boolean },
): Promise<Progress> {
  if (dryRun) return { before: 0, reached: async () => undefined, ended: async () => undefined };
  const what = `${site._id} ${software} ${survey.comments.count} ${survey.print} ${printOfPlaces(survey)}`;
  const before = (await others()).found?.done ?? 0;
  return {
    before,
    async reached(done) {
      const { rest } = await others();
      await world.settings.set(setting, [...rest, { what, done }].slice(-mostKept));
    },
    async ended() {
      const { rest } = await others();
      await world.settings.set(setting, rest);
    },
  };

  async function others(): Promise<{ found: Underway | undefined; rest: Underway[] }> {
    const all = (await world.settings.get<Underway[]>(setting)) ?? [];
    return { found: all.find((one) => one.what === what), rest: all.filter((one) => one.what !== what) };
  }
}

/** A map that leads elsewhere makes another import. */
function printOfPlaces({ threads }: Survey): number {
  return threads.reduce((print, { place }) => fnv1a(`${print} ${place?.url ?? ""}`), 0);
}
