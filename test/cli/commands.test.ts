import { expect } from "chai";
import type { Follower } from "../../src/domain/follower.ts";
import type { Thread } from "../../src/domain/thread.ts";
import { aComment } from "../helpers/comment.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon: the owner's commands", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread());
    const held = { site: "blog", thread: "t1", state: "held" } as const;
    await cli.world.comments.add(aComment({ ...held, _id: "c1", number: 12, heldFor: ["It is their first comment."] }));
    await cli.world.comments.add(aComment({ ...held, _id: "c2", number: 13, author: eve, origin: "fediverse" }));
  });
  afterEach(() => cli.close());

  const stateOf = async (id: string) => (await cli.world.comments.get(id))?.state;

  it("lists what waits, with number, author, page and reason", async () => {
    expect(await cli.run("held")).to.equal(0);
    const text = cli.out.join("\n");
    expect(text).to.contain("#12  2026-11-01 12:00  Anna  on https://blog.example.org/a-post/");
    expect(text).to.contain("Eve (@eve@bad.example)").and.to.contain("held: It is their first comment.");
  });

  it("tells what other rules would have done, and changes nothing", async () => {
    const text = { text: "Come to the casino", type: "text/markdown" as const };
    await cli.world.comments.add(aComment({ site: "blog", thread: "t1", _id: "c3", number: 14, source: text }));
    await cli.world.sites.set("blog", { moderation: "none" });
    expect(await cli.run("dry-run", "--word", "CASINO", "--site", "blog")).to.equal(0);
    expect(cli.out).to.include.members([
      "Looked at 3 comments. Nothing was changed.",
      "As things are set: 3 published, 0 held, 0 refused.",
      "As they would be:  2 published, 1 held, 0 refused.",
      "#14  publish → hold (now published)  Anna  on https://blog.example.org/a-post/",
      "    words: It has “casino”.",
    ]);
    cli.out.length = 0;
    const more = ["--level", "refuse", "--links", "0", "--account-days", "3", "--close-after", "9", "--checks", "off"];
    expect(await cli.run("dry-run", ...more, "--limit", "1")).to.equal(0);
    expect(cli.out.join("\n")).to.contain("3 refused").and.contain("… and 2 more; --limit 3 shows them.");
    expect(await stateOf("c3")).to.equal("published");
    for (const wrong of [
      ["--links", "some"],
      ["--level", "maybe"],
      ["--checks", "links,captcha"],
    ])
      expect(await cli.run("dry-run", ...wrong), wrong.join(" ")).to.equal(2);
  });

  it("says so when nothing waits", async () => {
    await cli.run("approve", "12", "13");
    cli.out.length = 0;
    expect(await cli.run("held")).to.equal(0);
    expect(cli.out).to.deep.equal(["Nothing waits for review."]);
  });

  it("approves by number and by id, and raises the thread", async () => {
    expect(await cli.run("approve", "#12", "c2")).to.equal(0);
    expect([await stateOf("c1"), await stateOf("c2")]).to.deep.equal(["published", "published"]);
    expect(cli.out).to.deep.equal(["#12 is published.", "#13 is published."]);
    expect((await cli.world.threads.get("t1"))?.counts).to.deep.equal({ published: 2, held: 0 });
  });

  it("goes on past what it cannot find, and fails in the end", async () => {
    expect(await cli.run("approve", "99", "12")).to.equal(1);
    expect(await stateOf("c1")).to.equal("published");
    expect(cli.err.join("\n")).to.contain("99: There is no such comment.");
  });

  it("hides a comment and shows it again", async () => {
    await cli.run("approve", "12");
    expect(await cli.run("hide", "12")).to.equal(0);
    expect((await cli.world.comments.get("c1"))?.hiddenBy).to.equal("owner");
    await cli.run("approve", "12");
    expect((await cli.world.comments.get("c1"))?.hiddenBy).to.equal(null);
  });

  it("sorts a comment out as spam, lists it there, and lets it through after all", async () => {
    expect(await cli.run("held", "--spam")).to.equal(0);
    expect(cli.out.at(-1)).to.equal("There is no spam.");
    expect(await cli.run("spam", "12")).to.equal(0);
    expect(cli.out.at(-1)).to.contain("#12 is spam");
    expect(await stateOf("c1")).to.equal("spam");
    await cli.run("held", "--spam");
    expect(cli.out.join("\n")).to.contain("#12  ");
    expect(await cli.run("approve", "12")).to.equal(0);
    expect(await stateOf("c1")).to.equal("published");
  });

  it("deletes for good, and does not bring back", async () => {
    expect(await cli.run("delete", "12")).to.equal(0);
    expect((await cli.world.comments.get("c1"))?.html).to.equal("");
    expect(await cli.run("approve", "12")).to.equal(1);
    expect(await stateOf("c1")).to.equal("removed");
  });

  it("blocks a server: hides, rejects its followers, lists it, and takes it back", async () => {
    await cli.run("approve", "13");
    await cli.world.followers.put(aFollower("https://sub.bad.example/users/mallory"));
    expect(await cli.run("block", "Bad.Example", "--note", "spam")).to.equal(0);
    expect(cli.out.at(-1)).to.contain("The server bad.example: blocked. 1 comment hidden, 1 follower dropped.");
    expect(cli.rejected).to.deep.equal(["https://sub.bad.example/users/mallory"]);
    expect((await cli.world.comments.get("c2"))?.hiddenBy).to.equal("host:bad.example");

    cli.out.length = 0;
    await cli.run("blocks");
    expect(cli.out).to.deep.equal(["server  bad.example  Blocked  2026-11-02  spam"]);

    expect(await cli.run("unblock", "bad.example")).to.equal(0);
    expect(cli.out.at(-1)).to.contain("1 comment is shown again");
    expect((await cli.world.comments.get("c2"))?.hiddenBy).to.equal(null);
    cli.out.length = 0;
    await cli.run("blocks");
    expect(cli.out).to.deep.equal(["Nobody is blocked."]);
  });

  it("blocks a person by handle, and unblocks by it", async () => {
    expect(await cli.run("block", "@eve@bad.example")).to.equal(0);
    expect(await cli.world.blocks.list()).to.have.length(1);
    expect((await cli.world.blocks.list())[0]).to.include({ kind: "actor", value: "https://bad.example/users/eve" });
    expect(await cli.run("unblock", "@eve@bad.example")).to.equal(0);
    expect(await cli.world.blocks.list()).to.deep.equal([]);
  });

  it("fails with a sentence for somebody it cannot find, and 2 for what is no server", async () => {
    expect(await cli.run("block", "@nobody@bad.example")).to.equal(1);
    expect(cli.err.join("\n")).to.contain("Nobody was found as @nobody@bad.example");
    expect(await cli.run("block", "not a host", "--kind", "server")).to.equal(2);
    expect(await cli.run("unblock", "good.example")).to.equal(1);
    expect(await cli.world.blocks.list()).to.deep.equal([]);
  });

  describe("rotate-key", () => {
    it("gives the actors of the only blog new keys, and says from when on", async () => {
      expect(await cli.run("rotate-key")).to.equal(0);
      expect(cli.rotated).to.deep.equal(["blog", "blog_guests"]);
      expect(cli.out[0]).to.equal(
        "blog signs with https://comments.example.org/ap/actors/blog#main-key-2 from 2026-11-02T12:00:00Z on.",
      );
    });

    it("finds a blog by address and by name, takes all with --all, and at once with --now", async () => {
      await cli.world.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example.org/" }));
      for (const name of ["https://two.example.org/", "two", "@two", "@Two@comments.example.org"]) {
        cli.rotated.length = 0;
        expect(await cli.run("rotate-key", name, "--now"), name).to.equal(0);
        expect(cli.rotated, name).to.deep.equal(["two!", "two_guests!"]);
      }
      expect(cli.out[0]).to.contain("from now on");
      cli.rotated.length = 0;
      expect(await cli.run("rotate-key", "--all")).to.equal(0);
      expect(cli.rotated).to.deep.equal(["node", "blog", "blog_guests", "two", "two_guests"]);
    });

    it("asks which blog is meant, and says so when there is none of that name", async () => {
      await cli.world.sites.add(aSite({ _id: "two", handle: "two", home: "https://two.example.org/" }));
      expect(await cli.run("rotate-key")).to.equal(2);
      expect(cli.err.join()).to.contain("blog, https://blog.example.org/; two, https://two.example.org/");
      expect(await cli.run("rotate-key", "three")).to.equal(1);
      expect(await cli.run("rotate-key", "two", "--all")).to.equal(2);
      expect(cli.rotated).to.deep.equal([]);
    });

    it("goes on past an actor whose key is changing already, and fails in the end", async () => {
      cli.busy = "blog";
      expect(await cli.run("rotate-key")).to.equal(1);
      expect(cli.rotated).to.deep.equal(["blog_guests"]);
      expect(cli.err.join()).to.contain("A new key of blog is on its way.");
    });
  });

  it("prints a login link and nothing else", async () => {
    expect(await cli.run("login")).to.equal(0);
    expect(cli.out).to.deep.equal(["https://comments.example.org/admin/login?token=abc"]);
  });

  it("lists as many as it is asked to, and exits with 2 for what is no number", async () => {
    expect(await cli.run("held", "--limit", "1")).to.equal(0);
    expect(cli.out.filter((text) => text.startsWith("#"))).to.have.length(1);
    expect(cli.err).to.deep.equal(["There are more: --limit 2 shows them."]);
    for (const limit of ["abc", "0", "-1", "1.5", "12 apples", ""]) {
      cli.err.length = 0;
      expect(await cli.run("held", `--limit=${limit}`), limit).to.equal(2);
      expect(cli.err.join("\n")).to.contain("must be a whole number");
    }
  });
});

