import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect } from "chai";
import { keys } from "../src/config/keys.ts";
import { readConfig, type Variables } from "../src/config.ts";
import { isProblem } from "../src/domain/problem.ts";
import { inEnglish } from "../src/domain/sentence.ts";
import { root } from "./helpers/sources.ts";

describe("config", () => {
  it("runs on localhost with the embedded store when nothing is set", () => {
    const config = readConfig({});
    expect(config).to.deep.include({
      url: "http://localhost:8080",
      port: 8080,
      host: "127.0.0.1",
      store: "sqlite:./data/antiphon.db",
      sites: [],
      moderation: null,
      guests: null,
      secret: null,
      federates: false,
    });
    expect(Object.isFrozen(config)).to.equal(true);
  });

  it("documents each key in .env.example, and no other", () => {
    expect(Object.keys(example()).sort()).to.deep.equal(Object.keys(keys).sort());
  });

  it("sets nothing when .env.example is copied as it is", () => {
    expect(parseEnv(readFileSync(`${root}.env.example`, "utf8"))).to.deep.equal({});
  });

  it("accepts every line of .env.example once its # is taken off", () => {
    const config = readConfig(example());
    expect(config).to.deep.include({ isPublic: true, moderation: "first", guests: false, trustProxy: 1 });
    expect(config.sites).to.deep.equal([
      {
        home: "https://blog.example.org/",
        handle: "blog",
        handleDomain: null,
        feed: "https://blog.example.org/feed.xml",
        posts: {
          postsFrom: "feed",
          postsBelow: "/blog/",
          sourceAt: "https://my-blog.ghost.io/",
          sourceKey: "22444f78447824223cefc48062",
        },
      },
    ]);
  });

  it("accepts each example that a fault would show", () => {
    const site = { ANTIPHON_SITE: keys.ANTIPHON_SITE.example };
    const sender = { ANTIPHON_MAIL_FROM: keys.ANTIPHON_MAIL_FROM.example };
    const secret = { ANTIPHON_CHECK_SECRET: keys.ANTIPHON_CHECK_SECRET.example };
    const server = { ANTIPHON_SMTP: keys.ANTIPHON_SMTP.example, ...sender };
    const beside: Record<string, object> = {
      ANTIPHON_HANDLE: site,
      ANTIPHON_FEED: site,
      ANTIPHON_POSTS_FROM: site,
      ANTIPHON_POSTS_BELOW: site,
      ANTIPHON_POSTS_AT: site,
      ANTIPHON_GHOST_KEY: site,
      ANTIPHON_SMTP: sender,
      ANTIPHON_OWNER_MAIL: server,
      ANTIPHON_CHECK_URL: secret,
      ANTIPHON_BACKUP_EVERY: { ANTIPHON_BACKUP_DIR: keys.ANTIPHON_BACKUP_DIR.example },
      ANTIPHON_BACKUP_KEEP: { ANTIPHON_BACKUP_DIR: keys.ANTIPHON_BACKUP_DIR.example },
    };
    for (const [name, { example }] of Object.entries(keys)) {
      expect(faultsOf({ ...beside[name], [name]: example }), name).to.deep.equal({});
    }
  });

  it("wants a sender for a mail server, and addresses that are some", () => {
    const ANTIPHON_SMTP = "smtp://mail.example.org";
    expect(Object.keys(faultsOf({ ANTIPHON_SMTP }))).to.deep.equal(["ANTIPHON_MAIL_FROM"]);
    const wrong = { ANTIPHON_SMTP: "https://mail.example.org", ANTIPHON_MAIL_FROM: "nobody" };
    expect(Object.keys(faultsOf(wrong))).to.have.members(["ANTIPHON_SMTP", "ANTIPHON_MAIL_FROM"]);
    const ANTIPHON_MAIL_FROM = "Blog <a@example.org>";
    expect(readConfig({ ANTIPHON_SMTP, ANTIPHON_MAIL_FROM }).mail).to.deep.equal({
      server: ANTIPHON_SMTP,
      from: ANTIPHON_MAIL_FROM,
    });
  });

  it("takes the owners’ mailboxes, with a mail server alone, and none that a header could be made of", () => {
    const server = { ANTIPHON_SMTP: "smtp://mail.example.org", ANTIPHON_MAIL_FROM: "a@example.org" };
    const to = (ANTIPHON_OWNER_MAIL: string) => readConfig({ ...server, ANTIPHON_OWNER_MAIL }).letters.to;
    expect(to("a@example.org, b@example.org,a@example.org")).to.deep.equal(["a@example.org", "b@example.org"]);
    expect(to("off")).to.deep.equal([]);
    expect(readConfig({}).letters).to.deep.equal({ to: null, about: null, pace: null });
    expect(Object.keys(faultsOf({ ANTIPHON_OWNER_MAIL: "a@example.org" }))).to.deep.equal(["ANTIPHON_SMTP"]);
    for (const wrong of ["Ada <a@example.org>", "a@example.org\r\nBcc: b@example.org", "a", "a@", "a@b@c"])
      expect(Object.keys(faultsOf({ ...server, ANTIPHON_OWNER_MAIL: wrong })), wrong).to.deep.equal([
        "ANTIPHON_OWNER_MAIL",
      ]);
  });

  it("takes a list of guards against spam, in any case and order, or none at all", () => {
    const usual = ["honeypot", "time", "work", "links", "repeats", "pace", "classifier"];
    expect(readConfig({}).spam).to.deep.equal(usual);
    expect(readConfig({ ANTIPHON_SPAM: "Links, honeypot,links" }).spam).to.deep.equal(["honeypot", "links"]);
    expect(readConfig({ ANTIPHON_SPAM: "off" }).spam).to.deep.equal([]);
    expect(readConfig({ ANTIPHON_SPAM_DAYS: "0" }).spamDays).to.equal(0);
    expect(readConfig({}).keepBlockedDays).to.equal(30);
    expect(readConfig({ ANTIPHON_KEEP_BLOCKED_DAYS: "0" }).keepBlockedDays).to.equal(0);
    expect(faultsOf({ ANTIPHON_KEEP_BLOCKED_DAYS: "soon" })["ANTIPHON_KEEP_BLOCKED_DAYS"]).to.contain("number of days");
    const service = { ANTIPHON_CHECK_URL: "http://127.0.0.1:9000/", ANTIPHON_CHECK_SECRET: "s".repeat(24) };
    expect(readConfig(service).check).to.deep.equal({
      url: service.ANTIPHON_CHECK_URL,
      secret: service.ANTIPHON_CHECK_SECRET,
      failing: "ignore",
    });
    expect(faultsOf({ ANTIPHON_CHECK_URL: service.ANTIPHON_CHECK_URL })).to.have.keys("ANTIPHON_CHECK_SECRET");
    const faults = faultsOf({ ANTIPHON_SPAM: "links,captcha", ANTIPHON_SPAM_DAYS: "-1" });
    expect(faults["ANTIPHON_SPAM"])
      .to.match(/^must be off, or a list of honeypot, /)
      .and.contain("“captcha” is neither");
    expect(faults["ANTIPHON_SPAM_DAYS"]).to.contain("must be a number of days");
  });

  it("tells every fault at once, each with its key and an example", () => {
    const faults = faultsOf({ ANTIPHON_URL: "comments.example.org", PORT: "http", ANTIPHON_MODERATION: "some" });
    expect(Object.keys(faults).sort()).to.deep.equal(["ANTIPHON_MODERATION", "ANTIPHON_URL", "PORT"]);
    expect(faults["PORT"]).to.equal("must be a number, for example 8080.");
    expect(faults["ANTIPHON_MODERATION"]).to.equal("must be none, first, all or closed, for example first.");
  });

  it("tells unknown keys and wrong values together", () => {
    expect(Object.keys(faultsOf({ ANTIPHON_SIT: "https://a.example/", PORT: "70000" }))).to.have.members([
      "ANTIPHON_SIT",
      "PORT",
    ]);
  });

  it("names the nearest right key for an unknown one", () => {
    expect(faultsOf({ ANTIPHON_MODERATON: "none" })["ANTIPHON_MODERATON"]).to.contain(
      "did you mean ANTIPHON_MODERATION",
    );
    expect(faultsOf({ ANTIPHON_PORT: "1" })["ANTIPHON_PORT"]).to.contain("did you mean");
    expect(faultsOf({ ANTIPHON_COLOUR_OF_THE_SKY: "blue" })["ANTIPHON_COLOUR_OF_THE_SKY"]).to.contain(
      "is no setting: take it out",
    );
  });

  it("leaves variables of others alone, and treats an empty one as not set", () => {
    expect(readConfig({ HOME: "/root", ANTIPHON_URL: "", ANTIPHON_SITE: " " }).origins.ANTIPHON_URL).to.equal(
      "default",
    );
  });

  it("lets the environment win over antiphon.env, and knows where each value came from", () => {
    const config = readConfig({ PORT: "9000" }, { PORT: "7000", ANTIPHON_LOG: "debug" });
    expect(config).to.deep.include({ port: 9000, log: "debug" });
    expect(config.origins).to.deep.include({
      PORT: "environment",
      ANTIPHON_LOG: "antiphon.env",
      ANTIPHON_URL: "default",
    });
  });

  it("keeps port and address of a local node together", () => {
    expect(readConfig({ PORT: "9000" }).url).to.equal("http://localhost:9000");
    expect(readConfig({ ANTIPHON_URL: "http://localhost:9100/" })).to.deep.include({
      port: 9100,
      url: "http://localhost:9100",
    });
    expect(readConfig({ ANTIPHON_URL: "https://c.example.com" }).port).to.equal(8080);
  });

  for (const url of ["https://c.example.com", "https://8.8.8.8", "https://[2606:4700::1111]"]) {
    it(`takes ${url} for public`, () => {
      expect(readConfig({ ANTIPHON_URL: url })).to.deep.include({ isPublic: true, federates: true });
    });
  }

  const privateUrls = [
    "http://c.example.com",
    "https://localhost",
    "https://nas.local",
    "https://10.0.0.7",
    "https://[::1]",
    "https://intranet",
  ];
  for (const url of privateUrls) {
    it(`does not take ${url} for public`, () => {
      expect(readConfig({ ANTIPHON_URL: url }).isPublic).to.equal(false);
      expect(readConfig({ ANTIPHON_URL: url, ANTIPHON_ALLOW_PRIVATE_ADDRESSES: "on" }).federates).to.equal(true);
    });
  }

  for (const url of [
    "https://c.example.com/path",
    "https://c.example.com?x=1",
    "ftp://c.example.com",
    "https://me:pw@c.example.com",
  ]) {
    it(`refuses ${url} as the node's address`, () => {
      expect(faultsOf({ ANTIPHON_URL: url })).to.have.key("ANTIPHON_URL");
    });
  }

  it("gives each site a handle of its own", () => {
    const { sites } = readConfig({
      ANTIPHON_SITE: "https://blog.a.example, https://blog.b.example/index.html, https://www.my-site.example/de",
    });
    expect(sites.map((site) => [site.home, site.handle])).to.deep.equal([
      ["https://blog.a.example/", "blog"],
      ["https://blog.b.example/", "blog_2"],
      ["https://www.my-site.example/de/", "my_site"],
    ]);
  });

  for (const handle of ["Blog", "a.b", "node", "x_guests", "a".repeat(31), ""]) {
    it(`refuses the handle “${handle}”, unless it is empty`, () => {
      const faults = faultsOf({ ANTIPHON_SITE: "https://a.example", ANTIPHON_HANDLE: handle });
      expect("ANTIPHON_HANDLE" in faults).to.equal(handle !== "");
    });
  }

  it("wants as many handles and feeds as sites", () => {
    const two = "https://a.example,https://b.example";
    expect(
      faultsOf({ ANTIPHON_SITE: two, ANTIPHON_HANDLE: "a", ANTIPHON_FEED: "https://a.example/feed" }),
    ).to.have.keys("ANTIPHON_HANDLE", "ANTIPHON_FEED");
    expect(faultsOf({ ANTIPHON_SITE: two, ANTIPHON_HANDLE: "a,a" })).to.have.key("ANTIPHON_HANDLE");
    expect(faultsOf({ ANTIPHON_HANDLE: "a" })["ANTIPHON_HANDLE"]).to.contain("ANTIPHON_SITE names none");
    expect(faultsOf({ ANTIPHON_SITE: "https://a.example,https://a.example/" })["ANTIPHON_SITE"]).to.contain("twice");
  });

  it("reads where the posts of each blog come from, and wants a word on each", () => {
    const two = { ANTIPHON_SITE: "https://a.example,https://b.example" };
    const key = "22444F78447824223cefc48062";
    const config = readConfig({
      ...two,
      ANTIPHON_POSTS_FROM: "Ghost, -",
      ANTIPHON_GHOST_KEY: `${key},-`,
      ANTIPHON_POSTS_BELOW: "-,/blog",
    });
    expect(config.sites.map(({ posts }) => posts)).to.deep.equal([
      { postsFrom: "ghost", sourceKey: key.toLowerCase() },
      { postsBelow: "/blog" },
    ]);
    expect(faultsOf({ ...two, ANTIPHON_POSTS_FROM: "feed" })["ANTIPHON_POSTS_FROM"])
      .to.contain("has 1")
      .and.contain("names 2");
    expect(faultsOf({ ...two, ANTIPHON_POSTS_FROM: "feed,medium" })["ANTIPHON_POSTS_FROM"]).to.contain("“medium”");
    expect(faultsOf({ ...two, ANTIPHON_POSTS_BELOW: "blog,-" })["ANTIPHON_POSTS_BELOW"]).to.contain("a path");
    expect(faultsOf({ ...two, ANTIPHON_GHOST_KEY: "short,-" })["ANTIPHON_GHOST_KEY"]).to.contain("Content API");
    expect(faultsOf({ ANTIPHON_POSTS_FROM: "feed" })["ANTIPHON_POSTS_FROM"]).to.contain("names 0");
  });

  it("wants a secret with MongoDB, and a long one", () => {
    expect(faultsOf({ ANTIPHON_STORE: "mongodb://db/antiphon" })).to.have.key("ANTIPHON_SECRET");
    expect(faultsOf({ ANTIPHON_SECRET: "short" })["ANTIPHON_SECRET"]).to.contain("32 characters");
    expect(
      readConfig({ ANTIPHON_STORE: "mongodb://db/antiphon", ANTIPHON_SECRET: "x".repeat(32) }).secret,
    ).to.have.length(32);
  });

  it("never quotes a secret in a fault", () => {
    const faults = faultsOf({ ANTIPHON_SECRET: "hunter2", ANTIPHON_STORE: "postgres://me:hunter2@db" });
    expect(JSON.stringify(faults)).not.to.contain("hunter2");
  });

  const proxies: [string, false | number | string[]][] = [
    ["off", false],
    ["on", 1],
    ["2", 2],
    ["loopback, 10.0.0.0/8", ["loopback", "10.0.0.0/8"]],
    ["fd00::/8", ["fd00::/8"]],
  ];
  for (const [text, value] of proxies) {
    it(`reads the proxies “${text}”`, () => {
      expect(readConfig({ ANTIPHON_TRUST_PROXY: text }).trustProxy).to.deep.equal(value);
    });
  }

  it("refuses proxies that are none", () => {
    for (const text of ["proxy.example", "10.0.0.0/64", "0.0.0.0/0/0"])
      expect(faultsOf({ ANTIPHON_TRUST_PROXY: text }), text).to.have.key("ANTIPHON_TRUST_PROXY");
  });
});

function example(): Variables {
  return parseEnv(readFileSync(`${root}.env.example`, "utf8").replace(/^#(?=[A-Z_]+=)/gm, ""));
}

function faultsOf(environment: Variables): Record<string, string> {
  try {
    readConfig(environment);
    return {};
  } catch (error) {
    if (!isProblem(error, "invalid")) throw error;
    return Object.fromEntries(Object.entries(error.fields ?? {}).map(([name, said]) => [name, inEnglish(said)]));
  }
}
