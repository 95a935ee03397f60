import { expect } from "chai";
import type { Posted } from "../../src/domain/mailbox.ts";
import { aSite, type Cli, openCli } from "./helpers/node.ts";

describe("antiphon mail", () => {
  let cli: Cli;
  let sent: string[];
  let answer: Posted;
  beforeEach(async () => {
    sent = [];
    answer = { kind: "sent" };
    cli = await openCli();
    await cli.world.sites.add(aSite());
    const test = async (to: string) => {
      sent.push(to);
      return answer;
    };
    cli.mailDesk = { server: "mail.example:587", from: "a@node.example", test, greet: async () => answer };
  });
  afterEach(() => cli.close());

  it("sends a letter to see whether mail arrives", async () => {
    expect(await cli.run("mail", "test", "me@mail.example")).to.equal(0);
    expect(sent).to.deep.equal(["me@mail.example"]);
    expect(cli.out.join()).to.contain("mail.example:587 took the letter.");
  });

  it("fails with what the server said, and where none is set", async () => {
    answer = { kind: "refused", reason: "The mail server: 550 No" };
    expect(await cli.run("mail", "test", "me@mail.example")).to.equal(1);
    expect(cli.err.join()).to.contain("550 No");
    delete cli.mailDesk;
    expect(await cli.run("mail", "test", "me@mail.example")).to.equal(1);
    expect(cli.err.join()).to.contain("ANTIPHON_SMTP");
  });

  it("takes no address that is none", async () => {
    expect(await cli.run("mail", "test", "me@mail.example\nBcc: all@mail.example")).to.equal(2);
    expect(sent).to.deep.equal([]);
  });

  it("is looked at by the doctor, with letters that were given up", async () => {
    const line = () => cli.out.splice(0).find((text) => text.slice(6).startsWith("mail: ")) ?? "";
    await cli.run("doctor");
    expect(line()).to.match(/^ok .*lets the node in/);
    const { jobs, clock } = cli.world;
    await jobs.put([{ id: "a", kind: "owner-letter", lane: "mail", payload: {} }], clock.now());
    await jobs.claim({ by: "w", now: clock.now(), until: clock.now(), limit: 1, exceptLanes: [] });
    await jobs.fail("a", "w", "No such mailbox.");
    await cli.run("doctor");
    expect(line()).to.match(/^warn .*No such mailbox\./);
    answer = { kind: "later", reason: "The mail server: connect ECONNREFUSED" };
    expect(await cli.run("doctor")).to.equal(1);
    expect(line()).to.match(/^fail .*ECONNREFUSED/);
  });
});
