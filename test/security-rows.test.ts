import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { root } from "./helpers/sources.ts";

/*
 * What a server of the fediverse must withstand, row by row, with the test that proves it: a part of the test's name and
 * the file it stands in. A row whose test was renamed or taken away fails here.
 */
const rows: Record<string, [file: string, name: string][]> = {
  "fetch: https alone, no odd ports": [["net/url-rules", "refuses …"]],
  "fetch: no credentials, literals, local names, tricks of spelling": [["net/url-rules", "refuses …"]],
  "fetch: the address is checked when the socket is opened (rebinding)": [
    ["net/guarded-fetch", "checks the very addresses that it connects to"],
    ["net/lookup", "hands the socket only the addresses that were checked"],
  ],
  "fetch: every range that is not the open Internet": [["net/address-rules", "refuses …"]],
  "fetch: redirects are few, guarded and signed anew": [
    ["net/guarded-fetch", "gives up on one more"],
    ["net/guarded-fetch", "guards each hop"],
    ["net/guarded-fetch", "asks for the headers of each hop"],
    ["net/guarded-fetch", "does not carry a POST elsewhere"],
  ],
  "fetch: one deadline for everything": [
    ["net/answers", "CVE-2023-36461: hangs up on a slow body at the deadline"],
    ["net/answers", "hangs up on silence at the deadline"],
    ["net/answers", "gives up on a look-up, and on headers"],
  ],
  "fetch: bodies are capped after unpacking": [
    ["net/answers", "notices a bomb in …"],
    ["net/answers", "hangs up on an endless body"],
  ],
  "fetch: only documents of the right type": [["federation/security/advisories", "an uploaded file that is served as"]],
  "fetch: the id is the address that answered": [
    ["federation/incoming/keys", "refuses an actor that carries the id of another server"],
    ["federation/security/advisories", "after a redirect is not believed"],
  ],
  "fetch: a budget for each host, domain and climb": [
    ["federation/incoming/keys", "bounds how many new actors of one server are looked up"],
    ["federation/incoming/keys", "counts the subdomains of one domain together"],
    ["federation/incoming/threads", "is dropped after twenty steps"],
    ["federation/fetch-budget", "holds thirty fetches for one activity"],
    ["federation/fetch-budget", "goes to ten servers below one domain and no further"],
    ["federation/fetch-budget", "meets five unknown people of one server in a minute"],
    ["federation/incoming/journal", "lets one activity cause a bounded number of look-ups"],
    ["federation/incoming/walk-bounds", "makes sixty fetches at most"],
  ],
  "fetch: bounded in number, overall and for each domain": [["net/lanes", "let as many start as there is room"]],
  "fetch: never ourselves, never a local id from outside": [
    ["net/guarded-fetch", "is answered in-process, in any spelling"],
    ["federation/incoming/ownership", "refuses a note with an id of ours"],
  ],
  "fetch: a name of our own, no cookies, no proxy by surprise": [
    ["net/guarded-fetch", "names the software"],
    ["net/guarded-fetch", "keeps no cookies"],
    ["net/guarded-fetch", "goes past the proxy of the environment"],
  ],
  "signature: window, host, digest, what must be covered, headers that come twice": [
    ["federation/incoming/signatures", "refuses draft-cavage: …"],
    ["federation/incoming/signatures", "refuses RFC 9421: …"],
    ["federation/incoming/signatures", "refuses an absolute target of another server"],
  ],
  "signature: replays change nothing": [
    ["federation/incoming/robustness", "stores the same reply once, however often it is sent"],
    ["federation/incoming/replays", "is taken with 202 and nothing is done for it, not even its key looked up"],
    ["federation/incoming/replays", "does not count a like that was taken back"],
    ["federation/incoming/ownership", "takes a like back that is undone by its id alone, or before it came"],
    ["federation/incoming/deletes", "brings nothing back that was deleted"],
  ],
  "signature: keys are public, strong and read by their own kind": [
    ["federation/incoming/keys", "refuses a key of 1024 bits"],
    ["federation/incoming/keys", "refuses a private key, a certificate and gibberish"],
  ],
  "signature: key and actor name each other": [
    ["federation/incoming/keys", "refuses a key that its owner does not list"],
    ["federation/incoming/keys", "refuses a key that names another owner"],
    ["federation/incoming/keys", "refuses a key whose owner lives elsewhere"],
  ],
  "owner: what is authentic is decided in one place": [["federation/authenticate", "…: …"]],
  "owner: the author is the actor, one of them": [
    ["federation/incoming/ownership", "refuses a note with several authors"],
    ["federation/incoming/ownership", "refuses a Create with somebody else's note in it"],
  ],
  "owner: an Update moves nothing and brings nothing back": [
    ["federation/incoming/ownership", "moves no comment to another thread by an edit"],
    ["federation/incoming/deletes", "brings nothing back that was deleted"],
  ],
  "owner: what an Announce carries is not believed": [
    ["federation/security/advisories", "boosts words into somebody's mouth"],
  ],
  "JSON-LD: nothing rearranged, no context loaded": [
    ["federation/security/advisories", "which rearranges what was signed"],
    ["federation/outgoing/engine", "context"],
    ["federation/incoming/answers", "are not fetched: …"],
  ],
  "content: markup is tamed, and cleaned twice is the same": [
    ["html/injection", "leaves nothing active of"],
    ["html/remote", "comes out the same when it is cleaned twice"],
    ["html/properties", "makes balanced markup in which nothing is active"],
  ],
  "content: pages run nothing that is not theirs": [["web/pages", "run nothing that is not theirs"]],
  "content: only what is public is ever listed": [
    ["federation/security/lessons-outgoing", "list what everybody may see"],
  ],
  "content: caches know blocks": [["federation/security/lessons-outgoing", "kept by no cache"]],
  "content: every stored text is bounded": [["federation/security/advisories", "what is stored of anybody is bounded"]],
  "flood: a server that sends too much is told to wait": [
    ["federation/incoming/flood", "lets a burst through and then as much as comes back, with Retry-After"],
    ["federation/incoming/flood", "counts the subdomains of one domain together"],
  ],
  "flood: nobody pays for what others send in their name": [
    ["federation/incoming/flood", "costs the server that it names nothing"],
    ["federation/incoming/flood", "holds up nobody else when its keys never come"],
    ["federation/incoming/flood", "holds up nobody else when it sends all it can"],
  ],
  "flood: deletions are cheap": [
    ["federation/incoming/flood", "takes those of actors nobody met at once: no fetch, no write"],
    ["federation/incoming/flood", "takes five hundred of people it knows, and does the work afterwards"],
  ],
  "flood: every part of what comes in is bounded": [["federation/incoming/bounds", "a note: …"]],
  "flood: the helper of readers cannot be used against others": [
    ["web/from-home", "is taken from the blog's own pages and the node's, ten times a minute"],
  ],
  "logs: no reader's address and nothing that was read": [["web/strange-requests", "writes one line for each request"]],
};

