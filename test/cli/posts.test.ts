import { expect } from "chai";
import { aSite, aThread } from "../helpers/thread.ts";
import { type Cli, openCli } from "./helpers/node.ts";

const home = "https://blog.example/";

describe("antiphon posts", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    const pages = ["posts/one/", "posts/two/"].map((path) => ({ url: home + path, changedAt: null }));
    const reading = { kind: "pages", pages, address: `${home}sitemap.xml`, more: false, fault: null } as const;
    Object.assign(cli.world, { sitemaps: { read: async () => ({ ...reading, pages: [...pages] }) } });
  });
  afterEach(() => cli.close());

  const said = async (...args: string[]) => {
    cli.out.length = 0;
    const code = await cli.run("posts", ...args);
    return { code, out: [...cli.out] };
  };

  it("tells where posts come from, how often they are looked for, and what is wrong", async () => {
    const { polling } = aSite();
    await cli.world.sites.set("site", {
      polling: {
        ...polling,
        feed: `${home}feed.xml`,
        intervalMs: 7 * 3_600_000,
        polledAt: new Date(0),
        fault: "It is not well.",
      },
    });
    expect((await said("status")).out).to.deep.equal([
      home,
      `  posts from  feed (${home}feed.xml)`,
      "  looked at   every 7 hours or so; last 1970-01-01T00:00:00.000Z, next now",
      "  It is not well.",
    ]);
  });

  it("lets the node look now, unless the blog asked to be left alone", async () => {
    expect((await said("look")).code).to.equal(0);
    const site = await cli.world.sites.get("site");
    const until = new Date(Date.now() + 86_400_000);
    await cli.world.sites.set("site", { polling: { ...aSite().polling, ...site?.polling, restUntil: until } });
    const refused = await said("look");
    expect(refused.code).to.not.equal(0);
    expect(cli.err.join()).to.contain("asked to be left alone until");
  });

  it("brings the pages of the sitemap along, after a dry run that writes nothing", async () => {
    expect((await said("import", "--dry-run")).out.at(-1)).to.contain("2 threads would be made");
    expect((await said("import")).out).to.deep.equal([
      `${home}sitemap.xml names 2 pages below /; 0 were known.`,
      "2 threads made; the node that serves reads their titles, one page in two seconds.",
    ]);
    expect((await said("import")).out[0]).to.contain("2 were known");
  });

  it("lists threads that are at no page, as lines of a map", async () => {
    const counts = { published: 2, held: 0 };
    await cli.world.threads.add(aThread({ _id: "a", url: `${home}2019/one.html`, noteId: "a", counts }));
    await cli.world.threads.add(aThread({ _id: "b", url: `${home}gone`, noteId: "b", counts }));
    expect((await said("orphans")).out).to.have.members([`${home}2019/one.html ${home}posts/one/`, `# ${home}gone`]);
  });
});
