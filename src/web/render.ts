import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ejs from "ejs";
import { escapeHtml } from "../domain/escape.ts";
import type { Words } from "../i18n/words.ts";

/** Renders a view by its path below `views/`, without the ending, such as `thread/fragment`, in the language of some words. */
export type Render = (view: string, locals: object, words: Words) => string;

/** What a view is given: its own locals as `it`, the words that it is to be written in, and a way to other views. */
interface Given {
  it: object;
  words: Words;
  include: (view: string, locals: object) => string;
}

/** EJS would hand an included view the locals of the including one besides its own, and compile it anew each time. */
const head = "<% const { it, words } = given, { t } = words; include = given.include; -%>";

/** The views, read at once and compiled when first used; `fingerprint` changes when any of them does. */
export interface Views {
  render: Render;
  fingerprint: string;
  /** Every view, compiled; throws for one that is not well-formed. */
  all(): string[];
}

/** The folder of the views: found by the package import, so that it is the same from the sources and from the build. */
export function viewsFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("#views/README.md"));
}

/**
 * Reads every view. A start has no time to compile them all, and most are the owner's. Inside a view the locals are called `it`,
 * `t` says a message, and `include` takes a path.
 */
export function createViews(folder = viewsFolder()): Views {
  const sources = new Map<string, string>();
  const compiled = new Map<string, (given: Given) => string>();
  const hash = createHash("sha256");
  const options = {
    strict: true,
    localsName: "given",
    rmWhitespace: true,
    escape: escapeValue,
  };
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
  for (const name of names.filter((name) => name.endsWith(".ejs"))) {
    const source = readFileSync(join(folder, name), "utf8");
    hash.update(name).update(source);
    sources.set(name.slice(0, -".ejs".length), source);
  }

  function compile(view: string): (given: Given) => string {
    const source = sources.get(view);
    if (source === undefined) throw new Error(`There is no view “${view}”.`);
    const made = ejs.compile(head + source, { ...options, filename: `${view}.ejs` });
    compiled.set(view, made);
    return made;
  }

  function render(view: string, locals: object, words: Words): string {
    const draw = compiled.get(view) ?? compile(view);
    return draw({ it: locals, words, include: (name, own) => render(name, own, words) });
  }

  return {
    render,
    fingerprint: hash.digest("hex").slice(0, 12),
    all() {
      for (const view of sources.keys()) compile(view);
      return [...sources.keys()];
    },
  };
}

function escapeValue(value: unknown): string {
  return value === undefined || value === null ? "" : escapeHtml(String(value));
}
