import { expect } from "chai";
import type { BrowserContext, Page } from "playwright-core";
import { createSignIn } from "../../../src/usecases/door/sign-in.ts";
import { findBarriers } from "../../helpers/axe.ts";
import { buildClient, describeInBrowser } from "../../helpers/browser.ts";
import { freePort } from "../../helpers/free-port.ts";
import { startWebNode, type WebNode } from "../../helpers/web.ts";

describeInBrowser("the door, in a browser", (browser) => {
  let clientDir: string;
  let node: WebNode;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  before(async () => {
    clientDir = await buildClient();
  });
  beforeEach(async () => {
    const port = await freePort();
    // Browsers bind passkeys to a host's name, and take localhost for a safe one.
    url = `http://localhost:${port}`;
    node = await startWebNode({ port, settings: { clientDir, url } });
    context = await browser().newContext({ viewport: { width: 360, height: 740 } });
    page = await context.newPage();
    faults.length = 0;
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
  });
  afterEach(async () => {
    await context?.close();
    await node?.close();
    expect(faults.filter((line) => !line.includes("status of 401"))).to.deep.equal([]);
  });

  /** A device with a passkey's ways, as Chromium plays it. */
  async function plugIn() {
    const session = await context.newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return {
      unplug: () => session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
      fail: () => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false }),
    };
  }

  async function enterByLink(): Promise<void> {
    await page.goto(`${url}/login?token=${await createSignIn(node.world).issueLogin()}`);
    await page.click("text=Sign in as the owner");
    await page.waitForURL("**/admin/");
  }

  async function makePasskey(name: string): Promise<void> {
    await page.goto(`${url}/admin/you`);
    await page.fill("[data-passkey] [name=name]", name);
    await page.click("text=Make a passkey");
    await page.waitForSelector("text=Your passkey is kept");
  }

  it("makes a passkey and comes in by it, without a name", async () => {
    await plugIn();
    await enterByLink();
    await makePasskey("Virtual phone");
    expect(await page.locator(".row strong").first().textContent()).to.equal("Virtual phone");
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.click(".sections > summary");
    await page.click("text=Sign out >> nth=0");
    await page.waitForURL("**/login");
    expect(await findBarriers(page)).to.deep.equal([]);
    await page.click("text=Sign in with a passkey");
    await page.waitForURL("**/admin/");
    await page.goto(`${url}/admin/you`);
    expect(await page.locator("text=By a passkey").count()).to.equal(1);
  });

  it("comes back to what took a fresh sign-in", async () => {
    await plugIn();
    await enterByLink();
    await makePasskey("Virtual phone");
    node.clock.advance(10 * 60_000);
    await page.goto(`${url}/admin/people`);
    expect(await page.locator("h1").textContent()).to.equal("Sign in again");
    await page.click("text=Sign in with a passkey");
    await page.waitForURL("**/admin/people");
    await page.fill("#name", "Anna");
    await page.selectOption("form.card select", "moderator");
    await page.click("text=Make an invitation");
    expect(await page.locator("code.copyable").textContent()).to.contain("/login?token=");
    expect(await findBarriers(page)).to.deep.equal([]);
  });

  it("says what went wrong when no passkey is used, when the device has one, and when it is not known here", async () => {
    const device = await plugIn();
    await enterByLink();
    await makePasskey("Virtual phone");
    await page.fill("[data-passkey] [name=name]", "Once more");
    await page.click("text=Make a passkey");
    await page.waitForSelector("text=This device has a passkey for you already.");
    await node.world.passkeys.remove((await node.world.passkeys.of("owner"))[0]?._id ?? "");
    await page.goto(`${url}/login`);
    await page.click("text=Sign in with a passkey");
    await page.waitForSelector("text=This passkey is not known here");
    expect(await findBarriers(page)).to.deep.equal([]);
    await device.fail();
    await page.click("text=Sign in with a passkey");
    await page.waitForSelector("text=No passkey was used.");
  });

  it("comes in by a password with the keyboard alone", async () => {
    await enterByLink();
    await page.goto(`${url}/admin/you`);
    await page.click("text=Choose one…");
    await page.fill("#password", "violet ladder drums midnight");
    await page.fill("#again", "violet ladder drums midnight");
    await page.click("text=Set the password");
    await page.waitForSelector("text=Your password is set.");
    await page.click(".sections > summary");
    await page.click("text=Sign out >> nth=0");
    await page.waitForURL("**/login");
    await page.focus("#name");
    await page.keyboard.type("the owner");
    await page.keyboard.press("Tab");
    await page.keyboard.type("violet ladder drums midnight");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/admin/");
  });
});
