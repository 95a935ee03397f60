import { expect } from "chai";
import type { FetchRequest } from "../../src/domain/ports.ts";
import type { HookTools } from "../../src/usecases/notify/send-hook.ts";
import { startWebNode, type WebNode } from "../helpers/web.ts";

describe("/admin/webhooks", () => {
  let node: WebNode;
  let cookie: string;
  let csrf: string;
  let status: number;
  const hookTools: HookTools = {
    format: ({ url }) => ({ url, method: "POST", headers: {}, body: "" }),
    fetch: async ({ url }: FetchRequest) => ({
      status,
      url,
      headers: { get: () => null },
      body: Buffer.from("no_team"),
    }),
  };
  beforeEach(async () => {
    status = 200;
    node = await startWebNode({ hookTools });
    ({ cookie, csrf } = await node.signIn());
  });
  afterEach(() => node.close());

  const page = async () => (await node.get("/admin/webhooks", { cookie })).text();
  const post = (path: string, fields: Record<string, string>) =>
    node.post(`/admin/webhooks${path}`, { csrf, ...fields }, { cookie });
  const slack = { preset: "slack", url: "https://hooks.slack.example/services/T0/B0/s3cret99", events: "comment.held" };
  const firstId = async () => (await node.world.webhooks.list())[0]?._id ?? "";

  it("has a sentence where there is none, and a form that asks for all that is needed", async () => {
    expect(await page())
      .to.contain("There is no webhook yet.")
      .and.contain("Telegram")
      .and.contain("Comments that wait");
  });

  it("adds one, and shows no more of its address than tells it from others", async () => {
    const added = await post("", { ...slack, name: "Our <room>" });
    expect(added.status).to.equal(200);
    expect(await added.text()).to.contain("Our &lt;room&gt; is added.");
    const html = await page();
    expect(html).to.contain("https://hooks.slack.example/…et99").and.not.contain("s3cret99");
  });

  it("shows the secret of a program once", async () => {
    const added = await post("", { preset: "generic", url: "https://program.example/in", events: "comment.held" });
    const secret = /whsec_[\w+/]+=*/.exec(await added.text())?.[0] ?? "";
    expect((await node.world.webhooks.list())[0]?.secret).to.equal(secret);
    expect(await page()).to.not.contain("whsec_");
  });

  it("says what is wrong, and keeps what was typed but the token", async () => {
    const refused = await post("", { ...slack, url: "hooks.example", secret: "t0ken", room: "!a:b" });
    expect(refused.status).to.equal(422);
    const html = await refused.text();
    expect(html).to.contain("whole web address").and.contain('value="hooks.example"').and.contain('value="!a:b"');
    expect(html).to.not.contain("t0ken");
  });

  it("sends a test, and tells what was answered", async () => {
    await post("", slack);
    const id = await firstId();
    expect((await post("/test", { id })).headers.get("location")).to.equal("/admin/webhooks?done=tested");
    status = 404;
    expect(await (await post("/test", { id })).text()).to.contain("hooks.slack.example answered 404: no_team");
    expect((await post("/test", { id: "gone" })).status).to.equal(404);
  });

  it("tells of one that was stopped, and starts it again or removes it", async () => {
    await post("", slack);
    const id = await firstId();
    await node.world.webhooks.change(id, {
      stoppedAt: node.clock.now(),
      failingSince: node.clock.now(),
      fault: "It <failed>.",
    });
    expect(await page())
      .to.contain("Nothing is sent to one of them")
      .and.contain("It &lt;failed&gt;.")
      .and.contain("Start again");
    await post("/resume", { id });
    expect(await page())
      .to.not.contain("Nothing is sent to")
      .and.not.contain("Start again");
    await post("/remove", { id });
    expect(await page()).to.contain("There is no webhook yet.");
    expect((await post("/remove", { id })).status).to.equal(404);
  });
});
