import { Parser } from "htmlparser2";

/** What feeds say beyond what the parser reads. */
export interface FeedExtras {
  /** Hours of the day (UTC) in which the feed asks not to be read. */
  skipHours: number[];
  /** Days of the week in which it asks not to be read; 0 is Sunday. */
  skipDays: number[];
  /** The address that an entry had before a service counted clicks on it, by the entry's id. */
  origLinks: ReadonlyMap<string, string>;
}

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const interesting = /<skip(?:hours|days)\b|:origlink\b/i;

/** Texts in these elements are read. */
const read = new Set(["hour", "day", "guid", "id", "feedburner:origlink"]);

/** Reads what is in one pass, where there is anything. Never throws. */
export function readExtras(text: string): FeedExtras {
  const origLinks = new Map<string, string>();
  const extras = { skipHours: [] as number[], skipDays: [] as number[], origLinks };
  if (text.startsWith("{") || !interesting.test(text)) return extras;
  const path: string[] = [];
  let words = "";
  let id = "";
  let link = "";
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name.toLowerCase());
        words = "";
      },
      ontext(some) {
        if (read.has(path.at(-1) ?? "")) words += some;
      },
      onclosetag() {
        const name = path.pop();
        const around = path.at(-1);
        const said = words.trim();
        words = "";
        if (name === "hour" && around === "skiphours") take(extras.skipHours, Number(said) % 24, said);
        else if (name === "day" && around === "skipdays") take(extras.skipDays, days.indexOf(said.toLowerCase()), said);
        else if ((name === "guid" || name === "id") && isEntry(around)) id = said;
        else if (name === "feedburner:origlink" && isEntry(around)) link = said;
        else if (isEntry(name)) {
          if (id !== "" && link !== "") origLinks.set(id, link);
          id = "";
          link = "";
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return extras;
}

function isEntry(name: string | undefined): boolean {
  return name === "item" || name === "entry";
}

function take(list: number[], value: number, said: string): void {
  if (said !== "" && Number.isInteger(value) && value >= 0 && !list.includes(value)) list.push(value);
}
