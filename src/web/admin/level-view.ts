import {
  type Level,
  type Levels,
  levelOf,
  levels,
  levelWords,
  type Place,
  type Way,
  ways,
  wayWords,
} from "../../domain/level.ts";

/** The locals of `admin/level-choices`: one choice for each way that comments come in by. */
export interface LevelChoice {
  way: string;
  label: string;
  options: { value: Level | ""; label: string; chosen: boolean }[];
}

/** The choices of a place; `further` is the same place without its own decision, which holds where nothing is chosen. */
export function viewLevels(own: Levels, further: Place, whose: string, now: Date): LevelChoice[] {
  return ways.map((way) => {
    const otherwise = levelWords[levelOf(further, way, now).level];
    const none = { value: "" as const, label: `like ${whose}: ${otherwise}`, chosen: own[way] === undefined };
    const options = levels.map((value) => ({ value, label: levelWords[value], chosen: own[way] === value }));
    return { way, label: wayWords[way], options: [none, ...options] };
  });
}

/** What becomes of new comments in a place, in a few words. */
export function describeLevels(place: Place, now: Date): string {
  const inForce = (way: Way) => levelWords[levelOf(place, way, now).level];
  const [web, fediverse] = [inForce("web"), inForce("fediverse")];
  return web === fediverse ? web : `from the form ${web}; from the fediverse ${fediverse}`;
}
