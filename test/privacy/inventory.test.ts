import { readFileSync } from "node:fs";
import { expect } from "chai";
import { collectionSpecs } from "../../src/store/collection-specs.ts";
import { linesOf } from "../../src/store/copy.ts";
import { createTestClock } from "../helpers/clock.ts";
import { type LivedIn, startLivedIn } from "../helpers/lived-in.ts";

const page = readFileSync(new URL("../../docs/privacy.md", import.meta.url), "utf8");

/** The fields that the page's tables have, by collection. */
function inventory(): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const line of page.split("\n").filter((one) => one.startsWith("| `"))) {
    const [, collection = "", fields = ""] = line.split("|").map((cell) => cell.trim());
    const name = collection.replaceAll("`", "");
    const of = known.get(name) ?? new Set();
    for (const [, field = ""] of fields.matchAll(/`([^`]+)`/g)) of.add(field);
    known.set(name, of);
  }
  return known;
}

/** The paths of all that is kept in a document; what is in a list has the path of the list. */
function pathsOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : value.flatMap((one) => pathsOf(one, path));
  if (value === null || typeof value !== "object" || value instanceof Date) return [path];
  return Object.entries(value).flatMap(([key, one]) => pathsOf(one, path === "" ? key : `${path}.${key}`));
}

describe("the inventory of personal data", () => {
  let lived: LivedIn;
  let documents: { collection: string; doc: object }[];
  before(async () => {
    lived = await startLivedIn(createTestClock());
    documents = [];
    for await (const line of linesOf(lived.node.store.docs)) documents.push(line);
  });
  after(() => lived?.close());

  it("names every collection, and none that is not there", () => {
    expect([...inventory().keys()].sort()).to.deep.equal(collectionSpecs.map(({ name }) => name).sort());
  });

  it("names every field that a node which was used in all ways has stored", () => {
    const known = inventory();
    const unknown = new Set<string>();
    for (const { collection, doc } of documents) {
      const fields = known.get(collection) ?? new Set();
      if (fields.has("*")) continue;
      for (const path of pathsOf(doc)) if (!fields.has(path)) unknown.add(`${collection}: ${path}`);
    }
    expect([...unknown], "add these to a table of docs/privacy.md").to.deep.equal([]);
  });

  it("was filled by people of each kind, so that these tests can fail", () => {
    const filled = new Set(documents.map(({ collection }) => collection));
    const expected = ["comments", "votes", "followers", "reactions", "profiles", "cases", "mailboxes", "blocks"];
    expect([...filled]).to.include.members([
      ...expected,
      "journal",
      "audit",
      "undos",
      "sessions",
      "salts",
      "histories",
    ]);
    expect([...filled]).to.include.members(["passkeys", "apiTokens", "threadActs", "webhooks", "aliases"]);
  });

  it("is right that no network address is stored or logged", () => {
    const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b|::1\b|::ffff:/;
    for (const { collection, doc } of documents) expect(JSON.stringify(doc), collection).to.not.match(address);
    expect(lived.logged.length).to.be.greaterThan(10);
    for (const line of lived.logged) expect(line).to.not.match(address);
  });

  it("is right that neither mailboxes nor what opens a door is logged, and the latter is not stored", () => {
    const doors = lived.handedOut.filter((word) => word.length > 20);
    expect(doors.length).to.be.greaterThan(3);
    const stored = JSON.stringify(documents);
    const logged = lived.logged.join("\n");
    for (const word of doors)
      expect([stored.includes(word), logged.includes(word)], word).to.deep.equal([false, false]);
    expect(logged.toLowerCase()).to.not.include("@mailbox.example").and.not.include("@elsewhere.example");
  });
});