/** Advisories of others that can apply to a node like this one; each is named by a test. */
const advisories = [
  ...["CVE-2022-24307", "CVE-2023-36459", "CVE-2023-42451", "CVE-2024-23832", "CVE-2024-25623", "CVE-2024-37903"],
  ...["CVE-2026-23961", "CVE-2026-23962", "CVE-2026-23963", "CVE-2026-46349", "GHSA-chgx-jx3p-rf73"],
  ...["GHSA-qrgq-9fx2-vf2r", "GHSA-gwhw-gcjx-72v8", "GHSA-ccpr-m53r-mfwr", "GHSA-3f39-6537-3cgc", "CVE-2024-32983"],
  ...["CVE-2024-25636", "CVE-2024-52590", "CVE-2026-28432", "Akkoma 2024.03", "Akkoma 2024.04.1", "Akkoma 2025.03"],
  ...["CVE-2025-25194", "CVE-2026-33693", "CVE-2024-23649", "CVE-2022-0508", "CVE-2025-30741", "CVE-2025-23221"],
  ...["CVE-2025-54888", "CVE-2025-68475", "CVE-2026-34148", "CVE-2026-42462", "CVE-2026-69132", "CVE-2026-77632"],
  ...[
    "Hollo 0.8.5",
    "CVE-2025-53941",
    "CVE-2026-25808",
    "GHSA-37r7-jqmr-3472",
    "GHSA-4g27-2jf7-fvgc",
    "billion laughs",
  ],
];

const files = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".test.ts") && !name.startsWith("security-rows"))
  .map((name) => ({ name: name.replaceAll("\\", "/"), text: readFileSync(`${root}test/${name}`, "utf8") }));

