import { expect } from "chai";
import type { Author } from "../../src/domain/author.ts";
import { mailHash } from "../../src/usecases/visit/visitor.ts";
import { mira, remoteActor } from "../helpers/comment.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const aboutMira = `/admin/commenter?actor=${encodeURIComponent(mira.id)}`;
const far = { author: mira, origin: "fediverse" } as const;

describe("the list of commenters and servers", () => {
  let node: WebNode;
  let cookie: string;
  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie } = await node.signIn());
  });
  afterEach(() => node.close());

  const read = async (path: string) => (await node.get(path, { cookie })).text();
  const anna = (email: string): Author => ({
    kind: "visitor",
    name: "Anna",
    website: null,
    email,
    hash: mailHash(node.world, email),
  });

  it("shows who wrote last, each once, who has most that waits, and the same of servers", async () => {
    const names = (html: string) => [...html.matchAll(/<strong dir="auto">([^<]+)</g)].map(([, name]) => name);
    await node.put({ _id: "a", state: "held" });
    node.clock.advance(1_000);
    await node.put({ _id: "b", state: "held", ...far });
    await node.put({ _id: "c", state: "held", ...far });
    node.clock.advance(1_000);
    await node.put({ _id: "d", state: "removed" });
    await node.put({ _id: "e" });
    await node.put({ _id: "f", author: remoteActor("z.example", "zoe"), state: "held", origin: "fediverse" });
    expect(names(await read("/admin/commenters"))).to.have.members(["zoe", "Anna", "Mira"]);
    expect(names(await read("/admin/commenters?order=held"))).to.deep.equal(["Mira", "zoe", "Anna"]);
    expect(names(await read("/admin/commenters?kind=servers"))).to.deep.equal(["z.example", "far.example"]);
    expect(names(await read("/admin/commenters?kind=servers&order=held"))).to.deep.equal(["far.example", "z.example"]);
  });

  it("shows the next ones without those who were on the page before", async () => {
    for (let i = 0; i < 60; i++) {
      node.clock.advance(1_000);
      const author = { kind: "visitor", name: `Nr${i % 40}`, website: null, email: null, hash: `h${i % 40}` } as const;
      await node.put({ _id: `c${i}`, author });
    }
    const names = (html: string) => [...html.matchAll(/<strong dir="auto">([^<]+)</g)].map(([, name]) => name ?? "");
    const first = await read("/admin/commenters");
    const next = /href="([^"]+)">Earlier ones/.exec(first)?.[1]?.replaceAll("&amp;", "&");
    const all = [...names(first), ...(next ? names(await read(next)) : [])];
    expect(all).to.have.lengthOf(40);
    expect(new Set(all).size).to.equal(40);
    expect(all[0]).to.equal("Nr19");
  });

  it("finds people by name, handle, mailbox or comment, and servers by how their names begin", async () => {
    await node.put({ _id: "a", ...far });
    const { number } = await node.put({ _id: "b", author: anna("anna@mail.example") });
    const found = async (query: string) => {
      const answer = await node.get(`/admin/commenters?${query}`, { cookie });
      return answer.headers.get("location") ?? (await answer.text());
    };
    const box = `/admin/commenter?visitor=${mailHash(node.world, "anna@mail.example")}`;
    expect(await found("q=ANNA%40mail.example")).to.equal(box);
    expect(await found(`q=%23${number}`)).to.equal(box);
    for (const typed of [mira.url, "@mira@far.example"])
      expect(await found(`q=${encodeURIComponent(typed)}`), typed).to.contain(`href="${aboutMira}"`);
    expect(await found("q=mir"))
      .to.contain(`href="${aboutMira}"`)
      .and.not.contain("Anna");
    expect(await found("q=hello"), "words of comments are no names").to.contain("Nobody like that is here.");
    expect(await found("kind=servers&q=FAR")).to.contain('href="/admin/server?host=far.example"');
    expect(await found("kind=servers&q=xyz")).to.contain("Nobody like that is here.");
  });
});
