import { readFileSync } from "node:fs";
import { expect } from "chai";
import { fetchesPerActivity } from "../../federation/fetch-budget.ts";
import { inboxPath } from "../../federation/inbox-door.ts";
import { usualPaces } from "../../federation/pace.ts";
import { readSources, root } from "../helpers/sources.ts";
import { aNode, aSite, type TestNode } from "./outgoing/node.ts";

const page = readFileSync(`${root}FEDERATION.md`, "utf8");
const sourceOf = (path: string) => readFileSync(`${root}${path}`, "utf8");

/** The rows of the table below a heading, as cells. */
function tableBelow(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The words in code marks of a table's first column. */
const namesBelow = (heading: string) =>
  tableBelow(heading).flatMap(([cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));

describe("FEDERATION.md", () => {
  let node: TestNode;
  before(async () => {
    node = await aNode();
    await node.repos.sites.add(aSite({ handle: "blog" }));
  });
  after(() => node.close());

  it("names our actors by their types", async () => {
    const rows = tableBelow("Actors");
    expect(rows).to.have.lengthOf(3);
    for (const [path = "", type = ""] of rows) {
      const answer = await node.get(path.replaceAll("`", "").replace("HANDLE", "blog"));
      expect(answer.status, path).to.equal(200);
      expect(`\`${((await answer.json()) as { type: string }).type}\``).to.equal(type);
    }
  });

  it("lists every address that answers, and none that does not", () => {
    const served = [...sourceOf("federation/serving/routes.ts").matchAll(/"(\/ap\/[a-z]+\/[^"{]*)"/g)].map(
      ([, path = ""]) =>
        path
          .replace(/:(actor|name)\b/, "NAME")
          .replace(/:(object|activity)\b/, "ID")
          .replace(":collection", "COLLECTION"),
    );
    const inboxes = ["/inbox", "/ap/actors/NAME/inbox"];
    for (const path of inboxes) expect(inboxPath.test(path), path).to.equal(true);
    expect(
      namesBelow("Addresses")
        .filter((name) => name.startsWith("/"))
        .sort(),
    ).to.deep.equal([...new Set([...served, ...inboxes])].sort());
  });

  it("lists the collections that objects have", () => {
    const cells = tableBelow("Addresses").filter(([path]) => path?.endsWith("COLLECTION`"));
    const code = sourceOf("federation/outgoing/collection-view.ts");
    for (const name of new Set(
      cells.flatMap(([, what = ""]) => [...what.matchAll(/`(\w+)`/g)].map(([, one = ""]) => one)),
    )) {
      expect(code, name).to.contain(`"${name}"`);
    }
  });

  // A Follow is only carried inside its answer.
  it("lists what is sent: whatever is built, and nothing else", () => {
    const built = readSources(["federation"])
      .filter(({ path }) => path.startsWith("federation/outgoing/"))
      .flatMap(({ text }) => [
        ...text.matchAll(/"(Accept|Reject|Create|Update|Delete|Undo|Like|Announce|Flag|Block|Move|Add|Remove)"/g),
      ])
      .map(([, type = ""]) => type);
    expect(namesBelow("What is sent").sort()).to.deep.equal([...new Set(built)].sort());
  });

  it("lists what is understood: whatever the reader knows, and nothing else", () => {
    const known = /const kinds = \{([^}]*)\}/.exec(sourceOf("federation/incoming/activity.ts"))?.[1] ?? "";
    const types = [...known.matchAll(/^\s*"?([^":\s]*[:/#])?(\w+)"?: "/gm)].map(([, , type = ""]) => type);
    const named = tableBelow("What is understood").map(([cell = ""]) => cell.replaceAll("`", ""));
    expect(named.sort()).to.deep.equal([...new Set(types)].sort());
  });

  it("lists the answers that there are", () => {
    const code = sourceOf("federation/problems.ts");
    const statuses = [...code.matchAll(/^ {2}(\d{3}): "/gm)].map(([, status = ""]) => status);
    // Neither comes out at an inbox or a document: nothing conflicts there, and a fault of ours asks for another try.
    const expected = ["202", ...statuses.filter((status) => status !== "409" && status !== "500")];
    expect(tableBelow("Answers").map(([status]) => status)).to.deep.equal(expected.sort());
  });

  it("gives the bounds that are in force", () => {
    const inCode = (path: string, pattern: RegExp) => Number(pattern.exec(sourceOf(path))?.[1]?.replaceAll("_", ""));
    const { host, actor } = usualPaces;
    const bounds: Record<string, number> = {
      "size of an activity, kB": inCode("federation/inbox-door.ts", /maxBytes = ([\d_]+)/) / 1000,
      "levels of nesting": inCode("federation/incoming/json.ts", /maxDepth = ([\d_]+)/),
      "values in one document": inCode("federation/incoming/json.ts", /maxValues = ([\d_]+)/),
      "size of a document that is fetched, kB":
        inCode("federation/incoming/documents.ts", /maxBytes = ([\d_]+)/) / 1000,
      "steps up to something of ours": inCode("federation/fetch-budget.ts", /steps: (\d+)/),
      "fetches while an activity is checked": fetchesPerActivity.checking,
      "fetches by the jobs that it leaves behind": fetchesPerActivity.jobs,
      "subdomains of one domain in one look-up": inCode("federation/fetch-budget.ts", /maxSubdomains = (\d+)/),
      "hours that a signature may be off": inCode("federation/signature/claim.ts", /hour = ([\d_]+)/) / 3_600_000,
      "hours back, where it names its own expiry": inCode(
        "federation/signature/claim.ts",
        /longestLifeMs = (\d+) \* hour/,
      ),
      "new words a minute from one server": host.words.perMinute,
      "new words at once from one server": host.words.burst,
      "new words a minute from one actor": actor.words.perMinute,
      "anything else a minute from one server": host.rest.perMinute,
      "seconds that public answers may be kept": inCode("federation/serving/routes.ts", /maxAge = (\d+)/),
    };
    const told = Object.fromEntries(
      tableBelow("Bounds").map(([name = "", value = ""]) => [name, Number(value.replace(",", ""))]),
    );
    expect(told).to.deep.equal(bounds);
  });

  it("names every FEP that the code follows, and none that it does not", () => {
    const named = (text: string) => [...text.matchAll(/FEP-([0-9a-f]{4})\b/g)].map(([, fep = ""]) => fep);
    const followed = readSources(["federation", "src"]).flatMap(({ text }) => named(text));
    const table = tableBelow("Standards").flatMap(([cell = ""]) => named(cell));
    expect(table.sort()).to.deep.equal([...new Set(followed)].sort());
  });
});
