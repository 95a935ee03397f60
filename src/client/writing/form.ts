import type { Section } from "../reading/section.ts";
import { type Drafts, textOf } from "./drafts.ts";

/** The one form of a section for new comments, which stands below what is answered or at the end. */
export interface MainForm {
  get(): HTMLFormElement | null;
  /** Moves it below the comment of a Reply link, or home again, with the draft of that place in it. */
  answer(link: HTMLElement | null): void;
  /** Moves it home and gives the focus back to the Reply link; the text stays a draft. */
  cancel(): void;
  /** Empties it once its text is on its way, and moves it home. */
  sent(): void;
  /** Puts a form that the server drew in its place, or in that of another form. */
  redraw(drawn: HTMLFormElement, form?: HTMLFormElement | null): void;
}

/** The main form of a section. */
export function openMainForm({ find }: Section, drafts: Drafts): MainForm {
  const get = () => find<HTMLFormElement>("form[data-number]");

  function stand(form: HTMLFormElement): void {
    const comment = find(`#comment-${form.dataset["number"]} > .an-comment`);
    if (comment) comment.after(form);
    else find(".antiphon")?.append(form);
  }

  function clear(form: HTMLFormElement): void {
    for (const old of form.querySelectorAll(".an-problem, .an-preview")) old.remove();
    const text = textOf(form);
    if (text) text.value = text.defaultValue = "";
  }

  function answer(link: HTMLElement | null): void {
    const form = get();
    if (!form) return;
    const { number = "" } = link?.dataset ?? {};
    if (number !== form.dataset["number"]) {
      drafts.keep(form);
      form.dataset["number"] = number;
      (form.elements.namedItem("parent") as HTMLInputElement).value = number;
      const heading = form.querySelector<HTMLElement>(".an-sub");
      heading?.replaceChildren(link?.ariaLabel ?? heading.dataset["new"] ?? "");
      form.querySelector(".an-cancel")?.toggleAttribute("hidden", !link);
      clear(form);
      drafts.restore(form);
      stand(form);
    }
    if (link) textOf(form)?.focus();
  }

  return {
    get,
    answer,
    cancel() {
      const number = get()?.dataset["number"];
      answer(null);
      find(`.an-reply[data-number="${number}"]`)?.focus();
    },
    sent() {
      const form = get();
      if (!form) return;
      // The next comment is another one: the word that names this must not stay in the form.
      form.querySelector('[name="draft"]')?.remove();
      clear(form);
      drafts.drop(form);
      answer(null);
    },
    redraw(drawn, form = get()) {
      if (form?.dataset["number"] === drawn.dataset["number"]) form?.replaceWith(drawn);
      else {
        form?.remove();
        stand(drawn);
      }
      drafts.keep(drawn);
      drawn.firstElementChild?.scrollIntoView({ block: "nearest", behavior: "instant" });
      drawn.querySelector<HTMLElement>("[autofocus]")?.focus();
    },
  };
}

/** Says in a form why it was not taken. */
export function tellProblem(form: HTMLElement, text: string): void {
  form.querySelector(".an-problem")?.remove();
  const problem = document.createElement("p");
  problem.className = "an-problem";
  problem.role = "alert";
  problem.textContent = text;
  form.insertBefore(problem, form.querySelector(".an-buttons"));
}