/** The table of docs/SECURITY.md that says what of a standard is met, and by which tests it is proven. */
const standard = [
  ...readFileSync(`${root}docs/SECURITY.md`, "utf8").matchAll(/^\| (V[^|]+) \| ([^|]+) \| (`[^|]+) \|$/gm),
].map(([, items = "", asked = "", proofs = ""]) => ({ items, asked, tests: proofs.split("<br>").map(readProof) }));

/** A file and a part of a test's name, as a cell of that table has them. */
function readProof(cell: string): [file: string, name: string] {
  const [, file = "", name = ""] = /^`([^`]+)`: (.+)$/.exec(cell.trim()) ?? [];
  return [file, name];
}

/** The items of ASVS 5.0.0 of levels 1 and 2: by chapter, each section with how many it has, numbered from 1. */
const sections: Record<number, string> = {
  1: "1:2 2:9 3:11 4:3 5:2",
  2: "1:3 2:3 3:4 4:1",
  3: "2:2 3:4 4:6 5:5 7:2",
  4: "1:3 2:1 3:2 4:4",
  5: "1:1 2:3 3:2 4:3",
  6: "1:3 2:12 3:4 4:4 5:5 6:3 8:4",
  7: "1:3 2:4 3:2 4:5 5:2 6:2",
  8: "1:2 2:3 3:1 4:1",
  9: "1:3 2:4",
  10: "1:2 2:2 3:4 4:11 5:5 6:2 7:3",
  11: "1:2 2:3 3:3 4:4 5:1 6:1",
  12: "1:3 2:2 3:4",
  13: "1:1 2:5 3:2 4:5",
  14: "1:2 2:4 3:3",
  15: "1:3 2:3 3:7",
  16: "1:1 2:5 3:4 4:3 5:3",
  17: "1:1 2:4 3:2",
};
const items = Object.entries(sections).flatMap(([chapter, text]) =>
  text.split(" ").flatMap((section) => {
    const [number = "", count = ""] = section.split(":");
    return Array.from({ length: Number(count) }, (_, i) => `V${chapter}.${number}.${i + 1}`);
  }),
);

/** What the page names: whole chapters, sections or items. */
const page = readFileSync(`${root}docs/SECURITY.md`, "utf8");
const named = [
  ...[...page.matchAll(/^\| (V\d[^|]*) \|/gm)].map(([, list = ""]) => list),
  ...[...page.matchAll(/^- (V\d[\d., V]*):/gm)].map(([, list = ""]) => list),
].flatMap((list) => list.trim().split(", "));

/** Fails unless a test of that file has this in its name. */
function demandTest(file: string, name: string): void {
  expect(name).to.have.length.greaterThan(0);
  const text = files.find((one) => one.name === `${file}.test.ts`)?.text ?? "";
  const names = [...text.matchAll(/\bit\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, , title = ""]) =>
    title.replace(/\$\{[^}]*\}/g, "…"),
  );
  expect(
    names.some((title) => title.includes(name)),
    `${file}: ${name}`,
  ).to.equal(true);
}

describe("what docs/SECURITY.md says is met", () => {
  it("is a table with its tests", () => expect(standard.length).to.be.greaterThan(25));

  it("names each item of the standard once, and none that it has not", () => {
    expect(items).to.have.lengthOf(253);
    const covers = (name: string, item: string) => item === name || item.startsWith(`${name}.`);
    const covered = items.map((item) => [item, named.filter((name) => covers(name, item)).length]);
    expect(covered.filter(([, times]) => times !== 1)).to.deep.equal([]);
    expect(named.filter((name) => !items.some((item) => covers(name, item)))).to.deep.equal([]);
  });

  for (const { items, asked, tests } of standard)
    it(`${items}: ${asked}`, () => {
      for (const [file, name] of tests) demandTest(file, name);
    });
});

describe("what a server of the fediverse must withstand", () => {
  for (const [row, tests] of Object.entries(rows)) {
    it(row, () => {
      for (const [file, name] of tests) demandTest(file, name);
    });
  }

  for (const id of advisories) {
    it(`${id} is named by a test`, () => {
      const naming = files.filter(({ text }) => isNamed(text, id));
      expect(naming.map(({ name }) => name)).to.not.deep.equal([]);
    });
  }
});

/** In the name of a test, or in that of a row that becomes one. */
function isNamed(text: string, id: string): boolean {
  return new RegExp(`(?:\\bit\\(\\s*|^\\s*)["'\`][^"'\`]*${id.replaceAll(".", "\\.")}`, "m").test(text);
}
