import { expect } from "chai";
import { routeClassOf } from "../../src/web/route-class.ts";
import { startBlog } from "../helpers/blog.ts";
import { createTestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { type Exposed, readExposition } from "../helpers/exposition.ts";
import { routesIn, type Stack } from "../helpers/routes.ts";

const token = "something-that-nobody-guesses";

describe("/metrics", () => {
  let node: TestNode;
  const start = async (env: Record<string, string> = { ANTIPHON_METRICS: token }) => {
    node = await startNode(createTestClock(), env);
  };
  afterEach(() => node.close());

  const ask = (authorization = `Bearer ${token}`) => fetch(`${node.url}/metrics`, { headers: { authorization } });
  const read = async () => readExposition(await (await ask()).text());
  /** The value of one sample; null where it is not told. */
  function told(
    all: Map<string, Exposed>,
    family: string,
    labels: Record<string, string> = {},
    ending = "",
  ): number | null {
    const found = all
      .get(family)
      ?.samples.filter(
        (one) =>
          one.name === family + ending && Object.entries(labels).every(([name, value]) => one.labels[name] === value),
      );
    return found?.length === 1 ? (found[0]?.value ?? null) : null;
  }

  it("is not there unless the owner asked for it, and then nothing is counted", async () => {
    await start({});
    expect((await ask()).status).to.equal(404);
  });

  it("is for whoever has the token, in Prometheus' own type", async () => {
    await start();
    const answer = await ask();
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.equal("text/plain; version=0.0.4; charset=utf-8");
    expect(answer.headers.get("cache-control")).to.equal("private, no-store");
    expect(answer.headers.get("access-control-allow-origin")).to.equal(null);
    for (const wrong of ["", "Bearer", "Bearer none", `Basic ${token}`, `Bearer ${token}x`]) {
      const refused = await ask(wrong);
      expect(refused.status, wrong).to.equal(401);
      expect(refused.headers.get("www-authenticate")).to.equal('Bearer realm="antiphon"');
    }
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, i) => ask(`Bearer guess-${i}`)));
    expect(guesses.map(({ status }) => status)).to.include(429);
    expect((await ask()).status).to.equal(200);
  });

  it("refuses a token that could be guessed, at the start", async () => {
    let said = "";
    await start({ ANTIPHON_METRICS: "short" }).catch((error: Error) => {
      said = error.message;
    });
    expect(said).to.contain("ANTIPHON_METRICS").and.contain("24");
    await start();
  });

  it("counts requests by kind of route and status, and never by what was asked for", async () => {
    await start();
    for (const path of [
      "/healthz",
      "/c/77",
      "/c/78",
      "/no-such-thing/4711",
      "/%C3%A4/../x",
      "/fragment?url=https://else.example/secret",
    ])
      await fetch(`${node.url}${path}`);
    const text = await (await ask()).text();
    const all = readExposition(text);
    const of = (route: string, status: string) => told(all, "antiphon_http_requests_total", { route, status });
    expect(of("node", "200")).to.equal(1);
    expect(of("reading", "404")).to.equal(2);
    expect(of("other", "404")).to.equal(2);
    expect(of("fragment", "404")).to.equal(1);
    expect(told(all, "antiphon_http_request_duration_seconds", { route: "reading" }, "_count")).to.equal(2);
    for (const word of ["4711", "77", "else.example", "secret", "127.0.0.1", "localhost"])
      expect(text.replace(/\d+\.\d+(e-?\d+)?|\d{5,}/g, ""), word).to.not.contain(word);
  });

  it("counts comments, jobs and what waits, without a name in it", async () => {
    const blog = await startBlog();
    try {
      await start({ ANTIPHON_METRICS: token, ANTIPHON_SITE: blog.home, ANTIPHON_MODERATION: "none" });
      const url = blog.urlOf("post");
      blog.publish({ slug: "post" });
      await settle(node);
      expect((await node.post(url, { text: "Words", author: "Zoe Quince" })).status).to.equal(303);
      await node.post(url, {
        text: "Look: https://one.example/ https://two.example/ https://three.example/ https://four.example/",
      });
      await settle(node);
      const text = await (await ask()).text();
      const all = readExposition(text);
      expect(told(all, "antiphon_comments_total", { origin: "web", state: "published" })).to.equal(1);
      expect(told(all, "antiphon_comments_total", { origin: "web", state: "held" })).to.equal(1);
      expect(told(all, "antiphon_comments_waiting", { state: "held" })).to.equal(1);
      expect(told(all, "antiphon_comments_waiting", { state: "spam" })).to.equal(0);
      expect(all.get("antiphon_jobs_total")?.samples.map(({ labels }) => labels["kind"])).to.include("poll");
      expect(told(all, "antiphon_jobs_total", { kind: "poll", outcome: "done" })).to.be.above(0);
      const feeds = all.get("antiphon_feeds")?.samples.reduce((sum, { value }) => sum + value, 0);
      expect(feeds).to.equal(1);
      for (const word of ["Zoe", "Words", "example", "localhost", "127.0.0.1", 'post"'])
        expect(text, word).to.not.contain(word);
    } finally {
      await blog.close();
    }
  });

  it("says for how long what is due has not been done, and how many were given up", async () => {
    await start();
    const now = node.world.clock.now();
    const dueAt = new Date(now.getTime() - 90_000);
    const job = { kind: "deliver", lane: "far.example", payload: {}, dueAt };
    await node.world.jobs.put(
      [
        { id: "one", ...job },
        { id: "two", ...job },
      ],
      now,
    );
    const all = await read();
    expect(told(all, "antiphon_jobs_waiting", { kind: "deliver" })).to.equal(2);
    expect(told(all, "antiphon_queue_overdue_seconds")).to.equal(90);
    await node.world.jobs.claim({ by: "w", now, until: new Date(now.getTime() + 60_000), limit: 1, exceptLanes: [] });
    await node.world.jobs.fail("one", "w", "No.");
    await node.world.jobs.fail("two", "w", "No.");
    expect(told(await read(), "antiphon_jobs_given_up", { kind: "deliver" })).to.be.at.least(1);
    await node.world.hosts.note("far.example", { restsUntil: new Date(now.getTime() + 3_600_000) }, now);
    expect(told(await read(), "antiphon_queue_overdue_seconds"), "a server that rests is no delay").to.be.oneOf([
      0,
      null,
    ]);
  });

  it("counts what comes in from the fediverse by what became of it", async () => {
    await start();
    const send = (body: string) =>
      fetch(`${node.url}/inbox`, { method: "POST", body, headers: { "content-type": "application/activity+json" } });
    const follow = {
      "@context": "https://www.w3.org/ns/activitystreams",
      id: "https://far.example/1",
      type: "Follow",
      actor: "https://far.example/a",
      object: `${node.url}/ap/actors/blog`,
    };
    await send(JSON.stringify(follow));
    await send("{");
    const all = await read();
    expect(told(all, "antiphon_inbox_activities_total", { kind: "follow", outcome: "unauthorized" })).to.equal(1);
    expect(told(all, "antiphon_http_requests_total", { route: "inbox", status: "400" })).to.equal(1);
  });

  it("tells of the process by the names that boards for Node know", async () => {
    await start();
    const all = await read();
    for (const name of [
      "process_cpu_seconds_total",
      "process_start_time_seconds",
      "process_resident_memory_bytes",
      "nodejs_heap_size_used_bytes",
    ])
      expect(told(all, name), name).to.be.above(0);
    expect(all.get("nodejs_eventloop_lag_seconds")?.samples).to.have.lengthOf(3);
    expect(told(all, "antiphon_build_info")).to.equal(1);
  });

  it("knows each route of the node as one of a few kinds", async () => {
    await start();
    const routes = routesIn(node.app.router as unknown as Stack).map((route) => route.split(" ")[1] ?? "");
    const kinds = routes.map((path) => [path, routeClassOf(path.replaceAll(":number", "12").replace(/[:*{}]/g, ""))]);
    expect(kinds.filter(([, kind]) => kind === "other")).to.deep.equal([]);
    expect(new Set(kinds.map(([, kind]) => kind)).size).to.be.below(25);
    expect(routeClassOf("/?uri=%2Fpost")).to.equal("isso");
    expect(routeClassOf("/wp-login.php")).to.equal("other");
    expect(routeClassOf("/inbox?x")).to.equal("inbox");
  });
});
