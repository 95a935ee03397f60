import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ejs from "ejs";
import { escapeHtml } from "../domain/escape.ts";

/** Renders a view by its path below `views/`, without the ending, such as `thread/fragment`. */
export type Render = (view: string, locals: object) => string;

type Compiled = (locals: object) => string;

/** EJS would hand an included view the locals of the including one besides its own, and compile it anew each time. */
const ownInclude = "<% include = this.include; -%>";

/** The views, read and compiled once; `fingerprint` changes when any of them does. */
export interface Views {
  render: Render;
  fingerprint: string;
}

/** The folder of the views: found by the package import, so that it is the same from the sources and from the build. */
export function viewsFolder(): string {
  return dirname(createRequire(import.meta.url).resolve("#views/README.md"));
}

/** Compiles every view. Inside a view the locals are called `it`, and `include` takes a path like `render` does. */
export function createViews(folder = viewsFolder()): Views {
  const compiled = new Map<string, Compiled>();
  const hash = createHash("sha256");
  const options = {
    strict: true,
    localsName: "it",
    rmWhitespace: true,
    escape: escapeValue,
    context: { include: render },
  };
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
  for (const name of names.filter((name) => name.endsWith(".ejs"))) {
    const source = readFileSync(join(folder, name), "utf8");
    hash.update(name).update(source);
    const view = ejs.compile(ownInclude + source, { ...options, filename: name });
    compiled.set(name.slice(0, -".ejs".length), view);
  }

  function render(view: string, locals: object): string {
    const found = compiled.get(view);
    if (!found) throw new Error(`There is no view “${view}”.`);
    return found(locals);
  }

  return { render, fingerprint: hash.digest("hex").slice(0, 12) };
}

function escapeValue(value: unknown): string {
  return value === undefined || value === null ? "" : escapeHtml(String(value));
}
