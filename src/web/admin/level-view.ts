import {
  closingWords,
  type Levels,
  levelOf,
  levels,
  levelWords,
  mostDays,
  type Place,
  type Way,
  ways,
  wayWords,
} from "../../domain/level.ts";
import type { Site } from "../../domain/site.ts";
import type { Thread } from "../../domain/thread.ts";

/** The locals of `admin/level-choices`: one choice for each way that comments come in by, or go out. */
export interface LevelChoice {
  /** The name of its field. */
  way: string;
  label: string;
  options: { value: string; label: string; chosen: boolean }[];
}

/** The choices of a place; `further` is the same place without its own decision, which holds where nothing is chosen. */
export function viewLevels(own: Levels, further: Place, whose: string, now: Date): LevelChoice[] {
  return ways.map((way) => {
    const otherwise = levelWords[levelOf(further, way, now).level];
    const none = { value: "", label: `like ${whose}: ${otherwise}`, chosen: own[way] === undefined };
    const options = levels.map((value) => ({ value, label: levelWords[value], chosen: own[way] === value }));
    return { way, label: wayWords[way], options: [none, ...options] };
  });
}

/** Whether comments of visitors go out from one thread. */
export function viewStay(site: Pick<Site, "guests">, guestsStay: boolean): LevelChoice {
  const otherwise = `like the blog: ${site.guests ? "if they tick the box" : "off"}`;
  const options = [
    { value: "", label: otherwise, chosen: !guestsStay },
    { value: "stay", label: "no, they stay here", chosen: guestsStay },
  ];
  return { way: "guests", label: "Visitors’ comments to the fediverse", options };
}

/** After how many days one thread closes: what stands in the field, empty where the blog decides, and what that says. */
export function viewClosing(
  { closeAfterDays: blogs = 0 }: Pick<Site, "closeAfterDays">,
  { closeAfterDays: own = null }: Pick<Thread, "closeAfterDays">,
) {
  return { value: own?.toString() ?? "", most: mostDays, otherwise: closingWords(blogs) };
}

/** What becomes of new comments in a place, in a few words. */
export function describeLevels(place: Place, now: Date): string {
  const inForce = (way: Way) => {
    const { level, by } = levelOf(place, way, now);
    return by === "age" ? "closed by its age" : levelWords[level];
  };
  const [web, fediverse] = [inForce("web"), inForce("fediverse")];
  return web === fediverse ? web : `from the form ${web}; from the fediverse ${fediverse}`;
}
