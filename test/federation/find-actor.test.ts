import { expect } from "chai";
import { createFindActor } from "../../federation/find-actor.ts";
import type { GuardedFetch } from "../../src/domain/ports.ts";
import { Problem } from "../../src/domain/problem.ts";
import type { RemoteProfile } from "../../src/domain/repos.ts";

const id = "https://m.example/users/bad";
const page = "https://m.example/@bad";
const found = { id, handle: "bad@m.example" };
const activity = "application/activity+json; charset=utf-8";
const jrd = { links: [{ rel: "self", type: "application/activity+json", href: id }] };

interface Answer {
  status?: number;
  type?: string;
  body: unknown;
}

/** Finds with servers that answer as given; every other address is not there. */
function finder(answers: Record<string, Answer>) {
  const fetch: GuardedFetch = async ({ url }) => {
    if (url.includes("away.example")) throw new Problem("upstream", "It does not answer.");
    const { status = 200, type = "application/jrd+json", body } = answers[url] ?? { status: 404, body: "" };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { status, url, headers: { get: () => type }, body: Buffer.from(text) };
  };
  const profile = { _id: id, handle: "bad@m.example" } as RemoteProfile;
  const people = {
    ofActor: async (asked: string) =>
      asked === id ? ({ kind: "found", profile } as const) : ({ kind: "missing" } as const),
  };
  return createFindActor({ fetch, people });
}

const webFinger = (resource: string) =>
  `https://m.example/.well-known/webfinger?resource=${encodeURIComponent(resource)}`;

describe("find-actor", () => {
  it("finds by handle", async () => {
    expect(await finder({ [webFinger("acct:bad@m.example")]: { body: jrd } })("bad@m.example")).to.deep.equal(found);
  });

  it("finds by the page that people look at, and by the id", async () => {
    const answers = { [page]: { type: activity, body: { id } }, [id]: { type: activity, body: { id } } };
    expect(await finder(answers)(page)).to.deep.equal(found);
    expect(await finder(answers)(id)).to.deep.equal(found);
  });

  it("finds by page on a server that shows documents to signed requests alone", async () => {
    const answers = { [page]: { status: 401, body: "" }, [webFinger(page)]: { body: jrd } };
    expect(await finder(answers)(page)).to.deep.equal(found);
  });

  it("takes no id of another server, no other document, and nothing broken", async () => {
    const lying = { [page]: { type: activity, body: { id: "https://victim.example/users/ada" } } };
    expect(await finder(lying)(page)).to.equal(null);
    expect(await finder({ [page]: { type: "text/html", body: { id } } })(page)).to.equal(null);
    expect(await finder({ [page]: { type: activity, body: "{" } })(page)).to.equal(null);
    expect(await finder({ [webFinger(page)]: { body: { links: [null, { rel: "self" }] } } })(page)).to.equal(null);
  });

  it("finds nobody where a server is away", async () => {
    expect(await finder({})("bad@away.example")).to.equal(null);
    expect(await finder({})("https://away.example/@bad")).to.equal(null);
  });
});
