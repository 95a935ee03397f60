import { expect } from "chai";
import { Problem } from "../../src/domain/problem.ts";
import { createDoctorWord } from "../../src/usecases/operate/doctor-word.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const url = "https://comments.example.com";
const actor = `${url}/ap/actors/blog`;

describe("antiphon doctor", () => {
  let cli: Cli;
  let outside: Record<string, Outside>;
  /** What a browser gets at the actor's address. */
  let page: Outside;
  /** What the node saw of the doctor's own request; nothing when it does not tell. */
  let seen: object | null;
  let html: string;

  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    outside = {
      "/.well-known/webfinger": {
        body: { subject: "acct:blog@comments.example.com", links: [{ rel: "self", href: actor }] },
      },
      "/.well-known/nodeinfo": { body: { links: [] } },
      "/ap/actors/blog": { body: { id: actor }, type: "application/activity+json" },
    };
    page = { status: 303, location: "https://blog.example.org/" };
    seen = { host: "comments.example.com", forwarded: true };
    html = `<link rel="alternate" type="application/activity+json" href="${url}/ap/posts/n1"><script async src="${url}/embed.js"></script>`;
    cli.env = { ANTIPHON_URL: url, ANTIPHON_TRUST_PROXY: "1" };
    cli.outside.fetch = (address, init) => {
      const { pathname } = new URL(String(address));
      const asked = new Headers(init?.headers);
      const answer = pathname === "/healthz" ? health(asked) : forBrowser(pathname, asked) ? page : outside[pathname];
      if (!answer) return Promise.reject(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }));
      const headers = new Headers({ date: answer.date ?? "Mon, 02 Nov 2026 12:00:05 GMT" });
      if (answer.type) headers.set("content-type", answer.type);
      if (answer.location) headers.set("location", answer.location);
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
      return Promise.resolve(new Response(body, { status: answer.status ?? 200, headers }));
    };
    cli.outside.poll = (site) => ({ entries: [entry], polling: site.polling });
    cli.outside.guarded = (request) =>
      Promise.resolve({ status: 200, url: request.url, headers: new Headers(), body: Buffer.from(html) });
  });
  afterEach(() => cli.close());

  function health(asked: Headers): Outside | undefined {
    const known = createDoctorWord(cli.world).holds(asked.get("antiphon-doctor") ?? "");
    return outside["/.well-known/nodeinfo"] && { body: { status: "ok", ...(known && seen ? { seen } : {}) } };
  }

  const line = (subject: string) => cli.out.find((text) => text.slice(6).startsWith(subject)) ?? "";

  it("finds a healthy node healthy", async () => {
    expect(await cli.run("doctor")).to.equal(0);
    expect(cli.out.map((text) => text.slice(0, 4).trim())).to.deep.equal(Array(12).fill("ok"));
    expect(line("page")).to.contain("https://blog.example.org/newest/");
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

  it("fails when the proxy changes the type that others compare to the letter", async () => {
    for (const type of ["application/json", "application/activity+json; charset=iso-8859-1", "text/plain"]) {
      outside["/ap/actors/blog"] = { body: { id: actor }, type };
      expect(await cli.run("doctor")).to.equal(1);
      expect(line("address")).to.match(/^fail/).and.to.contain(type);
      cli.out.length = 0;
    }
    outside["/ap/actors/blog"] = { body: { id: actor }, type: "application/activity+json; charset=utf-8" };
    expect(await cli.run("doctor")).to.equal(0);
  });

  it("fails when a cache gives people what a server asked for, or servers what a browser did", async () => {
    page = { body: { id: actor }, type: "application/activity+json" };
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("address")).to.match(/^fail/).and.to.contain("gives a browser JSON").and.to.contain("Vary: Accept");

    cli.out.length = 0;
    page = { body: "<!doctype html>", type: "text/html" };
    const ask = cli.outside.fetch;
    let browsed = false;
    cli.outside.fetch = (address, init) => {
      const path = new URL(String(address)).pathname;
      browsed ||= forBrowser(path, new Headers(init?.headers));
      return browsed && path === "/ap/actors/blog" ? Promise.resolve(new Response("<p>")) : ask(address, init);
    };
    expect(await cli.run("doctor")).to.equal(1);
    expect(line("address")).to.match(/^fail/).and.to.contain("not with JSON");
  });

  it("knows a blog whose account lies on a domain of its own", async () => {
    await cli.world.sites.set("blog", { handleDomain: "example.org" });
    expect(await cli.run("doctor")).to.equal(1);
    cli.out.length = 0;
    outside["/.well-known/webfinger"] = {
      body: { subject: "acct:blog@example.org", links: [{ rel: "self", href: actor }] },
    };
    expect(await cli.run("doctor")).to.equal(0);
  });

  it("warns of a proxy that hides the host or who asks, or is not believed", async () => {
    for (const [arrived, sentence] of [
      [{ host: "127.0.0.1:8080", forwarded: true }, "it names the node 127.0.0.1:8080 instead of comments.example.com"],
      [{ host: "comments.example.com", forwarded: false }, "Let it set X-Forwarded-For"],
    ] as const) {
      cli.out.length = 0;
      seen = arrived;
      expect(await cli.run("doctor")).to.equal(0);
      expect(line("proxy")).to.match(/^warn/).and.to.contain(sentence);
    }
    cli.out.length = 0;
    seen = { host: "comments.example.com", forwarded: true };
    cli.env = { ANTIPHON_URL: url };
    await cli.run("doctor");
    expect(line("proxy")).to.match(/^warn/).and.to.contain("Set ANTIPHON_TRUST_PROXY");
    cli.out.length = 0;
    seen = null;
    await cli.run("doctor");
    expect(line("proxy")).to.equal("");
  });

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
    cli.out.length = 0;
    cli.outside.guarded = ({ headers: sent }) => {
      const page = {
        status: 200,
        url: "https://blog.example.org/newest/",
        headers: new Headers(),
        body: Buffer.from(tag),
      };
      const refused = { ...page, status: 401, url: `${url}/ap/posts/n1` };
      return Promise.resolve(sent?.["accept"]?.startsWith("application/activity+json") ? refused : page);
    };
    await cli.run("doctor");
    expect(line("opening"), "in secure mode").to.match(/^ok/);
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

  /** Puts two jobs, and gives the first one up. */
  async function giveUp(kind: string, lane: string, reason: string): Promise<void> {
    const now = cli.world.clock.now();
    const job = { id: "j", kind, lane, payload: {} };
    await cli.world.jobs.put([job, { ...job, id: "k", lane: "c.example" }], now);
    const until = new Date(now.getTime() + 1000);
    await cli.world.jobs.claim({ by: "w", now, until, limit: 1, exceptLanes: ["c.example"] });
    await cli.world.jobs.fail("j", "w", reason);
  }

  for (const [kind, lane] of [
    ["deliver", "a.example"],
    ["forwarded", "in a.example for b.example"],
  ] as const)
    it(`tells of jobs that were given up, and of the newest where it went and why: ${kind}`, async () => {
      await giveUp(kind, lane, "a.example answered 410.");
      await cli.run("doctor");
      const newest = `1 job waits, 1 job was given up. The newest is “${kind}” for a.example: a.example answered 410.`;
      expect(line("store")).to.match(/^warn/).and.to.contain(newest);
    });
});

interface Outside {
  status?: number;
  body?: unknown;
  type?: string;
  date?: string;
  location?: string;
}

function forBrowser(path: string, asked: Headers): boolean {
  return path.startsWith("/ap/") && (asked.get("accept") ?? "").startsWith("text/html");
}

const entry = {
  id: "e1",
  url: "https://blog.example.org/newest/",
  title: "Newest",
  teaser: "",
  lang: null,
  publishedAt: null,
  updatedAt: null,
};
