import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { findBarriers } from "../../helpers/axe.ts";
import { describeInBrowser } from "../../helpers/browser.ts";
import { createTestClock } from "../../helpers/clock.ts";
import { mira } from "../../helpers/comment.ts";
import { settle } from "../../helpers/composed-node.ts";
import { startHookServer } from "../../helpers/hook-server.ts";
import { type OwnerMail, startOwnerMail } from "../../helpers/owner-mail.ts";

/** How wide the owner's phone is. */
const phone = { width: 360, height: 740 };

describeInBrowser("an owner on the phone", (browser) => {
  const clock = createTestClock();
  let own: OwnerMail;
  let context: BrowserContext;
  let page: Page;

  beforeEach(async () => {
    own = await startOwnerMail(clock);
    context = await browser().newContext({ viewport: phone, javaScriptEnabled: true, colorScheme: "dark" });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context?.close();
    await own?.close();
  });

  /** What is wrong with the page as it stands: barriers, and what sticks out of a phone. */
  async function wrongs(): Promise<string[]> {
    const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    return [...(await findBarriers(page)), ...(wide > 0 ? [`It is ${wide} px too wide.`] : [])];
  }

  it("decides from the letter without signing in, and thinks better of it", async () => {
    await own.say("Let me in, please.");
    await page.goto(own.linkOf("Publish"));
    expect(await page.title()).to.equal("Publish this comment?");
    expect(await wrongs()).to.deep.equal([]);
    expect(await own.node.texts(own.page), "nothing is done by opening").to.deep.equal([]);
    await page.getByRole("button", { name: "Publish" }).click();
    expect(await page.textContent("h1")).to.equal("Published.");
    expect(await wrongs()).to.deep.equal([]);
    expect(await own.node.texts(own.page)).to.deep.equal(["Let me in, please."]);
    await page.getByRole("button", { name: "Take it back: hide it" }).click();
    expect(await page.textContent("h1")).to.contain("Hidden.");
    expect(await own.node.texts(own.page)).to.deep.equal([]);
    await page.goto(own.linkOf("Publish"));
    expect(await page.textContent("main"))
      .to.contain("it is hidden")
      .and.contain("Nothing was done.");
  });

  it("looks after mail on a page of its own: tries it, chooses letters, and sends again what was refused", async () => {
    await page.goto((await own.node.loginLink()) ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.click(".sections > summary");
    await page.getByRole("link", { name: "Mail" }).click();
    expect(await wrongs()).to.deep.equal([]);
    await page.getByLabel("Send a letter to").fill("me@mail.example");
    await page.getByRole("button", { name: "Send a test letter" }).click();
    expect(await page.getByRole("status").textContent()).to.contain("took the letter");
    expect(own.last().subject).to.equal("Mail from your comments arrives");

    await page.getByLabel("To these addresses").fill("me@mail.example, you@mail.example");
    await page.getByLabel("When").selectOption("Once an hour");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByLabel("When").inputValue()).to.equal("hourly");

    own.mail.unknown = ["you@mail.example"];
    await own.say("Hello.");
    await own.pass(60 * 60_000);
    await page.reload();
    expect(await page.textContent("main"))
      .to.contain("To you, at you@mail.example")
      .and.contain("No such mailbox");
    expect(await wrongs()).to.deep.equal([]);
    own.mail.unknown = [];
    const before = own.mail.letters.length;
    await page.getByRole("button", { name: "Try again" }).click();
    await settle(own.node);
    expect(own.mail.letters.length).to.equal(before + 1);
    expect(own.last().to).to.deep.include({ text: "you@mail.example" });
  });

  it("adds a webhook for a chat, sees it refuse a test, and removes it", async () => {
    const chat = await startHookServer();
    try {
      await page.goto((await own.node.loginLink()) ?? "");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.click(".sections > summary");
      await page.getByRole("link", { name: "Webhooks" }).click();
      expect(await wrongs()).to.deep.equal([]);
      await page.getByLabel("What it is").selectOption("Discord");
      await page.getByLabel("How you call it").fill("Our room");
      await page.getByLabel("Its address").fill(`${chat.url}/api/webhooks/1/token`);
      await page.getByLabel("Comments that somebody reported").check();
      await page.getByRole("button", { name: "Add", exact: true }).click();
      expect(await page.getByRole("status").textContent()).to.contain("Our room is added.");
      expect(await wrongs()).to.deep.equal([]);
      await page.getByRole("button", { name: "Send a test" }).click();
      expect(await page.getByRole("status").textContent()).to.contain("It was taken.");
      chat.answer = { status: 401, body: "Invalid Webhook Token" };
      await page.getByRole("button", { name: "Send a test" }).click();
      expect(await page.getByRole("status").textContent()).to.contain("Invalid Webhook Token");

      chat.answer = { status: 204 };
      await own.say("Is anybody there?");
      expect(chat.asked.at(-1)?.body.embeds[0].description).to.contain("Is anybody there?");
      const link = /\[Publish\]\(<([^>]+)>\)/.exec(chat.asked.at(-1)?.body.embeds[0].description)?.[1] ?? "";
      await page.goto(link);
      await page.getByRole("button", { name: "Publish" }).click();
      expect(await own.node.texts(own.page)).to.deep.equal(["Is anybody there?"]);

      await page.goto(`${own.node.url}/admin/webhooks`);
      await page.getByText("Remove…").click();
      await page.getByRole("button", { name: "Remove for good" }).click();
      expect(await page.textContent("main")).to.contain("There is no webhook yet.");
    } finally {
      await chat.close();
    }
  });

  it("finds the form for their own account on the page of posts, on the phone as well", async () => {
    await page.goto((await own.node.loginLink()) ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Posts" }).click();
    await page.getByText("Your own account on the fediverse").click();
    expect(await wrongs()).to.deep.equal([]);
    const [site] = await own.node.world.sites.all();
    const writers = [{ id: mira.id, handle: mira.handle }];
    await own.node.world.sites.set(site?._id ?? "", { writers });
    clock.advance(1_000);
    await page.reload();
    expect(await wrongs()).to.deep.equal([]);
    await page.getByRole("button", { name: `Remove @${mira.handle}` }).click();
    expect(await page.getByRole("status").textContent()).to.contain("like any other’s");
  });
});
