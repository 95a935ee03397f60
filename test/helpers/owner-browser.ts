import type { Browser, BrowserContext, Page } from "playwright-core";
import type { WebNode } from "./web.ts";

/** A browser in which the owner of a node is signed in, with an empty page. */
export async function enterAsOwner(
  browser: Browser,
  node: WebNode,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext(options);
  const { cookie } = await node.signIn();
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: node.url }]);
  return { context, page: await context.newPage() };
}
