import { openLive } from "./live/live.ts";
import { isSpecial } from "./reading/later.ts";
import type { Section } from "./reading/section.ts";
import type { prove } from "./work.ts";
import { openDrafts, textOf } from "./writing/drafts.ts";
import { drawFace } from "./writing/face.ts";
import { foldBranches } from "./writing/folds.ts";
import { openMainForm, tellProblem } from "./writing/form.ts";
import { markFresh } from "./writing/fresh.ts";
import { openKept } from "./writing/kept.ts";
import { ownKeys } from "./writing/keys.ts";
import { once } from "./writing/once.ts";
import { showOwn } from "./writing/own.ts";
import { followPages } from "./writing/pages.ts";
import { rememberHome, rememberPerson } from "./writing/person.ts";
import { createSend, fieldsOf, isFine, postTo, type Step } from "./writing/send.ts";
import { markUp } from "./writing/toolbar.ts";
import { openUnsent } from "./writing/unsent.ts";
import { openVotes } from "./writing/votes.ts";
import { langOf } from "./writing/words.ts";

/** Set by the build: the style of what shows here, and the file for work with its version. */
declare const WRITING_STYLE: string;
declare const WORK_FILE: string;

export { explain } from "./writing/explain.ts";

/** Lets a reader write in a section: forms, drafts, own comments, what a device keeps for them, and what is new. */
export function write(section: Section): void {
  const { root, gone } = section;
  const kept = openKept();
  const sign: Step = (fields) => {
    fields["keys"] = ownKeys(kept).join(" ");
    fields["lang"] ??= langOf(section);
  };
  /** Only a new comment costs work. */
  const work: Step = async (fields, target) => {
    const { action, dataset } = main.get() ?? {};
    const ask = dataset?.["work"];
    if (!ask || target !== action) return;
    const worker = (await import(`${section.node()}/${WORK_FILE}`)) as { prove: typeof prove };
    const { url = "", keys = "" } = fields;
    fields["work"] = await worker.prove(postTo(ask, { url, keys }));
  };
  const send = createSend(section, [sign, work]);
  const fold = foldBranches(section, kept);
  const follow = followPages(section, kept);
  const drafts = openDrafts(section, kept);
  const person = rememberPerson(kept);
  const keepHome = rememberHome(section, kept);
  const main = openMainForm(section, drafts);
  const unsent = openUnsent(section, kept, main, send);
  const own = showOwn(section, kept, drafts, send);
  const vote = openVotes(section, kept, send);
  const fresh = markFresh(section, kept);

  section.dress(WRITING_STYLE);
  section.onDrawn(() => {
    const form = main.get();
    if (!form) return;
    drafts.restore(form);
    person.fill(form);
  });
  const letIn = openLive(section);

  /** Asks for a preview where a target is given; what a form is sent for otherwise lies in what it is. */
  async function submit(form: HTMLFormElement, target?: string | null): Promise<void> {
    const fields = fieldsOf(form);
    const isNew = form === main.get();
    if (isNew && !target) {
      person.keep(fields);
      const sent = unsent.post(fields, form.action);
      main.sent();
      return sent;
    }
    const { status, drawn, problem } = await send(target ?? form.action, fields);
    const redrawn = drawn.querySelector<HTMLFormElement>("form:not(.an-votes)");
    if (redrawn) main.redraw(redrawn, form);
    else if (isNew || !isFine(status)) tellProblem(form, problem);
    else await own.changed(form, drawn);
  }

  function leave(form: HTMLFormElement): void {
    if (form === main.get()) main.cancel();
    else own.cancel(form);
  }

  /** What links and buttons ask for, by their `data-do`. */
  const acts: Record<string, (asked: HTMLElement, form: HTMLFormElement) => unknown> = {
    reply: main.answer,
    own: own.change,
    cancel: (_link, form) => leave(form),
    fold,
    next: fresh.next,
    "let-in": letIn,
    forget: (_button, form) => drafts.discard(form),
    mark({ dataset }, form) {
      const text = textOf(form);
      if (text) markUp(text, dataset["mark"] ?? "");
    },
    unsent: unsent.press,
  };

  const listen = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
    root.addEventListener(name, act, { signal: gone });

  listen("click", (event) => {
    const asked = (event.target as Element).closest<HTMLElement>("[data-do], [data-query]");
    if (!asked || isSpecial(event)) return;
    event.preventDefault();
    const act = acts[asked.dataset["do"] ?? ""] ?? follow;
    void once(asked, () => act(asked, asked.closest("form") as HTMLFormElement));
  });
  listen("submit", (event) => {
    const form = event.target as HTMLFormElement;
    // An answer from one's own server goes on in a tab of its own.
    if (form.matches(".an-home")) return keepHome(form);
    event.preventDefault();
    const { submitter } = event;
    void once(form, () =>
      submitter && form.matches(".an-votes")
        ? vote(form, submitter as HTMLButtonElement)
        : submit(form, submitter?.getAttribute("formaction")),
    );
  });
  listen("input", ({ target }) => {
    const { form, name } = target as HTMLTextAreaElement;
    if (form && name === "text") drafts.keep(form);
  });
  listen("change", ({ target }) => {
    const { name, checked, form } = target as HTMLInputElement;
    if (name === "fresh") fresh.turn(checked);
    else if (form !== main.get()) return;
    else if (name === "remember" && !checked) person.keep({});
    else if (form && /author|email/.test(name)) void drawFace(send, form);
  });
  listen("focusin", ({ target }) => {
    const field = target as HTMLInputElement;
    const { form } = field;
    if (field.readOnly) field.select();
    // Who is remembered need not type a name.
    const empty = form?.querySelector("span.an-face");
    if (form && empty) void once(empty, () => drawFace(send, form));
  });
  listen("keydown", (event) => {
    const { key, altKey, isComposing } = event;
    // In the middle of a word, Enter and Escape belong to the input method.
    if (isComposing || altKey) return;
    const target = event.target as HTMLElement;
    const form = target.closest("form");
    if (event.ctrlKey || event.metaKey) {
      const keys = `Control+${CSS.escape(key.toUpperCase())} `;
      const button = !event.shiftKey && form?.querySelector<HTMLElement>(`[aria-keyshortcuts^="${keys}"]`);
      if (key === "Enter") form?.requestSubmit();
      else if (button && target === textOf(form)) {
        event.preventDefault();
        button.click();
      }
    } else if (key === "Escape" && form?.querySelector(".an-cancel:not([hidden])")) leave(form);
    else if (key === "n" && kept.get("fresh") && !target.matches("input, textarea, select")) fresh.next();
  });
}
