import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSources, root } from "../helpers/sources.ts";

/** What a blocker can know our parts by. */
export interface Names {
  classes: string[];
  ids: string[];
  /** Paths of the web, such as `/comments/1/edit`. */
  paths: string[];
}

const readAll = (folder: string, ending: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));

/** What a value of a view stands for in an attribute. */
const filled = (markup: string) =>
  markup.replace(/<%[\s\S]*?%>/g, (tag) => (tag.startsWith("<%=") ? ` ${quotedIn(tag)} ` : " "));
const quotedIn = (tag: string) => [...tag.matchAll(/"([^"]*)"/g)].map(([, word]) => word).join(" ");

/**
 * Everything that pages of blogs get from us, read off the sources: classes and ids of the views of threads, of style sheets
 * and of the browser part, and the paths that the web room answers. What is added is found by itself.
 */
export function ourNames(): Names {
  const views = ["views/thread", "views/comments", "views/isso/skin"].flatMap((folder) => readAll(folder, /\.ejs$/));
  const markup = views.map(filled);
  const styles = readAll("src/client", /\.css$/);
  const scripts = readAll("src/client", /\.ts$/);
  const attribute = (name: string) =>
    markup.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value),
    );
  const words = (values: readonly string[]) => values.flatMap((value) => value.split(/\s+/)).filter(Boolean);
  const styled = styles.flatMap((text) => [...text.matchAll(/\.([a-zA-Z][\w-]+)/g)].map(([, name = ""]) => name));
  const spoken = scripts.flatMap((text) =>
    [...text.matchAll(/\b(an-[\w-]*\w|antiphon[\w-]*)/g)].map(([, name = ""]) => name),
  );
  return {
    classes: unique([...words(attribute("class")), ...styled, ...spoken]),
    ids: unique([...attribute("id"), ...spoken, "isso-"].map((id) => id.trim().replace(/-$/, "-1"))),
    paths: unique(readSources(["src/web"]).flatMap(({ path, text }) => pathsIn(path, text))),
  };
}

/** The owner's pages are no part of a blog. */
function pathsIn(file: string, text: string): string[] {
  if (file.includes("/admin/") || file.includes("/demo/")) return [];
  const routes = [...text.matchAll(/\.(?:get|post|put|delete|use|all)\(\s*"(\/[^"]*)"/g)];
  return routes.map(([, path = ""]) => path.replace(/:\w+/g, "1").replace(/\{.*?\}/g, ""));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
