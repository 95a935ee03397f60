import { expect } from "chai";
import { startWebNode, type WebNode } from "../helpers/web.ts";

const day = 86_400_000;

describe("/admin/deliveries", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;

  beforeEach(async () => {
    node = await startWebNode();
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const page = async (path = "/admin/deliveries") => (await node.get(path, { cookie })).text();
  const act = (action: string, host: string, given: Record<string, string> = {}) =>
    node.post(`/admin/deliveries/${action}`, { csrf, host, ...given }, { cookie });
  const put = (lane: string, count = 1) =>
    node.world.jobs.put(
      Array.from({ length: count }, (_, i) => ({ id: `${lane} ${i}`, kind: "deliver", lane, payload: {} })),
      node.clock.now(),
    );

  /** Takes one job of a lane and lets it fail for good, or for now. */
  async function fail(lane: string, outcome: "given up" | "for now", reason: string): Promise<void> {
    const now = node.clock.now();
    const until = new Date(now.getTime() + day);
    const others = (await node.world.jobs.lanes("deliver", { after: null, limit: 99 })).map((one) => one.lane);
    const lease = { by: "w", now, until, limit: 1, exceptLanes: others.filter((other) => other !== lane) };
    const [job] = await node.world.jobs.claim(lease);
    if (!job) throw new Error(`Nothing is due for ${lane}.`);
    if (outcome === "given up") await node.world.jobs.fail(job._id, "w", reason);
    else await node.world.jobs.retry(job._id, "w", until, reason);
  }

  const text = (html: string) =>
    html
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();

  it("401 for a stranger", async () => {
    expect((await node.get("/admin/deliveries")).status).to.equal(401);
    expect((await node.post("/admin/deliveries/drop", { csrf, host: "a.example" })).status).to.equal(401);
  });

  it("says so where nothing waits", async () => {
    expect(await page()).to.contain("Nothing waits, and no server is in trouble.");
  });

  it("shows for each server what waits, when it is tried next, and what it answered last", async () => {
    await put("slow.example");
    await put("no.example", 2);
    await fail("slow.example", "for now", "slow.example did not answer within 10 s.");
    await fail("no.example", "given up", "no.example answered 413.");
    const html = text(await page());
    expect(html).to.contain(
      "slow.example 1 waiting Last answer: slow.example did not answer within 10 s. Next try 25 Nov",
    );
    expect(html).to.contain("no.example 1 waiting 1 given up Last answer: no.example answered 413.");
    expect(html.indexOf("no.example")).to.be.below(html.indexOf("slow.example"));
  });

  it("says in plain words which server rests, refuses, or is unavailable, even with nothing in its queue", async () => {
    const now = node.clock.now();
    const in2Hours = new Date(now.getTime() + 7_200_000);
    const since = new Date(now.getTime() - 8 * day);
    await put("rests.example");
    await node.world.hosts.note("rests.example", { failures: 7, failingSince: since, restsUntil: in2Hours }, now);
    await node.world.hosts.note("gone.example", { unavailableSince: now, dropped: 3, restsUntil: in2Hours }, now);
    await node.world.hosts.note("no.example", { refusals: 2, refusedSince: since, fault: "no.example refuses." }, now);
    const html = text(await page());
    expect(html).to.contain("Left alone until 24 Nov 2026, 14:00 UTC; then one delivery tries it.");
    expect(html).to.contain("Failing since 16 Nov 2026, 12:00 UTC: 7 tries in a row.");
    expect(html).to.contain("Next try 24 Nov 2026, 14:00 UTC");
    expect(html).to.contain("gone.example 0 waiting Unavailable since").and.contain("3 deliveries were dropped.");
    expect(html).to.contain("Refuses since 16 Nov 2026, 12:00 UTC: 2 deliveries.").and.contain("no.example refuses.");
  });

  it("leads on, page by page", async () => {
    for (let i = 10; i < 40; i++) await put(`h${i}.example`);
    const first = await page();
    const next = /href="(\/admin\/deliveries\?after=[^"]+)"/.exec(first)?.[1] ?? "";
    const second = await page(next);
    expect(first).to.contain("h10.example").and.contain("h34.example").and.not.contain("h35.example");
    expect(second).to.contain("h35.example").and.contain("h39.example").and.not.contain("h34.example");
    expect(second).not.to.contain("More servers");
  });

  it("tries now what waits and what was given up, and takes the server for at work", async () => {
    await put("a.example", 2);
    await fail("a.example", "given up", "no");
    const now = node.clock.now();
    const later = new Date(now.getTime() + day);
    await node.world.hosts.note("a.example", { unavailableSince: now, restsUntil: later, failures: 9 }, now);
    const answer = await act("retry", "a.example");
    expect(answer.headers.get("location")).to.equal("/admin/deliveries?done=retried");
    expect(await node.world.jobs.count()).to.deep.equal({ waiting: 2, failed: 0 });
    expect(await node.world.hosts.get("a.example")).to.deep.include({ unavailableSince: null, restsUntil: null });
    expect(await page("/admin/deliveries?done=retried")).to.contain("It is tried again now");
  });

  it("drops what waits for one server and nothing of another", async () => {
    await put("a.example", 2);
    await put("b.example", 1);
    expect((await act("drop", "a.example")).headers.get("location")).to.equal("/admin/deliveries?done=dropped");
    expect(await node.world.jobs.count()).to.deep.equal({ waiting: 1, failed: 0 });
    await act("retry", "b.example");
    const { items } = await node.world.audit.list({ by: "owner" }, { limit: 20 });
    const written = items.map(({ act: done, by, label, detail }) => [done, by.id, label, detail]);
    expect(written.filter(([done]) => done?.startsWith("deliveries."))).to.have.deep.members([
      ["deliveries.retry", "owner", "b.example", "1"],
      ["deliveries.drop", "owner", "a.example", "2"],
    ]);
  });

  it("404 for a server that nothing waits for, and nothing drops other kinds of work", async () => {
    await node.world.jobs.put([{ id: "p", kind: "poll", lane: "a.example", payload: {} }], node.clock.now());
    for (const action of ["retry", "drop"]) {
      const answer = await act(action, "a.example");
      expect(answer.status).to.equal(404);
      expect(await answer.text()).to.contain("Nothing waits for a.example.");
    }
    expect((await act("drop", "")).status).to.equal(404);
    expect((await node.world.jobs.count()).waiting).to.equal(1);
  });

  it("403 without the word of the form, and from another site's page", async () => {
    await put("a.example");
    expect((await act("drop", "a.example", { csrf: "wrong" })).status).to.equal(403);
    const headers = { cookie, origin: "https://evil.example" };
    expect((await node.post("/admin/deliveries/drop", { csrf, host: "a.example" }, headers)).status).to.equal(403);
    expect((await node.world.jobs.count()).waiting).to.equal(1);
  });

  it("escapes what a server calls itself and says", async () => {
    await put("a.example");
    await node.world.hosts.note("a.example", { failingSince: node.clock.now(), fault: "<b>x</b>" }, node.clock.now());
    expect(await page())
      .to.contain("&lt;b&gt;x&lt;/b&gt;")
      .and.not.contain("<b>x");
  });
});
