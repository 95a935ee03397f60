import type { Section } from "../reading/section.ts";
import { tellProblem } from "./form.ts";
import type { Kept } from "./kept.ts";
import { fieldsOf, type Send } from "./send.ts";

const most = 200;

/**
 * Lets a reader say what they think of comments, and marks what they said: the pages are the same for everybody. Nothing
 * is kept before the first vote. Returns what sends a press of a button.
 */
export function openVotes(
  { root, onDrawn }: Section,
  kept: Kept,
  send: Send,
): (form: HTMLFormElement, button: HTMLButtonElement) => Promise<void> {
  const voted = () => new URLSearchParams(kept.get("voted"));

  onDrawn(() => {
    for (const [number, value] of voted())
      for (const button of root.querySelectorAll<HTMLButtonElement>(
        `#comment-${number} > .an-comment .an-votes [value=${value}]`,
      )) {
        button.ariaPressed = "true";
        button.value = "none";
      }
  });

  return async (form, button) => {
    const { number = "" } = fieldsOf(form);
    const { value } = button;
    const at = [...form.elements].indexOf(button);
    const { drawn, problem } = await send(form.action, { number, value, voter: kept.get("voter") });
    const redrawn = drawn.querySelector<HTMLFormElement>(".an-votes");
    if (!redrawn) return tellProblem(form, problem);
    kept.set("voter", redrawn.dataset["voter"] ?? "");
    const all = [[number, value], ...[...voted()].filter(([known]) => known !== number)];
    kept.set("voted", String(new URLSearchParams(all.slice(value === "none" ? 1 : 0, most))));
    const hadFocus = form.contains(document.activeElement);
    form.replaceWith(redrawn);
    if (hadFocus) (redrawn.elements[at] as HTMLElement).focus();
  };
}
