import type { World } from "../../domain/ports.ts";
import type { TellTrouble } from "./tell-trouble.ts";

/** Something that the node cannot mend by itself, as long as it stands. */
export interface Trouble {
  /** The same for as long as it is the same trouble. */
  name: string;
  /** The blog that alone is concerned; left out for all of them. */
  site?: string;
  sentence: string;
  /** What is said when it is over; null where the owner has ended it, and knows. */
  after: string | null;
  /** So long it may last before anybody hears of it, in milliseconds. */
  patienceMs: number;
}

/** Finds the troubles of one kind that there are. */
export type FindTroubles = () => Promise<Trouble[]>;

/** A trouble as it is remembered: since when, and whether it was told. */
interface Remembered extends Pick<Trouble, "name" | "after" | "site"> {
  since: string;
  told: boolean;
}

type Needs = Pick<World, "settings" | "spent" | "clock">;

const setting = "troubles";
const everyMs = 10 * 60_000;

/**
 * Looks every ten minutes, on one node of several, what is in trouble, and tells the owners of each once it has lasted, once;
 * and once when it is over. Returns how often it told.
 */
export function createSweepTroubles(world: Needs, tell: TellTrouble, finders: readonly FindTroubles[]) {
  async function isTurn(now: Date): Promise<boolean> {
    const slot = Math.floor(now.getTime() / everyMs);
    return world.spent.spend(`${setting} ${slot}`, new Date((slot + 2) * everyMs));
  }

  return async function sweepTroubles(): Promise<number> {
    const now = world.clock.now();
    if (!(await isTurn(now))) return 0;
    const before = (await world.settings.get<Remembered[]>(setting)) ?? [];
    const found = (await Promise.all(finders.map((find) => find()))).flat();
    const known = new Map(before.map((one) => [one.name, one]));
    const due: Parameters<TellTrouble>[] = [];
    const standing = found.map(({ name, site, sentence, after, patienceMs }): Remembered => {
      const { since = now.toISOString(), told = false } = known.get(name) ?? {};
      const about = site === undefined ? {} : { site };
      const tellsNow = !told && now.getTime() - Date.parse(since) >= patienceMs;
      if (tellsNow) due.push([sentence, about]);
      return { name, after, ...about, since, told: told || tellsNow };
    });
    const names = new Set(found.map(({ name }) => name));
    for (const { name, told, after, site } of before)
      if (told && after !== null && !names.has(name))
        due.push([after, { over: true, ...(site === undefined ? {} : { site }) }]);
    // What was told is queued before it is remembered: a crash in between tells twice rather than never.
    for (const words of due) await tell(...words);
    if (before.length > 0 || standing.length > 0) await world.settings.set(setting, standing);
    return due.length;
  };
}
