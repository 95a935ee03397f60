import { expect } from "chai";
import { createFindWay } from "../../federation/find-way.ts";
import type { GuardedFetch } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import { readHome } from "../../src/usecases/visit/reply-from-home.ts";

const post = "https://node.example/ap/posts/note1?a=1&b=ü";
const encoded = encodeURIComponent(post);
const fep = "https://w3id.org/fep/3b86/";
const subscribe = "http://ostatus.org/schema/1.0/subscribe";

type Links = Record<string, string>[];

/** Asks servers that describe these resources; remembers what was asked. */
function finder(described: Record<string, Links | string>) {
  const asked: string[] = [];
  const fetch: GuardedFetch = async ({ url, timeoutMs }) => {
    const { host, searchParams } = new URL(url);
    const resource = searchParams.get("resource") ?? "";
    asked.push(`${host} ${resource}`);
    if (host === "away.example") throw new Problem("upstream", "It does not answer.");
    if (host === "10.0.0.1") throw new Problem("forbidden", "10.0.0.1 is an address inside a private network.");
    expect(timeoutMs).to.be.at.most(5000);
    const links = described[resource];
    const body = typeof links === "string" ? links : JSON.stringify({ subject: resource, links });
    return { status: links ? 200 : 404, url, headers: { get: () => null }, body: Buffer.from(body ?? "") };
  };
  return { find: createFindWay({ fetch }), asked };
}

const way = (typed: string, described: Record<string, Links | string>) => finder(described).find(readHome(typed), post);

describe("find-way", () => {
  const mastodon = { rel: subscribe, template: "https://social.example/authorize_interaction?uri={uri}" };

  it("fills in the link for subscribing, percent-encoded", async () => {
    expect(await way("@ada@social.example", { "acct:ada@social.example": [mastodon] })).to.deep.equal({
      kind: "open",
      url: `https://social.example/authorize_interaction?uri=${encoded}`,
    });
  });

  it("prefers an intent that opens a reply, then one that opens an object, whatever their order", async () => {
    const object = { rel: `${fep}Object`, template: "https://social.example/open?o={object}" };
    const create = { rel: `${fep}Create`, template: "https://social.example/write{?type,inReplyTo,content}" };
    const links = [mastodon, object, create];
    const found = await way("ada@social.example", { "acct:ada@social.example": links });
    expect(found).to.deep.equal({
      kind: "open",
      url: `https://social.example/write?type=Note&inReplyTo=${encoded}`,
    });
    const without = await way("ada@social.example", { "acct:ada@social.example": [mastodon, object] });
    expect(without).to.deep.equal({ kind: "open", url: `https://social.example/open?o=${encoded}` });
  });

  it("takes no intent that cannot say what is answered, as Mastodon's for writing", async () => {
    const create = { rel: `${fep}Create`, template: "https://social.example/share?text={content}" };
    const found = await way("ada@social.example", { "acct:ada@social.example": [create, mastodon] });
    expect(found).to.deep.include({ url: `https://social.example/authorize_interaction?uri=${encoded}` });
  });

  it("asks about the server itself when no account was named, or that one is not known", async () => {
    for (const resource of ["https://social.example/", "acct:social.example@social.example"]) {
      expect((await way("social.example", { [resource]: [mastodon] })).kind).to.equal("open");
      expect((await way("@typo@social.example", { [resource]: [mastodon] })).kind).to.equal("open");
    }
  });

  it("asks about a profile by its account and by its address", async () => {
    const { find, asked } = finder({});
    await find(readHome("https://social.example/@ada"), post);
    expect(asked.slice(0, 2)).to.deep.equal([
      "social.example acct:ada@social.example",
      "social.example https://social.example/@ada",
    ]);
  });

  it("finds none where there is no link, and away where nobody answers, asking that one once", async () => {
    const other = { rel: "self", template: "https://social.example/{uri}" };
    expect((await way("ada@social.example", { "acct:ada@social.example": [other] })).kind).to.equal("none");
    const { find, asked } = finder({});
    expect((await find(readHome("ada@away.example"), post)).kind).to.equal("away");
    expect(asked).to.have.lengthOf(1);
  });

  it("leads to no script, no address with a password, no half character, no endless one", async () => {
    for (const template of [
      "javascript:alert({uri})",
      "data:text/html,{uri}",
      "https://ada:secret@social.example/{uri}",
      "{uri}",
      "/authorize?uri={uri}",
      "https://social.example/\ud800?uri={uri}",
      `https://social.example/${"x".repeat(3990)}?uri={uri}`,
      "https://social.example/no-variable",
    ]) {
      const found = await way("ada@social.example", { "acct:ada@social.example": [{ rel: subscribe, template }] });
      expect(found, template).to.deep.equal({ kind: "none" });
    }
  });

  it("takes an answer that is no description, or links of any shape, for none", async () => {
    for (const body of ["<html>", "[]", "null", '{"links":"x"}', '{"links":[null,1,{"rel":1},{"rel":"x"}]}']) {
      expect((await way("ada@social.example", { "acct:ada@social.example": body })).kind, body).to.equal("none");
    }
  });

  it("hands on what the guard refuses, for the reader to see", async () => {
    const refused = await way("10.0.0.1", {}).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Problem).and.to.include({ kind: "forbidden" });
  });
});

/** RFC 6570 §1.2 and §3.2, for the operators that templates of other servers use. */
describe("templates (RFC 6570)", () => {
  const values: [template: string, expanded: string][] = [
    ["https://s.example/{uri}", `https://s.example/${encoded}`],
    ["https://s.example/{uri:5}", "https://s.example/https"],
    ["https://s.example/{?uri}", `https://s.example/?uri=${encoded}`],
    ["https://s.example/x?fixed=1{&uri}", `https://s.example/x?fixed=1&uri=${encoded}`],
    ["https://s.example/{?uri,unknown}", `https://s.example/?uri=${encoded}`],
    ["https://s.example{/uri}", `https://s.example/${encoded}`],
    ["https://s.example/{;uri}", `https://s.example/;uri=${encoded}`],
    ["https://s.example/{#uri}", "https://s.example/#https://node.example/ap/posts/note1?a=1&b=%C3%BC"],
    ["https://s.example/{+uri}", "https://s.example/https://node.example/ap/posts/note1?a=1&b=%C3%BC"],
  ];
  for (const [template, expanded] of values) {
    it(`fills in ${template}`, async () => {
      const found = await way("ada@s.example", { "acct:ada@s.example": [{ rel: subscribe, template }] });
      expect(found).to.deep.equal({ kind: "open", url: expanded });
    });
  }
});
