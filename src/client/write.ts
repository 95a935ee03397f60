import { isSpecial } from "./reading/later.ts";
import type { Section } from "./reading/section.ts";
import type { prove } from "./work.ts";
import { openDrafts, textOf } from "./writing/drafts.ts";
import { foldBranches } from "./writing/folds.ts";
import { openMainForm, tellProblem } from "./writing/form.ts";
import { markFresh } from "./writing/fresh.ts";
import { openKept } from "./writing/kept.ts";
import { ownKeys } from "./writing/keys.ts";
import { showOwn } from "./writing/own.ts";
import { followPages } from "./writing/pages.ts";
import { rememberHome, rememberPerson } from "./writing/person.ts";
import { createSend, fieldsOf, type Step } from "./writing/send.ts";
import { markOf, markUp } from "./writing/toolbar.ts";
import { openUnsent } from "./writing/unsent.ts";
import { openVotes } from "./writing/votes.ts";
import { wordsOf } from "./writing/words.ts";

/** Set by the build: the style of what writing shows, and the file for work with its version. */
declare const WRITING_STYLE: string;
declare const WORK_FILE: string;

export { explain } from "./writing/explain.ts";

/** Lets a reader write in a section: forms, drafts, own comments, and what a device keeps for them. */
export function write(section: Section): void {
  const { root, gone } = section;
  const word = wordsOf(section);
  const kept = openKept();
  const sign: Step = (fields) => {
    fields["keys"] = ownKeys(kept).join(" ");
    fields["lang"] ??= section.find(".antiphon")?.lang ?? "";
  };
  /** Only a new comment costs work. */
  const work: Step = async (fields, target) => {
    const { action, dataset } = main.get() ?? {};
    const ask = dataset?.["work"];
    if (!ask || target !== action) return;
    const worker = (await import(`${section.node()}/${WORK_FILE}`)) as { prove: typeof prove };
    fields["work"] = await worker.prove(createSend([sign])(ask, { url: fields["url"] ?? section.url() }));
  };
  const send = createSend([sign, work]);
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
  const busy = new WeakSet<HTMLFormElement>();

  section.dress(WRITING_STYLE);
  section.onDrawn(() => {
    const form = main.get();
    if (!form) return;
    drafts.restore(form);
    person.fill(form);
  });

  async function preview(form: HTMLFormElement, target: string): Promise<void> {
    const fields = fieldsOf(form);
    const answer = await send(target, fields).catch(() => null);
    const drawn = answer && section.parse(await answer.text());
    const redrawn = drawn?.querySelector<HTMLFormElement>("form[data-number]");
    if (!redrawn) return tellProblem(form, drawn?.querySelector(".an-problem")?.textContent?.trim() || word("lost"));
    main.redraw(redrawn);
    person.fill(redrawn, fields);
  }

  async function post(form: HTMLFormElement): Promise<void> {
    const fields = fieldsOf(form);
    person.keep(fields);
    const sent = unsent.post(fields, form.action);
    // The next comment is another one: the word that names this must not stay in the form.
    form.querySelector('[name="draft"]')?.remove();
    const text = textOf(form);
    if (text) text.value = text.defaultValue = "";
    drafts.drop(form);
    main.answer(null);
    form.querySelector(".an-preview")?.remove();
    form.querySelector(".an-problem")?.remove();
    await sent;
    const redrawn = main.get();
    if (redrawn && redrawn !== form) person.fill(redrawn, fields);
  }

  async function submit(form: HTMLFormElement, target: string | null): Promise<void> {
    if (busy.has(form)) return;
    busy.add(form);
    const buttons = [...form.querySelectorAll<HTMLButtonElement>(".an-buttons button")];
    for (const each of buttons) each.disabled = true;
    if (form !== main.get()) await own.submit(form);
    else if (target) await preview(form, target);
    else await post(form);
    for (const each of buttons) each.disabled = false;
    busy.delete(form);
  }

  function leave(form: HTMLFormElement): void {
    if (form === main.get()) main.cancel();
    else own.cancel(form);
  }

  function press(target: HTMLElement): void {
    const form = target.closest("form");
    const text = textOf(form);
    if (target.matches(".an-fold")) fold(target);
    else if (target.dataset["query"] !== undefined) follow(target as HTMLAnchorElement);
    else if (target.matches(".an-reply")) main.answer(target);
    else if (target.matches(".an-edit, .an-delete")) void own.change(target as HTMLAnchorElement);
    else if (target.matches(".an-next-new")) fresh.next();
    else if (target.dataset["do"]) unsent.press(target);
    else if (target.dataset["mark"] && text) markUp(text, target.dataset["mark"]);
    else if (target.matches(".an-restored button") && form) drafts.discard(form);
    else if (target.matches(".an-cancel") && form) leave(form);
  }

  const listen = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
    root.addEventListener(name, act, { signal: gone });

  listen("click", (event) => {
    const target = (event.target as Element).closest<HTMLElement>(
      "a:is(.an-reply, .an-edit, .an-delete, .an-cancel, [data-query]), button[type=button]",
    );
    if (!target || isSpecial(event)) return;
    event.preventDefault();
    press(target);
  });
  listen("submit", (event) => {
    const form = event.target as HTMLFormElement;
    // An answer from one's own server goes on in a tab of its own.
    if (form.matches(".an-home")) return keepHome(form);
    event.preventDefault();
    if (form.matches(".an-votes")) void vote(form, event.submitter as HTMLButtonElement | null);
    else void submit(form, event.submitter?.getAttribute("formaction") ?? null);
  });
  listen("input", ({ target }) => {
    const { form, name } = target as HTMLTextAreaElement;
    if (form && name === "text") drafts.keep(form);
  });
  listen("change", ({ target }) => {
    const { name, checked, form } = target as HTMLInputElement;
    if (name === "fresh") fresh.turn(checked);
    else if (name === "remember" && !checked && form === main.get()) person.keep({});
  });
  listen("focusin", ({ target }) => {
    const field = target as HTMLInputElement;
    if (field.readOnly) field.select();
  });
  listen("keydown", (event) => {
    // In the middle of a word, Enter and Escape belong to the input method.
    if (event.isComposing) return;
    const target = event.target as HTMLElement;
    const form = target.closest("form");
    const held = event.ctrlKey || event.metaKey;
    const mark =
      held && !event.altKey && !event.shiftKey && target.matches('textarea[name="text"]') && markOf(event.key);
    if (mark) {
      event.preventDefault();
      markUp(target as HTMLTextAreaElement, mark);
    } else if (form && event.key === "Enter" && held) form.requestSubmit();
    else if (form && event.key === "Escape" && form.querySelector(".an-cancel:not([hidden])")) leave(form);
    else if (
      event.key === "n" &&
      !held &&
      !event.altKey &&
      kept.get("fresh") &&
      !target.matches("input, textarea, select")
    )
      fresh.next();
  });
}
