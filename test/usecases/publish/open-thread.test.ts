import { expect } from "chai";
import type { Job } from "../../../src/domain/job.ts";
import { isProblem, Problem } from "../../../src/domain/problem.ts";
import { createPublishJobs } from "../../../src/usecases/publish/jobs.ts";
import { createOpenThread } from "../../../src/usecases/publish/open-thread.ts";
import { aSite } from "../../helpers/thread.ts";
import { openPublishWorld, type PublishWorld } from "./world.ts";

const post = "https://blog.example/post";

describe("open-thread", () => {
  let test: PublishWorld;

  beforeEach(async () => {
    test = await openPublishWorld([
      aSite(),
      aSite({ _id: "deep", home: "https://blog.example/deep/", handle: "deep" }),
    ]);
  });
  afterEach(() => test.store.close());

  const view = (url = post) => createOpenThread(test.world)(url, { wait: false });
  const ask = (url = post) => createOpenThread(test.world)(url, { wait: true });
  const problemOf = async (work: Promise<unknown>) => {
    const error = await work.catch((thrown: unknown) => thrown);
    if (!isProblem(error)) throw new Error("expected a problem");
    return error;
  };
  const claim = (limit = 100): Promise<Job[]> => {
    const now = test.clock.now();
    return test.world.jobs.claim({ by: "w", now, until: new Date(now.getTime() + 60_000), limit, exceptLanes: [] });
  };

  it("knows an address of no blog of ours as foreign, and text that is none as invalid", async () => {
    expect(await view("https://else.example/post")).to.deep.equal({ kind: "foreign" });
    expect(await view("https://blog.example.evil.example/post")).to.deep.equal({ kind: "foreign" });
    expect((await problemOf(view("not an address"))).kind).to.equal("invalid");
    expect((await problemOf(view(`${post}?${"x".repeat(3000)}`))).kind).to.equal("invalid");
  });

  it("stores nothing on a view and queues one check a page and hour", async () => {
    test.pages[post] = {};
    const opened = [await view(), await view(`${post}/?utm_source=x#comments`), await view()];
    expect(opened.map(({ kind }) => kind)).to.deep.equal(["pending", "pending", "pending"]);
    expect(test.reads).to.deep.equal([]);
    expect(await test.threadAt("blog.example/post")).to.equal(null);
    const [job, ...more] = await claim();
    expect(more).to.deep.equal([]);
    expect(job).to.deep.include({ kind: "check-page", lane: "page:site", payload: { site: "site", url: post } });

    await test.world.jobs.done([job?._id ?? ""], "w");
    await view();
    expect((await test.world.jobs.count()).waiting, "within the hour").to.equal(0);
    test.clock.advance(3_600_000);
    await view();
    expect((await test.world.jobs.count()).waiting, "an hour later").to.equal(1);
  });

  it("queues ten checks a minute and site at most, and the others a minute later", async () => {
    for (let n = 0; n < 25; n++) await view(`${post}-${n}`);
    expect((await test.world.jobs.count()).waiting).to.equal(10);
    await view("https://blog.example/deep/post");
    expect((await test.world.jobs.count()).waiting, "another site").to.equal(11);
    test.clock.advance(60_000);
    await view(`${post}-20`);
    expect((await test.world.jobs.count()).waiting).to.equal(12);
  });

  it("lets one page that many look for use up no turns of the others", async () => {
    for (let n = 0; n < 50; n++) await view(`${post}-missing`);
    await view(`${post}-other`);
    expect((await test.world.jobs.count()).waiting).to.equal(2);
  });

  it("makes the thread that a view asked for, old and owing nothing", async () => {
    test.pages[post] = { title: "A post", lang: "en" };
    await view();
    const [job] = await claim();
    expect(await createPublishJobs(test.world)["check-page"](job as Job)).to.deep.equal({ kind: "done" });
    const opened = await view();
    if (opened.kind !== "thread") throw new Error(opened.kind);
    expect(opened.site._id).to.equal("site");
    expect(opened.thread).to.deep.include({
      announcement: "old",
      announcedAt: null,
      owed: [],
      key: "blog.example/post",
    });
    expect(opened.thread.page).to.deep.include({ title: "A post", lang: "en", url: post });
    expect(test.reads).to.deep.equal([post]);
  });

  it("checks the page at once where a comment waits, once for all who ask", async () => {
    test.pages[post] = {};
    const opened = await Promise.all([ask(), ask(`${post}/`.slice(0, -1)), ask()]);
    const ids = new Set(opened.map((one) => (one.kind === "thread" ? one.thread._id : one.kind)));
    expect([...ids]).to.have.length(1);
    expect((await test.world.jobs.count()).waiting).to.equal(0);
  });

  it("lets the problem with the page out", async () => {
    const missing = await problemOf(ask());
    expect(missing).to.include({ kind: "not-found" });
    test.pages[post] = new Problem("upstream", "The blog does not answer.");
    expect((await problemOf(ask())).kind).to.equal("upstream");
    expect(await test.threadAt("blog.example/post")).to.equal(null);
  });

  it("bounds how many unknown pages are read for comments", async () => {
    const problems = [];
    for (let n = 0; n < 31; n++) problems.push(await problemOf(ask(`${post}-${n}`)));
    expect(problems.map(({ kind }) => kind))
      .to.include("not-found")
      .and.include("rate-limited");
    expect(test.reads).to.have.length(30);
    expect(problems.at(-1)?.retryAfter).to.be.within(1, 60);
  });

  it("finds one thread by redirect, canonical and asked address", async () => {
    const canonical = "https://blog.example/2026/post/";
    test.pages["https://blog.example/p/1"] = { finalUrl: "https://blog.example/2026/post/?amp=1", url: canonical };
    const opened = await ask("https://blog.example/p/1");
    if (opened.kind !== "thread") throw new Error(opened.kind);
    expect(opened.thread.page.url).to.equal(canonical);
    for (const url of ["https://blog.example/p/1", "https://blog.example/2026/post/?amp=1", canonical]) {
      const again = await view(url);
      expect(again.kind === "thread" && again.thread._id, url).to.equal(opened.thread._id);
    }
  });

  it("refuses an address that ends outside its site", async () => {
    test.pages[post] = { finalUrl: "https://else.example/" };
    expect((await problemOf(ask())).kind).to.equal("forbidden");
    test.pages[post] = { finalUrl: "https://blog.example/deep/post" };
    expect((await problemOf(ask())).message).to.include("https://blog.example/deep/post");
  });

  it("does not believe a theme that names the front page, or another site, as canonical", async () => {
    for (const url of ["https://blog.example/", "https://blog.example/deep/other"]) {
      test.pages[`${post}-${url.length}`] = { url };
      const opened = await ask(`${post}-${url.length}`);
      expect(opened.kind === "thread" && opened.thread.page.url).to.equal(`${post}-${url.length}`);
    }
  });

  it("is done with a page that is missing, and asks a blog that is away a few times more", async () => {
    const handlers = createPublishJobs(test.world);
    await view();
    const job = (await claim())[0] as Job;
    expect(await handlers["check-page"](job)).to.deep.equal({ kind: "done" });
    test.pages[post] = new Problem("upstream", "Away.", { retryAfter: 600 });
    const outcome = await handlers["check-page"](job);
    expect(outcome).to.deep.include({ kind: "retry", reason: "Away." });
    expect(outcome.kind === "retry" && outcome.after.getTime() - test.clock.now().getTime()).to.equal(600_000);
    expect(await handlers["check-page"]({ ...job, attempts: 4 })).to.deep.equal({ kind: "done" });
  });
});
