import type { Section } from "../reading/section.ts";
import { tellProblem } from "./form.ts";
import type { Kept } from "./kept.ts";
import { fieldsOf, type Send } from "./send.ts";
import { wordsOf } from "./words.ts";

const most = 200;

/**
 * Lets a reader say what they think of comments, and marks what they said: the pages are the same for everybody. Nothing
 * is kept before the first vote. Returns what sends a press of a button.
 */
export function openVotes(
  section: Section,
  kept: Kept,
  send: Send,
): (form: HTMLFormElement, button: HTMLButtonElement | null) => Promise<void> {
  const { root, onDrawn, parse } = section;
  const voted = () => new URLSearchParams(kept.get("voted"));

  onDrawn(() => {
    for (const [number, value] of voted())
      for (const button of root.querySelectorAll<HTMLButtonElement>(
        `#comment-${number} > .an-comment .an-votes [value=${value}]`,
      )) {
        button.setAttribute("aria-pressed", "true");
        button.value = "none";
      }
  });

  function keep(number: string, value: string): void {
    const others = [...voted()].filter(([known]) => known !== number);
    const all = value === "none" ? others : [[number, value], ...others].slice(0, most);
    kept.set("voted", String(new URLSearchParams(all)));
  }

  return async (form, button) => {
    const { number = "" } = fieldsOf(form);
    const value = button?.value;
    if (!button || !value || form.ariaBusy) return;
    form.ariaBusy = "true";
    const at = [...form.querySelectorAll("button")].indexOf(button);
    const answer = await send(form.action, { number, value, voter: kept.get("voter") })
      .then(async (reply) => parse(await reply.text()))
      .catch(() => null);
    form.ariaBusy = null;
    const drawn = answer?.querySelector<HTMLFormElement>(".an-votes");
    if (!drawn) return tellProblem(form, answer?.textContent?.trim() || wordsOf(section)("lost"));
    kept.set("voter", drawn.dataset["voter"] ?? "");
    keep(number, value);
    const hadFocus = form.contains(document.activeElement);
    form.replaceWith(drawn);
    if (hadFocus) drawn.querySelectorAll("button")[at]?.focus();
  };
}
