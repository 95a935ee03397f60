import { expect } from "chai";
import { type Author, nobody } from "../../src/domain/author.ts";
import { createMailKeys } from "../../src/usecases/notify/mail-keys.ts";
import { mailHash } from "../../src/usecases/visit/visitor.ts";
import { aComment } from "../helpers/comment.ts";
import { aThread } from "../helpers/thread.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

const ada: Author = {
  kind: "remote",
  id: "https://far.example/users/ada",
  handle: "ada@far.example",
  name: "Ada",
  url: "https://far.example/@ada",
  avatar: null,
};

describe("antiphon person", () => {
  let cli: Cli;
  beforeEach(async () => {
    cli = await openCli();
    await cli.world.sites.add(aSite());
    await cli.world.threads.add(aThread({ url: "https://blog.example.org/a-post/", site: "blog" }));
    await put("one", 1, anna("anna@mail.example"));
    await put("two", 2, anna("Anna@Mail.example"));
    await put("other", 3, { ...nobody, name: "Ben", hash: "network" });
    await put("neighbour", 4, { ...nobody, name: "Carl", hash: "network" });
    await put("remote", 5, ada);
  });
  afterEach(() => cli.close());

  function anna(email: string): Author {
    return { kind: "visitor", name: "Anna", website: null, email, hash: mailHash(cli.world, email) };
  }
  const put = (_id: string, number: number, author: Author) =>
    cli.world.comments.add(
      aComment({ _id, number, author, site: "blog", thread: "thread", source: { text: _id, type: "text/plain" } }),
    );
  const texts = async () =>
    Promise.all(
      ["one", "two", "other", "neighbour", "remote"].map(async (id) => (await cli.world.comments.get(id))?.source.text),
    );

  it("prints all that somebody wrote with a mailbox, however it was typed, and what it said about letters", async () => {
    const box = createMailKeys(cli.world).mailboxOf({ site: "blog", author: anna("anna@mail.example") }) ?? "";
    await cli.world.mailboxes.set(box, "confirmed", new Date());
    expect(await cli.run("person", "export", "ANNA@mail.example")).to.equal(0);
    const { comments, letters } = JSON.parse(cli.out.join("\n"));
    expect(comments.map(({ number }: { number: number }) => number)).to.have.members([1, 2]);
    expect(comments[0]).to.deep.include({
      page: "https://blog.example.org/a-post/",
      source: { text: "one", type: "text/plain" },
    });
    expect(letters.map(({ state }: { state: string }) => state)).to.deep.equal(["confirmed"]);
    expect(await texts(), "nothing is changed by it").to.include("one");
  });

  it("erases the same, forgets the mailbox, and writes down that it was done and not of whom", async () => {
    const box = createMailKeys(cli.world).mailboxOf({ site: "blog", author: anna("anna@mail.example") }) ?? "";
    await cli.world.mailboxes.set(box, "confirmed", new Date());
    expect(await cli.run("person", "erase", "anna@mail.example")).to.equal(0);
    expect(cli.out).to.deep.equal(["Erased 2 comments and what else was kept of them."]);
    expect(await texts()).to.deep.equal(["", "", "other", "neighbour", "remote"]);
    expect((await cli.world.comments.get("two"))?.author).to.deep.equal(nobody);
    expect(await cli.world.mailboxes.get(box)).to.equal(null);
    const { items } = await cli.world.audit.list({}, { limit: 9 });
    expect(items.map(({ act, by }) => [act, by.id])).to.deep.equal([["commenter.erase", "command-line"]]);
    expect(JSON.stringify(items)).to.not.match(/anna/i);
  });

  it("takes a network for nobody: by the number of a comment without a mailbox it is that one alone", async () => {
    expect(await cli.run("person", "erase", "#3")).to.equal(0);
    expect(await texts()).to.deep.equal(["one", "two", "", "neighbour", "remote"]);
  });

  it("forgets somebody elsewhere, by the number of a comment or by their profile", async () => {
    expect(await cli.run("person", "export", "https://far.example/users/ada")).to.equal(0);
    expect(JSON.parse(cli.out.join("\n")).comments).to.have.lengthOf(1);
    expect(await cli.run("person", "erase", "5")).to.equal(0);
    expect(await texts()).to.deep.equal(["one", "two", "other", "neighbour", ""]);
    expect((await cli.world.comments.get("remote"))?.author).to.include({ id: "https://far.example", name: "" });
    expect(await cli.run("person", "erase", "5"), "the server stands for nobody").to.equal(1);
    expect(cli.err.join()).to.contain("deleted their account");
  });

  it("says when there is no such comment", async () => {
    expect(await cli.run("person", "erase", "77")).to.equal(1);
    expect(cli.err.join()).to.contain("There is no such comment");
  });
});