describe("antiphon: the owner's commands without a blog", () => {
  const commands = [
    ["login"],
    ["held"],
    ["approve", "12"],
    ["hide", "12"],
    ["delete", "12"],
    ["block", "bad.example"],
    ["unblock", "bad.example"],
    ["blocks"],
    ["log"],
    ["publish", "https://blog.example.org/a-post/"],
    ["withdraw", "https://blog.example.org/a-post/"],
  ];
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
  });
  afterEach(() => cli.close());

  for (const command of commands) {
    it(`fails in the demo, which is out of reach: ${command[0]}`, async () => {
      await cli.world.sites.add(aSite({ home: "https://comments.example.org/demo/" }));
      expect(await cli.run(...command)).to.equal(1);
      expect(cli.out).to.deep.equal([]);
      expect(cli.err).to.have.length(1);
      expect(cli.err[0])
        .to.contain("No blog is set: the demo lives inside the running node")
        .and.to.contain("Set ANTIPHON_SITE")
        .and.to.contain("restart the node for a new login link");
    });
  }

  it("fails with a store in memory, before it opens one of its own", async () => {
    cli.env = { ANTIPHON_STORE: "sqlite::memory:", ANTIPHON_SITE: "https://blog.example.org/" };
    cli.compose = () => Promise.reject(new Error("composed"));
    expect(await cli.run("login")).to.equal(1);
    expect(cli.err.join("\n")).to.contain("ANTIPHON_STORE is sqlite::memory:").and.not.to.contain("composed");
  });

  it("still checks and tells, with a note", async () => {
    expect(await cli.run("doctor")).to.equal(0);
    expect(await cli.run("config", "--sites")).to.equal(0);
    expect(cli.err[0]).to.contain("the demo lives inside the running node");
  });
});

