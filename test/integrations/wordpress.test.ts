import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { owner } from "../../src/domain/moderator.ts";
import { createPushKeys } from "../../src/usecases/push/push-keys.ts";
import { type Blog, startBlog } from "../helpers/blog.ts";
import { createTestClock, type TestClock } from "../helpers/clock.ts";
import { settle, startNode, type TestNode } from "../helpers/composed-node.ts";
import { freePort } from "../helpers/free-port.ts";

const file = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;
const plugin = file("docs/integrations/wordpress/antiphon-push.php");
const stubs = file("test/integrations/wordpress.php");
const hasPhp = spawnSync("php", ["--version"]).status === 0;

interface Ran {
  scheduled: { in: number; hook: string; given: [{ event: string }, number] }[];
}
type Step = [deed: "store" | "trash" | "delete" | "end" | "again", given?: object];

describe(`the plugin for WordPress${hasPhp ? "" : " (skipped: there is no php on this machine)"}`, () => {
  let clock: TestClock;
  let blog: Blog;
  let node: TestNode;
  let site: string;
  let secret: string;
  let folder: string;
  before(function () {
    if (!hasPhp) this.skip();
  });
  beforeEach(async () => {
    clock = createTestClock();
    // PHP goes by the machine's clock, in whole seconds: what it publishes now is to be newer than the node.
    clock.advance(Date.now() - 3_000 - clock.now().getTime());
    blog = await startBlog();
    node = await startNode(clock, { ANTIPHON_SITE: blog.home, ANTIPHON_HANDLE: "blog" });
    await settle(node);
    clock.advance(2_000);
    const [first] = await node.world.sites.all();
    if (!first) throw new Error("There is no blog.");
    site = first._id;
    secret = (await createPushKeys(node.world).renew(first, owner)).secret;
    folder = await mkdtemp(join(tmpdir(), "antiphon-test-"));
  });
  afterEach(async () => {
    await node?.close();
    await blog?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  /** Lets WordPress do something, and the node what follows. */
  async function wordpress(steps: Step[], given: { address?: string; secret?: string } = {}): Promise<Ran> {
    const input = {
      address: `${node.url}/api/hooks/blog`,
      secret,
      home: blog.home,
      plugin,
      log: join(folder, "log"),
      steps,
      ...given,
    };
    const php = spawn("php", [stubs], { stdio: ["pipe", "pipe", "pipe"] });
    php.stdin.end(JSON.stringify(input));
    const [out, err] = await Promise.all([text(php.stdout), text(php.stderr)]);
    expect(err).to.equal("");
    await settle(node);
    return JSON.parse(out) as Ran;
  }
  const post = (slug: string, given: object = {}): object => ({
    ID: 7,
    post_name: slug,
    post_title: "It’s new &amp; good",
    ...given,
  });
  const thread = async (slug: string) => {
    const found = await node.world.threads.byKey(site, new URL(blog.urlOf(slug)).href.replace("http://", "") as never);
    return found && `${found.announcement} ${found.page.title} ${found.page.url.replace(blog.home, "")}`;
  };
  const told = async () => (await node.world.arrivals.of(site, 9)).map(({ event, outcome }) => `${event} ${outcome}`);

  it("is valid PHP", () => {
    const checked = spawnSync("php", ["-l", plugin], { encoding: "utf8" });
    expect([checked.status, checked.stdout.trim()]).to.deep.equal([0, `No syntax errors detected in ${plugin}`]);
  });

  it("tells of a post that is published, once when all of it is stored", async () => {
    blog.publish({ slug: "new", title: "Of the page" });
    await wordpress([["store", post("new", { post_status: "draft" })], ["end"]]);
    expect(await told()).to.deep.equal([]);
    const { scheduled } = await wordpress([
      ["store", post("new")],
      ["store", post("new", { post_excerpt: "<b>What</b> it is." })],
      ["end"],
    ]);
    expect(scheduled).to.deep.equal([]);
    expect(await told()).to.deep.equal(["post.published done"]);
    expect(await thread("new")).to.equal("announced It’s new & good posts/new");
    const byId = await node.world.threads.byKey(site, `id:${blog.home}?p=7` as never);
    expect(byId?.page.teaser).to.equal("What it is.");
  });

  it("tells of a post whose slug was changed, which keeps its thread", async () => {
    blog.publish({ slug: "old" });
    blog.publish({ slug: "new", title: "Moved" });
    await wordpress([["store", post("old")], ["end"]]);
    await wordpress([["store", post("old")], ["store", post("new", { post_title: "Moved" })], ["end"]]);
    expect(await thread("new")).to.equal("announced Moved posts/new");
    expect(await thread("old")).to.equal(await thread("new"));
  });

  it("tells of a post that was put into the trash, by the address that it had, and of its return", async () => {
    blog.publish({ slug: "new" });
    await wordpress([["store", post("new")], ["end"]]);
    clock.advance(2_000);
    await wordpress([["store", post("new")], ["trash", { ID: 7 }], ["end"]]);
    expect(await thread("new")).to.match(/^withdrawn .* posts\/new$/);
    clock.advance(2_000);
    const later = new Date(Date.now() + 3_000).toISOString();
    await wordpress([["store", post("new", { post_modified_gmt: later })], ["end"]]);
    expect(await thread("new")).to.match(/^announced .* posts\/new$/);
  });

  it("tells of a post that was deleted, made a draft, or made private", async () => {
    const ends: Step[] = [
      ["delete", { ID: 7 }],
      ["store", { ID: 7, post_name: "new", post_status: "draft" }],
      ["store", { ID: 7, post_name: "new", post_status: "private" }],
    ];
    for (const [i, end] of ends.entries()) {
      const slug = `new${i}`;
      blog.publish({ slug });
      await wordpress([["store", post(slug, { ID: i })], ["end"]]);
      clock.advance(2_000);
      await wordpress([["store", post(slug, { ID: i })], [end[0], { ...end[1], ID: i, post_name: slug }], ["end"]]);
      expect(await thread(slug), JSON.stringify(end)).to.match(/^withdrawn /);
    }
  });

  it("says of a post behind a password that it is not for everybody, and nothing of pages and revisions", async () => {
    blog.publish({ slug: "new" });
    await wordpress([["store", post("new", { post_password: "word", post_excerpt: "Secret." })], ["end"]]);
    expect(await thread("new")).to.match(/^old /);
    await wordpress([
      ["store", post("new", { post_type: "revision" })],
      ["store", post("new", { post_type: "page" })],
      ["end"],
    ]);
    expect(await told()).to.have.length(1);
  });

  it("sends again later what was not taken, and tells its log what never will be", async () => {
    blog.publish({ slug: "new" });
    const away = `http://localhost:${await freePort()}/api/hooks/blog`;
    const { scheduled } = await wordpress([["store", post("new")], ["end"]], { address: away });
    expect(scheduled.map(({ in: wait, hook, given }) => [wait, hook, given[0].event, given[1]])).to.deep.equal([
      [60, "antiphon_tell_again", "post.published", 1],
    ]);
    const again = await wordpress([["store", post("new")], ["end"], ["again"], ["again"]], { address: away });
    expect(again.scheduled.map((event) => event.in)).to.include.members([60, 300, 1800]);
    const refused = await wordpress([["store", post("new")], ["end"]], { secret: "another" });
    expect(refused.scheduled).to.deep.equal([]);
    const log = await readFile(join(folder, "log"), "utf8");
    expect(log).to.contain("(401)").and.contain("The signature does not fit").and.not.contain("another,");
  });
});
