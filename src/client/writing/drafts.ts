import type { Section } from "../reading/section.ts";
import type { Kept } from "./kept.ts";

/** Text that was typed and not posted, kept for each thread and for each comment that is answered or changed. */
export interface Drafts {
  /** Keeps what stands in a form now. */
  keep(form: HTMLFormElement): void;
  /** Puts what was kept for a form into it, and says so in the form. */
  restore(form: HTMLFormElement): void;
  /** Forgets it, as it was sent or is not wanted. */
  drop(form: HTMLFormElement): void;
  /** Throws a restored draft away: the form is as the server drew it. */
  discard(form: HTMLFormElement): void;
}

/** The drafts of a section. */
export function openDrafts({ url }: Section, kept: Kept): Drafts {
  /** An answer is told from the thread's own form by its number, a change by its address. */
  function nameOf(form: HTMLFormElement): string {
    const part = form.dataset["number"] ?? new URL(form.action).pathname;
    return `draft ${url()}${part && `#${part}`}`;
  }

  function tell(form: HTMLFormElement, restored: boolean): void {
    form.querySelector(".an-restored")?.toggleAttribute("hidden", !restored);
  }

  function keep(form: HTMLFormElement, text = textOf(form)?.value ?? ""): void {
    kept.set(nameOf(form), text);
  }

  function drop(form: HTMLFormElement): void {
    keep(form, "");
    tell(form, false);
  }

  return {
    drop,
    keep: (form) => keep(form),
    restore(form) {
      const text = textOf(form);
      const draft = kept.get(nameOf(form));
      if (!text) return;
      const isTyped = text.value !== text.defaultValue;
      const isRestored = !isTyped && draft !== "" && draft !== text.value;
      // What was typed before this was there to see it.
      if (isTyped) keep(form);
      if (isRestored) text.value = draft;
      if (isRestored || !draft) tell(form, isRestored);
    },
    discard(form) {
      const text = textOf(form);
      drop(form);
      if (!text) return;
      text.value = text.defaultValue;
      text.focus();
    },
  };
}

/** The field of a form that the comment is written in. */
export function textOf(form: HTMLFormElement | null): HTMLTextAreaElement | null {
  return form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]') ?? null;
}
