import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA and what axe holds to be good practice. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds wrong with a page as it stands, one line each: rule, place, and what is the matter. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Evaluated and not added as a tag, which the rules of our own pages forbid.
  await page.evaluate(source);
  const { violations } = (await page.evaluate(
    (runOnly) => (globalThis as unknown as Record<"axe", { run(options: object): unknown }>).axe.run({ runOnly }),
    tags,
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${help} (${failureSummary})`),
  );
}

const looks = [
  { colorScheme: "light", viewport: { width: 1000, height: 800 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
] as const;

/** The same in light on a desk and in dark on a phone; what is wider than the page is found as well. */
export async function findBarriersInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    const barriers = await findBarriers(page);
    const width = (await page.evaluate("document.documentElement.scrollWidth")) as number;
    if (width > viewport.width) barriers.push(`wider than the page: ${width} px`);
    found.push(...barriers.map((barrier) => `${colorScheme}, ${viewport.width} px: ${barrier}`));
  }
  return found;
}
