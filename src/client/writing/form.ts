import type { Section } from "../reading/section.ts";
import { type Drafts, textOf } from "./drafts.ts";

/** The one form of a section for new comments, which stands below what is answered or at the end. */
export interface MainForm {
  get(): HTMLFormElement | null;
  /** Moves it below the comment of a Reply link, or home again, with the draft of that place in it. */
  answer(link: HTMLElement | null): void;
  /** Moves it home and gives the focus back to the Reply link; the text stays a draft. */
  cancel(): void;
  /** Puts a form that the server drew in its place. */
  redraw(drawn: HTMLFormElement): void;
}

/** The main form of a section. */
export function openMainForm({ find }: Section, drafts: Drafts): MainForm {
  const get = () => find<HTMLFormElement>("form[data-number]");

  function stand(form: HTMLFormElement): void {
    const number = form.dataset["number"];
    const item = number && find(`#comment-${number}`);
    const home = find(".antiphon");
    if (item) item.querySelector(":scope > .an-comment")?.after(form);
    else home?.append(form);
  }

  function answer(link: HTMLElement | null): void {
    const form = get();
    const text = textOf(form);
    const parent = form?.elements.namedItem("parent") as HTMLInputElement | null;
    const heading = form?.querySelector<HTMLElement>(".an-sub");
    const cancel = form?.querySelector<HTMLElement>(".an-cancel");
    if (!form || !text || !parent || !heading) return;
    const number = link?.dataset["number"] ?? "";
    if (number !== parent.value) {
      drafts.keep(form);
      form.dataset["number"] = parent.value = number;
      const { answer: to = "", new: fresh = "" } = heading.dataset;
      heading.textContent = link ? to.replace("{name}", () => link.dataset["name"] ?? "") : fresh;
      if (cancel) cancel.hidden = !link;
      for (const old of form.querySelectorAll(".an-problem, .an-preview")) old.remove();
      text.value = text.defaultValue = "";
      drafts.restore(form);
      stand(form);
    }
    if (link) text.focus();
  }

  return {
    get,
    answer,
    cancel() {
      const number = get()?.dataset["number"];
      answer(null);
      find(`.an-reply[data-number="${number}"]`)?.focus();
    },
    redraw(drawn) {
      const form = get();
      const heading = drawn.querySelector<HTMLElement>(".an-sub");
      if (form?.dataset["number"] === drawn.dataset["number"]) form?.replaceWith(drawn);
      else {
        form?.remove();
        stand(drawn);
      }
      drafts.keep(drawn);
      heading?.scrollIntoView({ block: "nearest", behavior: "instant" });
      drawn.querySelector<HTMLElement>('[aria-invalid="true"], .an-problem, .an-preview')?.focus();
    },
  };
}

/** Says in a form why it was not taken. */
export function tellProblem(form: HTMLElement, text: string): void {
  form.querySelector(".an-problem")?.remove();
  const problem = document.createElement("p");
  problem.className = "an-problem";
  problem.setAttribute("role", "alert");
  problem.textContent = text;
  const buttons = form.querySelector(".an-buttons");
  if (buttons) buttons.before(problem);
  else form.append(problem);
}
