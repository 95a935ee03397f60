import { expect } from "chai";
import { owner } from "../../../src/domain/moderator.ts";
import { createPeople } from "../../../src/usecases/door/people.ts";
import { findBarriersInEveryLook } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { mira } from "../../helpers/comment.ts";
import { enterAsOwner } from "../../helpers/owner-browser.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

const aboutMira = `/admin/commenter?actor=${encodeURIComponent(mira.id)}`;
const far = { author: mira, origin: "fediverse" } as const;

describeInBrowser("commenters in a browser", (browser) => {
  let clientDir: string;
  let node: WebNode;
  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    node = await startWebNode({ settings: { clientDir } });
    await node.put({ _id: "a", state: "held", heldFor: ["It has many links."], ...far });
    await node.put({ _id: "b", ...far });
    await node.put({ _id: "c", state: "held", heldFor: ["The first comment of somebody new."] });
    await node.put({ _id: "elsewhere", state: "held", site: "other" });
  });
  afterEach(() => node?.close());

  it("are moderated on one blog by a thumb, scripts off: in by a link, approve, undo, block by two taps, no further", async () => {
    const grants = [{ site: "site", role: "moderator" }] as const;
    const { token } = await createPeople(node.world).invite({ name: "Mo", grants: [...grants] }, owner);
    const context = await browser().newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${node.url}/login?token=${token}`);
    await page.locator("main button").first().click();
    await page.goto(`${node.url}/admin/`);
    expect(await page.locator(".item").count(), "what waits on their blog").to.equal(2);
    expect(await page.locator(".why").allTextContents()).to.have.lengthOf(2);
    await page.locator(".item", { hasText: "It has many links." }).getByText("Approve").click();
    await page.getByText("Published.", { exact: true }).waitFor();
    await page.getByText("Undo", { exact: true }).click();
    await page.getByText("Undone.", { exact: true }).waitFor();
    expect((await node.world.comments.get("a"))?.state).to.equal("held");
    await page.getByRole("link", { name: "Mira", exact: true }).click();
    await page.locator("summary", { hasText: "Block, hold or trust" }).click();
    await page.locator("button[name=severity][value=block]").first().click();
    await page.getByText("Blocked.").first().waitFor();
    expect((await node.world.comments.get("b"))?.hiddenBy).to.be.a("string");
    const refused = await page.goto(`${node.url}/admin/commenters`);
    expect(refused?.status()).to.equal(403);
    expect(await page.locator("main").textContent()).to.contain("not yours to do here");
    await context.close();
  });

  it("are decided of in place where scripts are on, by hand and by key", async () => {
    const { context, page } = await enterAsOwner(browser(), node);
    const faults: string[] = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(`${node.url}${aboutMira}`);
    await page.evaluate("window.stayed = true");
    await page.locator(".item >> text=Approve").first().click();
    await page.getByText("Published.").first().waitFor();
    expect((await node.world.comments.get("a"))?.state).to.equal("published");
    await page.keyboard.press("j");
    await page.keyboard.press("h");
    await page.getByText("Hidden").first().waitFor();
    expect(await page.evaluate("window.stayed")).to.equal(true);
    expect(faults).to.deep.equal([]);
    await context.close();
  });

  it("have pages without barriers, in light on a desk and in the dark on a phone", async () => {
    const { context, page } = await enterAsOwner(browser(), node);
    for (const address of [
      "/admin/commenters",
      "/admin/commenters?kind=servers&q=far",
      aboutMira,
      "/admin/commenter?visitor=hash-anna",
      "/admin/server?host=far.example",
      aboutMira.replace("?", "/erase?"),
    ]) {
      await page.goto(`${node.url}${address}`);
      for (const details of await page.locator("main details.more > summary").all()) await details.click();
      expect(await findBarriersInEveryLook(page), address).to.deep.equal([]);
    }
    await context.close();
  });
});
