import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const url = "https://comments.example.com";
const actor = `${url}/ap/actors/blog`;

describe("antiphon doctor", () => {
  let cli: Cli;
  let outside: Record<string, { status?: number; body?: unknown; date?: string; location?: string }>;
  let html: string;

  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    cli.env = { ANTIPHON_URL: url };
    outside = {
      "/.well-known/webfinger": {
        body: { subject: "acct:blog@comments.example.com", links: [{ rel: "self", href: actor }] },
      },
      "/.well-known/nodeinfo": { body: { links: [] } },
      "/ap/actors/blog": { body: { id: actor } },
    };
    html = `<link rel="alternate" type="application/activity+json" href="${url}/ap/posts/n1"><script async src="${url}/embed.js"></script>`;
    cli.outside.fetch = (address) => {
      const answer = outside[new URL(String(address)).pathname];
      if (!answer) return Promise.reject(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }));
      const headers = new Headers({ date: answer.date ?? "Mon, 02 Nov 2026 12:00:05 GMT" });
      if (answer.location) headers.set("location", answer.location);
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
      return Promise.resolve(new Response(body, { status: answer.status ?? 200, headers }));
    };
    cli.outside.poll = (site) => ({ entries: [entry], polling: site.polling });
    cli.outside.guarded = (request) =>
      Promise.resolve({ status: 200, url: request.url, headers: new Headers(), body: Buffer.from(html) });
  });
  afterEach(() => cli.close());

  const line = (subject: string) => cli.out.find((text) => text.slice(6).startsWith(subject)) ?? "";

  it("finds a healthy node healthy", async () => {
    expect(await cli.run("doctor")).to.equal(0);
    expect(cli.out.map((text) => text.slice(0, 4).trim())).to.deep.equal(Array(7).fill("ok"));
    expect(line("page")).to.contain("https://blog.example.org/newest/");
  });

  describe("of an account on a domain of its own", () => {
    const subject = "acct:blog@example.com";

    beforeEach(async () => {
      await cli.world.sites.set("blog", { handleDomain: "example.com" });
      outside["/.well-known/webfinger"] = { body: { subject, links: [{ rel: "self", href: actor }] } };
    });

    it("finds it healthy when both hosts lead to the node by that name", async () => {
      const asked: string[] = [];
      const answer = cli.outside.fetch;
      cli.outside.fetch = (address, init) => {
        asked.push(String(address));
        return answer(address, init);
      };
      expect(await cli.run("doctor")).to.equal(0);
      expect(line("address")).to.match(/^ok/);
      expect(line("account")).to.equal("ok    account @blog@example.com: example.com leads to this node.");
      expect(asked).to.include(`https://example.com/.well-known/webfinger?resource=${encodeURIComponent(subject)}`);
    });

    for (const [what, theirs] of Object.entries({
      "knows nothing of it": new Response("", { status: 404 }),
      "answers for itself": Response.json({ subject, links: [{ rel: "self", href: "https://example.com/me" }] }),
      "answers with a page": new Response("<h1>Hello</h1>"),
    })) {
      it(`warns when the domain ${what}, and says what to do`, async () => {
        const answer = cli.outside.fetch;
        cli.outside.fetch = (address, init) =>
          new URL(String(address)).host === "example.com" ? Promise.resolve(theirs) : answer(address, init);
        expect(await cli.run("doctor")).to.equal(0);
        expect(line("account")).to.match(/^warn/).and.to.contain("redirect /.well-known/webfinger");
      });
    }
  });

  it("fails when another program answers at the public address", async () => {
    outside["/.well-known/webfinger"] = {
      body: { subject: "acct:blog@comments.example.com", links: [{ rel: "self", href: "https://other.example/u" }] },
    };
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("address")).to.match(/^fail/).and.to.contain("Nothing is sent to other servers before this is right");
  });

  for (const [what, answer] of [
    ["404", { status: 404 }],
    ["a redirect", { status: 301, location: "https://blog.example.org/" }],
    ["HTML", { body: "<!doctype html>" }],
  ] as const) {
    it(`fails when the public address answers with ${what}`, async () => {
      outside["/.well-known/nodeinfo"] = answer;
      expect(await cli.run("doctor")).to.equal(1);
      expect(line("address")).to.match(/^fail/).and.to.contain("The proxy must hand this path to the node");
    });
  }

  it("only warns when the public address cannot be reached from here, or the node is not running", async () => {
    outside = {};
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("address")).to.match(/^warn/).and.to.contain("ECONNREFUSED");
    cli.out.length = 0;
    outside["/.well-known/webfinger"] = { status: 502 };
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("address")).to.match(/^warn/).and.to.contain("Is the node running?");
  });

  it("warns on localhost that federation waits, and asks nobody", async () => {
    cli.env = {};
    let asked = 0;
    cli.outside.fetch = () => Promise.reject(new Error(`asked ${++asked}`));
    await cli.run("doctor");
    expect(asked).to.equal(0);
    expect(line("address")).to.match(/^warn/).and.to.contain("federation waits");
  });

  it("tells a clock that is off", async () => {
    for (const [date, mark, code] of [
      ["Mon, 02 Nov 2026 12:01:30 GMT", "warn", 0],
      ["Mon, 02 Nov 2026 13:00:00 GMT", "fail", 1],
    ] as const) {
      cli.out.length = 0;
      outside["/.well-known/webfinger"] = { ...outside["/.well-known/webfinger"], date };
      expect(await cli.run("doctor")).to.equal(code);
      expect(line("clock").slice(0, 4)).to.equal(mark);
    }
  });

  it("fails for a feed that cannot be read, in the reader's own sentence, and looks at no page", async () => {
    const fault = "The feed is an HTML page. Set ANTIPHON_FEED to the address of the feed itself.";
    cli.outside.poll = (site) => ({ entries: null, polling: { ...site.polling, fault } });
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("feed")).to.equal(`fail  feed of https://blog.example.org/: ${fault}`);
    expect([line("page"), line("opening")]).to.deep.equal(["", ""]);
  });

  it("warns of entries that cannot be used, and says how many can", async () => {
    const fault = "One entry with the id of another one (“a”) was left out. Give each post its own id.";
    cli.outside.poll = (site) => ({ entries: [entry], polling: { ...site.polling, fault } });
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("feed")).to.equal(
      `warn  feed of https://blog.example.org/: 1 post of https://blog.example.org/feed.xml can be used. ${fault}`,
    );
    expect(line("page")).to.match(/^ok/);
  });

  it("warns of a feed without posts, and does not ask the front page for comments", async () => {
    cli.outside.poll = (site) => ({ entries: [], polling: site.polling });
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("feed")).to.match(/^warn/).and.to.contain("holds no post yet");
    expect(line("page")).to.equal("");
  });

  it("warns when the newest page does not embed the comments, with the tag to add", async () => {
    html = "<p>A post</p>";
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("page")).to.match(/^warn/).and.to.contain(`<script async src="${url}/embed.js">`);
  });

  it("warns when the page's address opens nothing in Mastodon, which follows no redirect from a link", async () => {
    const tag = `<script src="${url}/embed.js"></script>`;
    for (const link of ["", `<link rel="alternate" type="application/activity+json" href="${url}/ap/posts?url=x">`]) {
      cli.out.length = 0;
      html = link + tag;
      expect(await cli.run("doctor")).to.equal(0);
      expect(line("opening")).to.match(/^warn/).and.to.contain("docs/integrations/fediverse.md");
    }
    cli.out.length = 0;
    const headers = new Headers({ "content-type": "application/activity+json" });
    cli.outside.guarded = ({ url, headers: sent }) =>
      Promise.resolve({
        ...{ status: 200, url, body: Buffer.from(tag) },
        headers: sent?.["accept"]?.startsWith("application/activity+json") ? headers : new Headers(),
      });
    await cli.run("doctor");
    expect(line("opening")).to.match(/^ok/).and.to.contain("sends servers on");
  });

  it("turns what a check throws into a failure, and goes on", async () => {
    cli.outside.guarded = () => Promise.reject(new Problem("upstream", "The blog does not answer."));
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("page")).to.match(/^fail/).and.to.contain("The blog does not answer.");
  });

  it("fails for a disk that is full and warns before it is", async () => {
    cli.outside.freeBytes = 1e6;
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("disk")).to.match(/^fail/);
    cli.out.length = 0;
    cli.outside.freeBytes = 200e6;
    expect(await cli.run("doctor")).to.equal(0);
    expect(line("disk")).to.match(/^warn/);
  });

  it("tells of jobs that were given up, and of the newest where it went and why", async () => {
    const now = cli.world.clock.now();
    const job = { id: "j", kind: "deliver", lane: "a.example", payload: {} };
    await cli.world.jobs.put([job, { ...job, id: "k", lane: "b.example" }], now);
    await cli.world.jobs.claim({
      by: "w",
      now,
      until: new Date(now.getTime() + 1000),
      limit: 1,
      exceptLanes: ["b.example"],
    });
    await cli.world.jobs.fail("j", "w", "a.example answered 410.");
    await cli.run("doctor");
    expect(line("store"))
      .to.match(/^warn/)
      .and.to.contain(
        "1 job waits, 1 job was given up. The newest is “deliver” for a.example: a.example answered 410.",
      );
  });
});

const entry = {
  id: "e1",
  url: "https://blog.example.org/newest/",
  title: "Newest",
  teaser: "",
  lang: null,
  publishedAt: null,
  updatedAt: null,
};
