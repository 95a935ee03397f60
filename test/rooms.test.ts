import { expect } from "chai";
import { readSources, type SourceFile } from "./helpers/sources.ts";

/** Which rooms a room may import from, besides itself: docs/decisions/0022-rooms-and-arrows.md. */
const arrows: Record<string, readonly string[]> = {
  domain: [],
  usecases: ["domain"],
  store: ["domain"],
  moderation: ["domain"],
  html: ["domain"],
  media: ["domain"],
  i18n: ["domain"],
  net: ["domain"],
  importers: ["domain"],
  exporters: ["domain", "importers"],
  posts: ["domain"],
  notify: ["domain", "i18n"],
  jobs: ["domain"],
  web: ["domain", "usecases", "i18n"],
  federation: ["domain", "usecases"],
  client: [],
  config: ["domain", "i18n"],
  log: ["config", "domain"],
  runtime: ["config", "domain"],
  main: ["cli", "compose", "config", "log", "domain"],
  cli: ["main", "compose", "config", "log", "runtime", "domain", "usecases"],
};

/** The one room that introduces the others to each other. */
const everything = "compose";

/** Packages that speak a foreign language, each with the rooms where that language is spoken. */
const languages: Record<string, readonly string[]> = {
  "activitypub-express": ["federation"],
  "http-message-signatures": ["federation"],
  "structured-headers": ["federation"],
  "url-template": ["federation"],
  "markdown-it": ["html"],
  "node-fetch": ["net"],
  "sanitize-html": ["html"],
  commander: ["cli"],
  ejs: ["web"],
  express: ["web", "federation", "compose"],
  feedsmith: ["posts"],
  helmet: ["web"],
  jsonld: ["federation"],
  mongodb: ["store"],
  nodemailer: ["notify"],
  pino: ["log", "cli", "compose"],
};

const maxLines = 300;

describe("rooms", () => {
  const sources = readSources(["src", "federation"]);

  it("has an entry in the table for every room", () => {
    const rooms = new Set(sources.map(roomOf));
    rooms.delete(everything);
    expect([...rooms].filter((room) => !(room in arrows))).to.deep.equal([]);
  });

  it("imports along the arrows alone", () => {
    const wrong = sources.flatMap((source) =>
      source.files.filter((file) => !mayImport(source, file)).map((file) => `${source.path} → ${file}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("keeps the middle free of packages and of Node's own modules", () => {
    const middle = sources.filter((source) => ["domain", "usecases"].includes(roomOf(source)));
    expect(middle.flatMap((source) => source.packages.map((name) => `${source.path} → ${name}`))).to.deep.equal([]);
  });

  it("speaks each foreign language in its own rooms", () => {
    const wrong = sources.flatMap((source) =>
      source.packages
        .filter((name) => languages[name] && !languages[name].includes(roomOf(source)))
        .map((name) => `${source.path} → ${name}`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("imports only files that exist", () => {
    const paths = new Set(sources.map((source) => source.path));
    const missing = sources.flatMap((source) =>
      source.files.filter((file) => !paths.has(file)).map((file) => `${source.path} → ${file}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("has no circles of imports, types aside", () => {
    expect(findCircle(sources)).to.equal(null);
  });

  it(`keeps every file within ${maxLines} lines`, () => {
    const all = [...sources, ...readSources(["test", "tools"])].filter(
      (source) => !source.path.includes("node_modules"),
    );
    expect(
      all.filter((source) => source.lines > maxLines).map((source) => `${source.path}: ${source.lines}`),
    ).to.deep.equal([]);
  });

  it("touches the environment in the command's first file alone", () => {
    const touching = sources.filter((source) => source.text.includes("process.env")).map((source) => source.path);
    expect(touching).to.deep.equal(["src/cli/main.ts"]);
  });

  it("finds a forbidden import and a circle where there is one", () => {
    const planted = (path: string, files: string[]): SourceFile => ({
      path,
      files,
      loaded: files,
      lines: 1,
      text: "",
      packages: [],
    });
    expect(mayImport(planted("src/store/a.ts", []), "src/web/b.ts")).to.equal(false);
    const circle = [planted("src/web/a.ts", ["src/web/b.ts"]), planted("src/web/b.ts", ["src/web/a.ts"])];
    expect(findCircle(circle)).to.equal("src/web/a.ts → src/web/b.ts → src/web/a.ts");
  });
});

/** The room a file lies in: its folder, or for a file at the top of `src` its name. */
function roomOf({ path }: Pick<SourceFile, "path">): string {
  const [top, second = ""] = path.split("/");
  return top === "federation" ? "federation" : second.replace(/\.ts$/, "");
}

function mayImport(source: SourceFile, file: string): boolean {
  const from = roomOf(source);
  const to = roomOf({ path: file });
  return from === everything || from === to || (arrows[from] ?? []).includes(to);
}

/** A circle of imports as one line, or null. */
function findCircle(sources: readonly SourceFile[]): string | null {
  const imports = new Map(sources.map((source) => [source.path, source.loaded]));
  const clear = new Set<string>();
  function walk(path: string, trail: readonly string[]): string | null {
    if (clear.has(path)) return null;
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(" → ");
    for (const next of imports.get(path) ?? []) {
      const circle = walk(next, [...trail, path]);
      if (circle) return circle;
    }
    clear.add(path);
    return null;
  }
  for (const { path } of sources) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return null;
}
