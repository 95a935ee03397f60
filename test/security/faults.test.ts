import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import type { Log, World } from "../../src/domain/ports.ts";
import { createOwnTokens } from "../../src/usecases/door/api-tokens.ts";
import { createPeople } from "../../src/usecases/door/people.ts";
import { createSignIn } from "../../src/usecases/door/sign-in.ts";
import { postUrl, startWebNode, type WebNode } from "../helpers/web.ts";

/** A line of the log: how loud, with what, in which words. */
type Line = [level: string, details: Record<string, unknown>, sentence: string];

describe("what fails or is refused", () => {
  let lines: Line[];
  let node: WebNode;
  let breaks: (world: World) => World;
  beforeEach(async () => {
    lines = [];
    breaks = (world) => world;
    const write = (level: string) => (details: object, sentence: string) =>
      void lines.push([level, details as Record<string, unknown>, sentence]);
    const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") } as Log;
    node = await startWebNode({ bend: (world) => bendable({ ...world, log }) });
  });
  afterEach(() => node.close());

  /** A world that can be broken once the node runs. */
  const bendable = (world: World): World =>
    new Proxy(world, { get: (whole, name) => Reflect.get(breaks(whole), name) as unknown });
  const statuses = () => lines.flatMap(([, details]) => ("status" in details ? [details["status"]] : []));

  it("publishes nothing when the checks fail, tells the reader no more than that, and the log why", async () => {
    const started = await node.started();
    const fault = new Error("The rules cannot be read.");
    breaks = (world) => ({ ...world, checks: failing(world.checks, fault) });
    const answer = await node.post("/comments", { url: postUrl, text: "Let me in.", started });
    expect(answer.status).to.equal(500);
    expect(await answer.text()).to.not.contain("rules cannot");
    expect(await node.world.comments.onThread("thread")).to.deep.equal([]);
    expect(lines.find(([level]) => level === "error")?.[1]).to.include({ error: fault, path: "/comments" });
  });

  it("lets nobody in when sessions or roles cannot be read", async () => {
    const { cookie } = await node.signIn();
    expect((await node.get("/admin/", { cookie })).status).to.equal(200);
    for (const part of ["sessions", "moderators"] as const) {
      breaks = (world) => ({ ...world, [part]: failing<object>(world[part], new Error("away")) });
      expect((await node.get("/admin/", { cookie })).status, part).to.equal(500);
    }
  });

  it("logs whom a role or a token kept out, and from what", async () => {
    const ann = await createPeople(node.world).invite(
      { name: "Ann", grants: [{ site: "site", role: "author" }] },
      owner,
    );
    const session = await createSignIn(node.world).open(ann.token);
    expect((await node.get("/admin/people", { cookie: `antiphon=${session}` })).status).to.equal(403);
    const token = await createOwnTokens(node.world).make(ann.person, { name: "Reads", scopes: ["read"], days: 30 });
    const asked = await fetch(`${node.url}/api/admin/comments/c/hide`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    expect(asked.status).to.equal(403);
    const person = ann.person._id;
    expect(lines.filter(([level]) => level === "warn").map(([, details]) => details)).to.deep.equal([
      { person, deed: "people.change", path: "/people" },
      { person, deed: "comments.decide", path: "/comments/c/hide" },
    ]);
  });

  it("has a line with its status for each attempt that is turned away", async () => {
    const started = await node.started();
    const words = { url: postUrl, text: "Well said.", started };
    await node.post("/comments", { ...words, started: "forged" });
    await node.post("/comments", words, { origin: "https://evil.example" });
    await node.get("/admin/");
    await node.get("/api/admin/comments");
    expect(statuses()).to.include.members([422, 403, 401]);
  });
});

/** The same, but that whatever is called fails. */
function failing<T extends object>(target: T, fault: Error): T {
  return new Proxy(target, {
    get: (whole, name) =>
      typeof Reflect.get(whole, name) === "function" ? () => Promise.reject(fault) : Reflect.get(whole, name),
  });
}
