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
