import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FiltersEngine, Request } from "@ghostery/adblocker";
import { root } from "../helpers/sources.ts";

/** What a blocker does with a page and what it loads. */
export interface Blocker {
  /** The rules that refuse an address; none when it is let through. */
  refuses(url: string, type: RequestType, page: string): string[];
  /** The selectors that hide something on a page with these names. */
  hides(page: string, names: { classes: string[]; ids: string[]; hrefs?: string[] }): string[];
  rules: number;
}

/** How a browser asks for something. */
export type RequestType = "script" | "stylesheet" | "image" | "fetch" | "document" | "eventsource" | "other";

/**
 * The blockers to pass: that with the rules of this folder and, where `TEST_FILTER_LISTS` names a folder of whole lists, one
 * with all of those.
 */
export function blockers(): { name: string; blocker: Blocker }[] {
  const whole = process.env["TEST_FILTER_LISTS"];
  const own = { name: "the rules kept here", blocker: createBlocker(readLists(join(root, "test/blockers/rules"))) };
  return whole ? [own, { name: `the lists in ${whole}`, blocker: createBlocker(readLists(whole)) }] : [own];
}

function readLists(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".txt"));
  return names.map((name) => readFileSync(join(folder, name), "utf8"));
}

/** A blocker as browsers have it, with the lists given. */
export function createBlocker(lists: readonly string[]): Blocker {
  const text = lists.join("\n");
  const engine = FiltersEngine.parse(text, { debug: true, enableOptimizations: false, loadCSPFilters: false });
  return {
    rules: text.split("\n").filter((line) => line !== "" && !line.startsWith("!") && !line.startsWith("[")).length,
    refuses(url, type, page) {
      const { match, filter } = engine.match(Request.fromRawDetails({ url, type, sourceUrl: page }));
      return match ? [String(filter)] : [];
    },
    hides(page, { classes, ids, hrefs = [] }) {
      const { hostname } = new URL(page);
      const { styles } = engine.getCosmeticsFilters({ url: page, hostname, domain: hostname, classes, ids, hrefs });
      // Each rule is `selector, selector { display: none !important; }`.
      return styles
        .split("}")
        .map((rule) => rule.slice(0, rule.indexOf("{")).trim())
        .filter((selector) => selector !== "");
    },
  };
}
