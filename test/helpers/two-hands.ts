import type { Page } from "playwright-core";

const operable = "a[href], button, input:not([type=hidden]), select, textarea, summary";

/** Numbers what Tab shall stop at. Of radio buttons that belong together one is a stop, as browsers have it. */
const numberStops = `
  const isStop = (one) => one.type !== "radio" || one.checked ||
    !document.querySelector('input[type=radio][name="' + one.name + '"]:checked');
  const shown = [...document.querySelectorAll(${JSON.stringify(operable)})].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled"));
  shown.filter(isStop).forEach((one, i) => one.setAttribute("data-stop", i));
  document.activeElement?.blur();
  document.querySelectorAll("[data-stop]").length`;

const whereFocusIs = `(() => {
  const one = document.activeElement;
  const stop = one?.getAttribute("data-stop") ?? null;
  if (stop === null) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const isSeen = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  return { stop, isSeen, what: one.outerHTML.slice(0, 120) };
})()`;

/** Goes through a page by Tab alone: what can be operated and is never reached, and what shows nothing when it is. */
export async function reachByTab(page: Page): Promise<{ stops: number; unreached: string[]; unseen: string[] }> {
  const stops = (await page.evaluate(numberStops)) as number;
  const reached = new Set<string>();
  const unseen = new Map<string, string>();
  // More than there are, as a field for a date is several stops in one; of these each but the last shows a frame of ours.
  for (let presses = 0; presses < 2 * stops + 10 && reached.size < stops; presses++) {
    await page.keyboard.press("Tab");
    const at = (await page.evaluate(whereFocusIs)) as { stop: string; isSeen: boolean; what: string } | null;
    if (at === null) continue;
    if (!at.isSeen && !reached.has(at.stop)) unseen.set(at.stop, at.what);
    reached.add(at.stop);
  }
  const unreached = await page.evaluate(
    `[...document.querySelectorAll("[data-stop]")].filter((one) => !${JSON.stringify([...reached])}.includes(one.dataset.stop)).map((one) => one.outerHTML.slice(0, 120))`,
  );
  return { stops, unreached: unreached as string[], unseen: [...unseen.values()] };
}

const pressed = ["button", ".button", "summary", "select", "input:not([type=hidden])", ".tabs a", ".chips a"];

/** What a thumb would miss on the main part of a page: less than 44 px high, with the label around a box to tick. */
export async function smallTargets(page: Page): Promise<string[]> {
  const found = await page.evaluate(`
    [...document.querySelectorAll(${JSON.stringify(pressed.map((one) => `main ${one}`).join(", "))})]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .map((one) => one.matches("[type=checkbox], [type=radio]") ? one.labels[0] ?? one : one)
      .map((one) => ({ html: one.outerHTML.slice(0, 120), height: one.getBoundingClientRect().height }))
      .filter(({ height }) => height < 43.5)
      .map(({ html, height }) => html + " " + height + " px")`);
  return found as string[];
}