const eve = {
  kind: "remote",
  id: "https://bad.example/users/eve",
  handle: "eve@bad.example",
  name: "Eve",
  url: "https://bad.example/@eve",
  avatar: null,
} as const;

function aFollower(remote: string): Follower {
  const { host } = new URL(remote);
  const inbox = `${remote}/inbox`;
  const since = new Date("2026-11-01T12:00:00Z");
  return {
    _id: `blog ${remote}`,
    actor: "blog",
    remote,
    handle: `x@${host}`,
    host,
    inbox,
    sharedInbox: null,
    followId: "f",
    since,
    owed: [],
    owedSince: null,
    version: 1,
  };
}

function aThread(): Thread {
  const url = "https://blog.example.org/a-post/";
  return {
    _id: "t1",
    site: "blog",
    key: "blog.example.org/a-post" as Thread["key"],
    page: { url, title: "A post", teaser: "", lang: null, publishedAt: null, updatedAt: null, hash: "h" },
    noteId: "n1",
    retiredNoteIds: [],
    announcement: "old",
    announcedAt: null,
    told: null,
    toldInboxes: [],
    revision: 1,
    counts: { published: 0, held: 2 },
    reactions: { likes: 0, boosts: 0 },
    createdAt: new Date("2026-11-01T12:00:00Z"),
    owed: [],
    owedSince: null,
    version: 1,
  };
}
