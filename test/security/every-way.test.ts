import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { blockKinds } from "../../src/domain/block.ts";
import { readSources, root } from "../helpers/sources.ts";

/** Each place that stores what somebody said or did, and the table that goes through it under every kind of rule. */
const stores: Readonly<Record<string, string | null>> = {
  "src/usecases/visit/submit-comment.ts": "visitors",
  "src/usecases/visit/vote.ts": "visitors",
  "src/usecases/moderate/take-report.ts": "fediverse",
  "src/usecases/receive/receive-reply.ts": "fediverse",
  "src/usecases/receive/receive-reaction.ts": "fediverse",
  "src/usecases/receive/receive-quote.ts": "fediverse",
  "src/usecases/receive/accept-follower.ts": "fediverse",
  "src/usecases/operate/import-batch.ts": "imports",
  // The demo's own words, and what counts those that another place stores.
  "src/compose/measuring.ts": null,
  "src/web/demo/seed.ts": null,
};

/** The same of what changes a comment; null for what gives it no new words of anybody's. */
const changes: Readonly<Record<string, string | null>> = {
  "src/usecases/moderate/keep-words.ts": "visitors",
  "src/usecases/receive/change-comment.ts": "fediverse",
  "src/usecases/operate/import-batch.ts": "imports",
  "src/usecases/keep/sweep-held.ts": null,
  "src/usecases/keep/sweep-unsalted.ts": null,
  "src/usecases/moderate/decide.ts": null,
  "src/usecases/moderate/sweep-spam.ts": null,
  "src/usecases/moderate/undo.ts": null,
  "src/usecases/publish/render-again.ts": null,
  "src/usecases/receive/tally.ts": null,
  "src/usecases/visit/remove-own-comment.ts": null,
  "src/usecases/visit/vote.ts": null,
};

const fileOf = (name: string) => join(root, `test/security/other-ways-${name}.test.ts`);
const sources = readSources(["src", "federation"]).filter(({ path }) => !path.startsWith("src/store/"));
const matching = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

/** A new way for content to come in is a new place that stores some: it fails here until a table has it. */
describe("every way by which content comes in", () => {
  it("stores it at a place that the tables of other ways go through", () => {
    const found = matching(/\b(?:comments|reactions|votes|followers|cases)\.(?:add|addAll|put)\(/);
    expect(found.sort()).to.deep.equal(Object.keys(stores).sort());
  });

  it("changes it at a place that they go through", () => {
    expect(matching(/\bcomments\.change\(/).sort()).to.deep.equal(Object.keys(changes).sort());
  });

  it("is tried under every kind of rule", () => {
    const names = new Set([...Object.values(stores), ...Object.values(changes)].filter((name) => name !== null));
    const tables = [...names].map((name) => readFileSync(fileOf(name), "utf8")).join("\n");
    for (const kind of blockKinds) expect(tables, kind).to.match(new RegExp(`(?:kind: |\\[|about\\()"${kind}"`));
  });
});
