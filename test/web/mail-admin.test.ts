import { expect } from "chai";
import type { Posted } from "../../src/domain/mailbox.ts";
import type { MailDesk } from "../../src/domain/owner-letters.ts";
import { createMailState } from "../../src/usecases/notify/mail-state.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/mail", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let tested: string[];
  let answer: Posted;
  const desk: MailDesk = {
    server: "mail.example:587",
    from: "Comments <comments@node.example>",
    async test(to) {
      tested.push(to);
      return answer;
    },
    greet: async () => answer,
  };

  async function start(options: Parameters<typeof startWebNode>[0] = { mailDesk: desk }) {
    node = await startWebNode(options);
    ({ cookie, csrf } = await node.signIn());
  }
  beforeEach(() => {
    tested = [];
    answer = { kind: "sent" };
  });
  afterEach(() => node.close());

  const page = async () => (await node.get("/admin/mail", { cookie })).text();
  const post = (path: string, fields: Record<string, string>) =>
    node.post(`/admin/mail/${path}`, { csrf, ...fields }, { cookie });

  it("says that there is no mail server, and how to set one", async () => {
    await start({});
    expect(await page())
      .to.contain("No mail server is set")
      .and.contain("ANTIPHON_SMTP")
      .and.not.contain("Send a test letter");
    expect((await post("test", { to: "me@mail.example" })).status).to.equal(422);
  });

  it("names server and sender, and tells what the server said last", async () => {
    await start();
    expect(await page())
      .to.contain("mail.example:587")
      .and.contain("It has taken no letter yet.");
    const state = createMailState(node.world);
    await state.note({ kind: "sent" });
    await state.note({ kind: "refused", reason: "The mail server: 550 <no>" });
    expect(await page())
      .to.contain("550 &lt;no&gt;")
      .and.contain("It took a letter last at");
    await state.note({ kind: "sent" });
    expect(await page()).to.not.contain("550");
  });

  it("sends a letter to try it, tells why it was not taken, and takes no address that is none", async () => {
    await start();
    expect((await post("test", { to: " me@mail.example " })).status).to.equal(303);
    answer = { kind: "later", reason: "The mail server: connect ECONNREFUSED" };
    const refused = await post("test", { to: "you@mail.example" });
    expect(refused.status).to.equal(502);
    expect(await refused.text())
      .to.contain("ECONNREFUSED")
      .and.contain("you@mail.example");
    const wrong = await post("test", { to: "me@mail.example\r\nBcc: all@mail.example" });
    expect(wrong.status).to.equal(422);
    expect(tested).to.deep.equal(["me@mail.example", "you@mail.example"]);
  });

  it("decides whom letters go to, and writes that down", async () => {
    await start();
    const saved = await post("letters", {
      site: "site",
      to: "me@a.example\n you@b.example",
      about: "all",
      pace: "daily",
    });
    expect(saved.headers.get("location")).to.equal("/admin/mail?done=saved");
    const letters = { to: ["me@a.example", "you@b.example"], about: "all", pace: "daily" };
    expect((await node.world.sites.get("site"))?.letters).to.deep.equal(letters);
    expect(await page())
      .to.contain("me@a.example, you@b.example")
      .and.match(/value="daily" selected/);
    const [entry] = (await node.world.audit.list({ site: "site" }, { limit: 1 })).items;
    expect(entry).to.deep.include({ act: "letters.change", detail: "me@a.example, you@b.example; all; daily" });

    const wrong = await post("letters", { site: "site", to: "me@a.example, nobody", about: "held", pace: "hourly" });
    expect(wrong.status).to.equal(422);
    expect(await wrong.text())
      .to.contain("“nobody” is not a mail address.")
      .and.contain("me@a.example, nobody");
    expect((await post("letters", { site: "site", to: "", about: "held", pace: "often" })).status).to.equal(422);
    expect((await post("letters", { site: "other", to: "", about: "held", pace: "daily" })).status).to.equal(404);
    expect((await node.world.sites.get("site"))?.letters).to.deep.equal(letters);
  });

  it("keeps what was given up with the reason, to be sent again or dropped, and shows no reader’s mailbox", async () => {
    await start();
    const { jobs, clock } = node.world;
    const author = { kind: "visitor" as const, name: "Ada", website: null, email: "ada@reader.example", hash: "h" };
    const { number } = await node.put({ _id: "a", author });
    const lane = "mail";
    const payload = { site: "site", to: "me@a.example", comments: ["a"], more: 0 };
    await jobs.put(
      [
        { id: "to me", kind: "owner-letter", lane, payload },
        {
          id: "to mo",
          kind: "trouble-letter",
          lane,
          payload: { to: "mo@private.example", sentence: "x", says: "door" },
        },
        { id: "to ada", kind: "mail-ask", lane, payload: { comment: "a" }, dueAt: new Date(clock.now().getTime() + 1) },
      ],
      clock.now(),
    );
    for (const id of ["to me", "to mo", "to ada"]) {
      node.clock.advance(10);
      await jobs.claim({ by: "w", now: clock.now(), until: clock.now(), limit: 1, exceptLanes: [] });
      await jobs.fail(id, "w", `Refused: ${id}`);
    }
    const html = await page();
    expect(html).to.contain("To you, at me@a.example").and.contain("Refused: to me");
    expect(html).to.contain(`To the author of #${number}, asking to confirm`).and.not.contain("ada@reader.example");
    expect(html).to.contain("To one of you, about how somebody signs in").and.not.contain("mo@private.example");
    expect((await post("retry", { id: "to me" })).status).to.equal(303);
    expect((await post("drop", { id: "to ada" })).status).to.equal(303);
    expect((await post("drop", { id: "to ada" })).status).to.equal(404);
    expect(await jobs.count()).to.deep.equal({ waiting: 1, failed: 1 });
    const { items } = await node.world.audit.list({}, { limit: 2 });
    expect(items.map(({ act, label }) => [act, label])).to.have.deep.members([
      ["letter.drop", `To the author of #${number}, asking to confirm`],
      ["letter.retry", "to you"],
    ]);
    expect(await page()).to.contain("Letters that wait: 1.");
  });
});
