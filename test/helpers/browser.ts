import { existsSync, rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { bundleClient } from "../../tools/bundle-client.ts";

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine; null when there is none, and then the tests say that they were skipped. */
export function findBrowser(): string | null {
  return known.find((path) => existsSync(path)) ?? null;
}

/** Starts the browser. */
export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: quiet });
}

/**
 * Builds the browser part into a folder of its own, which goes with the process, so that a test sees the sources and
 * not an older build.
 */
export async function buildClient(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "antiphon-client-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const { name, bytes } of await bundleClient()) await writeFile(join(folder, name), bytes);
  return folder;
}

/**
 * Describes what is seen in the browser of this machine, which is started once for all of it. Says in the title that it is
 * skipped where there is none.
 */
export function describeInBrowser(title: string, tests: (browser: () => Browser) => void): void {
  const path = findBrowser();
  describe(`${title}${path ? "" : " (skipped: no Chromium on this machine)"}`, () => {
    let browser: Browser | undefined;
    before(async function () {
      if (!path) return this.skip();
      browser = await launchBrowser(path);
    });
    after(() => browser?.close());
    tests(() => browser as Browser);
  });
}
