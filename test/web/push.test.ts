import { createHmac } from "node:crypto";
import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import type { Log } from "../../src/domain/ports.ts";
import { createPushKeys } from "../../src/usecases/push/push-keys.ts";
import { silent, startWebNode, type WebNode } from "../helpers/web.ts";

describe("what blogs tell of their posts", () => {
  let node: WebNode;
  let secret: string;
  let logged: string[];
  beforeEach(async () => {
    logged = [];
    const write = (details: object, sentence: string) => void logged.push(`${sentence} ${JSON.stringify(details)}`);
    const log: Log = { ...silent, info: write, warn: write, error: write };
    node = await startWebNode({ bend: (world) => ({ ...world, log }) });
    const [site] = await node.world.sites.all();
    if (!site) throw new Error("There is no blog.");
    secret = (await createPushKeys(node.world).renew(site, owner)).secret;
  });
  afterEach(() => node.close());

  const url = "https://blog.example/new";
  const body = JSON.stringify({ event: "post.published", url });
  const signed = (text: string, given: { secret?: string; t?: number } = {}) => {
    const t = given.t ?? node.clock.now().getTime();
    return `sha256=${createHmac("sha256", given.secret ?? secret)
      .update(`${text}${t}`)
      .digest("hex")}, t=${t}`;
  };
  const send = (path: string, text: string | Buffer, headers: Record<string, string>) =>
    fetch(`${node.url}${path}`, {
      method: "POST",
      body: text,
      headers: { "content-type": "application/json", ...headers },
    });
  const tell = (text = body, header = signed(text), to = "/api/hooks/blog") =>
    send(to, text, { "x-antiphon-signature": header });
  const ghost = (text: string, header = signed(text), to = "/webhooks/ghost/blog/post.published") =>
    send(to, text, { "x-ghost-signature": header });
  const detail = async (answer: Response) => ((await answer.json()) as { detail: string }).detail;
  const waiting = async () =>
    node.world.jobs.claim({ by: "test", now: node.clock.now(), until: node.clock.now(), limit: 9, exceptLanes: [] });
  const arrivals = () => node.world.arrivals.of("site", 50);

  it("is taken with 202 before anything is done, under the name of the blog or its id", async () => {
    const answer = await tell();
    expect([answer.status, answer.headers.get("cache-control")]).to.deep.equal([202, "no-store"]);
    expect(((await answer.json()) as { said: string }).said).to.contain("Taken.");
    expect((await tell(`${body} `, signed(`${body} `), "/api/hooks/site")).status).to.equal(202);
    expect(await node.world.threads.byKey("site", "blog.example/new" as never)).to.equal(null);
    const [job] = await waiting();
    expect(job).to.include({ kind: "push", lane: "push:site" });
    expect(job?.payload).to.have.nested.include({ "push.post.url": url, "arrival.source": "program" });
  });

  it("is taken once, however often it is sent again", async () => {
    const header = signed(body);
    await tell(body, header);
    const again = await tell(body, header);
    expect([again.status, ((await again.json()) as { said: string }).said]).to.deep.equal([
      202,
      "This was told before, and is taken once.",
    ]);
    expect(await waiting()).to.have.length(1);
    node.clock.advance(1);
    await tell(body);
    expect(await node.world.jobs.lanes("push", { after: null, limit: 9 })).to.have.nested.property("[0].waiting", 2);
  });

  it("is not lost where it could not be put, though it was told before", async () => {
    let isAway = true;
    await node.close();
    node = await startWebNode({
      bend: (world) => ({
        ...world,
        jobs: {
          ...world.jobs,
          async put(jobs, now) {
            if (isAway && jobs[0]?.kind === "push") throw new Error("The store is away.");
            return world.jobs.put(jobs, now);
          },
        },
      }),
    });
    const [site] = await node.world.sites.all();
    if (site) secret = (await createPushKeys(node.world).renew(site, owner)).secret;
    const header = signed(body);
    expect((await tell(body, header)).status).to.equal(500);
    isAway = false;
    expect((await tell(body, header)).status).to.equal(202);
    expect(await waiting()).to.have.length(1);
  });

  it("needs a signature that holds, and says what is wrong with another", async () => {
    const late = node.clock.now().getTime() - 301_000;
    const cases: [string, string][] = [
      ["", "There is no signature: send the header X-Antiphon-Signature"],
      ["sha256=12", "cannot be read"],
      [signed(body, { secret: "another" }), "does not fit: the secret is another one"],
      [signed(`${body} `), "does not fit"],
      [signed(body, { t: late }), "301 seconds ago"],
      [signed(body, { t: Math.floor(node.clock.now().getTime() / 1000) }), "t counts seconds and not milliseconds"],
      [`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`, "Ghost before 5.87.1"],
    ];
    for (const [header, said] of cases) {
      const answer = await tell(body, header);
      expect(answer.status, said).to.equal(401);
      expect(await detail(answer)).to.contain(said);
    }
    expect(await waiting()).to.have.length(0);
    expect((await arrivals()).map(({ outcome, about, source }) => [outcome, about, source].join(" "))).to.deep.equal(
      cases.map(() => "refused  program"),
    );
    expect(logged.join("\n")).to.not.contain(secret);
  });

  it("is not believed by the signature of one blog for another", async () => {
    const [site] = await node.world.sites.all();
    if (!site) throw new Error("There is no blog.");
    const other = { ...site, _id: "other", handle: "other", home: "https://other.example/" };
    await node.world.sites.add(other);
    await createPushKeys(node.world).renew(other, owner);
    expect((await tell(body, signed(body), "/api/hooks/other")).status).to.equal(401);
  });

  it("is taken for no blog that is not there, was put away, or has no secret", async () => {
    expect((await tell(body, signed(body), "/api/hooks/nobody")).status).to.equal(404);
    await node.world.sites.set("site", { removedAt: node.clock.now() });
    expect((await tell()).status).to.equal(404);
    await node.world.sites.set("site", { removedAt: null });
    await node.world.pushKeys.remove("site");
    const answer = await tell();
    expect([answer.status, await detail(answer)]).to.deep.equal([
      403,
      "Nothing is taken for this blog before its owner has made a secret for it.",
    ]);
  });

  it("is refused where it cannot be understood, which its owner is shown", async () => {
    for (const text of ["{", "[]", '{"event":"post.published"}', '{"event":"comment.added"}', "ÿ\u0000"])
      expect((await tell(text)).status, text).to.equal(422);
    expect((await arrivals()).map(({ outcome }) => outcome)).to.deep.equal(Array(5).fill("refused"));
    expect(JSON.stringify(await arrivals())).to.contain("“url” must be the address of the post.");
  });

  it("may be so long and no longer, and is not unpacked", async () => {
    const long = JSON.stringify({ event: "post.published", url, title: "x".repeat(270_000) });
    expect((await tell(long)).status).to.equal(413);
    const posts = JSON.stringify({ post: { current: { id: "1", status: "draft", html: "x".repeat(4_900_000) } } });
    expect((await ghost(posts)).status).to.equal(202);
    expect((await ghost(`${posts}${" ".repeat(400_000)}`)).status).to.equal(413);
    expect((await send("/api/hooks/blog", body, { "content-encoding": "gzip" })).status).to.equal(415);
  });

  it("costs who proves nothing their own network’s turns, and nobody who signs", async () => {
    let status = 0;
    for (let i = 0; i < 21; i++) ({ status } = await tell(body, signed(body, { secret: `${i}` })));
    expect(status).to.equal(429);
    const refused = await tell();
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).to.deep.equal([429, true]);
    expect(await arrivals()).to.have.length(20);
    node.clock.advance(60_000);
    expect((await tell()).status).to.equal(202);
  });

  it("is never answered with 410, by which Ghost would forget us", async () => {
    const answers = [
      await ghost("{}"),
      await ghost("{", signed("{"), "/webhooks/ghost/nobody/post.deleted"),
      await ghost("{"),
      await ghost("{}", "no signature"),
      await ghost("{}", signed("{}"), "/webhooks/ghost/blog/%00"),
      await send("/webhooks/ghost/blog/a/b", "{}", {}),
    ];
    await node.world.sites.set("site", { removedAt: node.clock.now() });
    answers.push(await ghost("{}"));
    expect(answers.map(({ status }) => status)).to.deep.equal([202, 404, 422, 401, 404, 404, 404]);
  });

  describe("by Ghost", () => {
    const id = "63f6a1b2c3d4e5f6a7b8c9d0";
    const post = (given: object = {}) =>
      JSON.stringify({
        post: {
          current: {
            id,
            title: "New",
            status: "published",
            url,
            updated_at: "2026-11-01T11:59:00.000Z",
            authors: [{ email: "ada@mailbox.example" }],
            ...given,
          },
          previous: {},
        },
      });

    it("is taken at an address for each event, and at one for all", async () => {
      for (const path of ["/post.published", "/post.published.edited", "/page.published", ""]) {
        node.clock.advance(1);
        const text = post();
        expect((await ghost(text, signed(text), `/webhooks/ghost/blog${path}`)).status, path).to.equal(202);
      }
      expect(await node.world.jobs.lanes("push", { after: null, limit: 9 })).to.have.nested.property("[0].waiting", 4);
    });

    it("is signed as Ghost before 5.87.1 does it only where the owner says so", async () => {
      const text = post();
      const old = `sha256=${createHmac("sha256", secret).update(text).digest("hex")}, t=${node.clock.now().getTime()}`;
      const refused = await ghost(text, old);
      expect([refused.status, (await detail(refused)).includes("Update Ghost")]).to.deep.equal([401, true]);
      await node.world.pushKeys.change("site", { oldGhost: true });
      expect((await ghost(text, old)).status).to.equal(202);
      expect(((await (await ghost(text, old.replace(/t=\d+/, "t=1"))).json()) as { said: string }).said).to.contain(
        "once",
      );
      // Our own webhook has no past that it would have to bear with.
      expect((await tell(text, old)).status).to.equal(401);
    });

    it("leaves nothing of authors or members behind, in no log and nowhere in the store", async () => {
      const member = JSON.stringify({ member: { current: { email: "bob@mailbox.example", name: "Bob" } } });
      expect((await ghost(post())).status).to.equal(202);
      expect((await ghost(member, signed(member), "/webhooks/ghost/blog/member.added")).status).to.equal(202);
      const kept = JSON.stringify([await waiting(), await arrivals()]);
      expect(kept).to.contain("member.added").and.not.contain("mailbox.example");
      expect(logged.join("\n")).to.contain("/webhooks/ghost/blog").and.not.contain("mailbox.example");
    });
  });
});
